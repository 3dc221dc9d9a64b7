using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>What a program takes that uses one model of so many.</summary>
internal sealed record OneModelFigure
{
    /// <summary>The milliseconds of a process that makes a client and a picture, from its start to its end, round by round.</summary>
    public required Samples Process { get; init; }

    /// <summary>The same on the processor.</summary>
    public required Samples Call { get; init; }

    /// <summary>The milliseconds on the processor of a process that holds JSON against a model.</summary>
    public required Samples Json { get; init; }

    /// <summary>The milliseconds on the processor of a process that looks one model up by name.</summary>
    public required Samples Find { get; init; }

    /// <summary>The bytes that its client and its call allocate.</summary>
    public required double Allocated { get; init; }

    /// <summary>How many models of the catalog it makes.</summary>
    public required double Made { get; init; }

    /// <summary>The milliseconds of the first look-up by name, the least of all rounds.</summary>
    public required double FirstLookup { get; init; }

    /// <summary>The nanoseconds of a later one, the least of all rounds.</summary>
    public required double LaterLookup { get; init; }

    /// <summary>How many models a look-up makes.</summary>
    public required double MadeByLookup { get; init; }

    /// <summary>The milliseconds on the processor of the process that makes a client and a picture, when Native AOT makes it; null where nothing links.</summary>
    public Samples? NativeCall { get; init; }

    /// <summary>The bytes of the program when Native AOT makes it; null where nothing links.</summary>
    public long? NativeBytes { get; init; }
}
