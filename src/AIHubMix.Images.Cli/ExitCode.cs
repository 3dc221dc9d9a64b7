namespace AIHubMix.Images.Cli;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>The simulator is needed, and this build of the tool is without it.</summary>
    public const int NoSimulator = 2;

    /// <summary>What shells expect of a process that was ended by Ctrl-C: 128 and the number of the signal.</summary>
    public const int Cancelled = 130;

    public const string Description =
        $"""
        Exit codes:
          0    everything succeeded
          1    something failed: a model, the confirmation or the arguments
          2    the simulator is needed, and this build of the tool is without it
          130  cancelled with Ctrl-C

        """;
}
