using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>Holding an input against every rule of the document.</summary>
[MemoryDiagnoser]
public class ValidationBenchmarks
{
    [Benchmark(Baseline = true)]
    public int Small() => ImageModels.FluxKontextMax.Validate(Inputs.Small).Count;

    [Benchmark]
    public int Large() => ImageModels.IdeogramV3.Validate(Inputs.Large).Count;
}
