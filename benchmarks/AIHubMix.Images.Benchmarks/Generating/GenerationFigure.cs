namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>What a document of so many models costs.</summary>
/// <param name="Models">How many models.</param>
/// <param name="Code">What is generated.</param>
/// <param name="Generate">The target that generates, by itself, with the start of MSBuild.</param>
/// <param name="Steps">What it runs, each by itself.</param>
/// <param name="Compile">The whole build without analyzers, from a project that is restored and no more: it generates and compiles. The compiler is the largest of its processes.</param>
/// <param name="Analyze">The same with analyzers, all but that of the public API; null when not measured.</param>
/// <param name="UnchangedSeconds">A second build, with nothing changed.</param>
/// <param name="IsGeneratedAgain">Whether that build generated, or wrote the generated file.</param>
/// <param name="AssemblyBytes">The size of the assembly.</param>
/// <param name="Use">What a program of one model takes.</param>
internal sealed record GenerationFigure(
    int Models,
    GeneratedSize Code,
    Cost Generate,
    GenerationSteps Steps,
    Cost Compile,
    Cost? Analyze,
    double UnchangedSeconds,
    bool IsGeneratedAgain,
    long AssemblyBytes,
    OneModelFigure Use);
