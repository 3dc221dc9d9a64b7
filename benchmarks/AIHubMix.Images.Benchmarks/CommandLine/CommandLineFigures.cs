using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.CommandLine;

/// <summary>The tool as Native AOT makes it, beside a program that does nothing.</summary>
internal sealed record CommandLineFigures
{
    /// <summary>Why there are no figures; null when there are.</summary>
    public string? NotMeasured { get; init; }

    /// <summary>The bytes of the tool's file.</summary>
    public long Size { get; init; }

    /// <summary>The bytes of the empty program's file.</summary>
    public long EmptySize { get; init; }

    /// <summary>What publishing the tool warned of.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The milliseconds of <c>--version</c> from the start of the process to its exit, round by round.</summary>
    public Samples Version { get; init; } = new([]);

    /// <summary>The milliseconds of the empty program in the same rounds.</summary>
    public Samples Empty { get; init; } = new([]);
}
