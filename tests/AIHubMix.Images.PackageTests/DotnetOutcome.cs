namespace AIHubMix.Images.PackageTests;

/// <summary>How a command ended.</summary>
internal sealed record DotnetOutcome(string Command, int ExitCode, string Output)
{
    public void ShouldHaveSucceeded() => Assert.True(ExitCode == 0, ToString());

    public void ShouldHaveSaid(string text) => Assert.True(Output.Contains(text, StringComparison.Ordinal), $"It did not say '{text}'. {this}");

    public override string ToString() => $"{Command} ended with {ExitCode} and said:\n{Output}";
}
