namespace AIHubMix.Images.Cli.Demo;

/// <summary>What became of one model of the demo.</summary>
internal sealed record DemoOutcome
{
    public required DemoRecipe Recipe { get; init; }

    /// <summary>The time from sending the request to having the file.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The form of the answer; null when there was none.</summary>
    public ResponseForm? Form { get; init; }

    /// <summary>The picture; null when there is none. One that is not as asked for is here beside the <see cref="Failure"/>.</summary>
    public DemoPicture? Picture { get; init; }

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Failure { get; init; }

    public bool Succeeded => Failure is null;
}
