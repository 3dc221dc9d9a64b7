namespace AIHubMix.Images.Cli.Failures;

/// <summary>The tool cannot do what it was asked for.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="exitCode">What the shell is told.</param>
internal sealed class ToolException(string message, int exitCode = ExitCode.Failure) : Exception(message)
{
    public int ExitCode => exitCode;
}
