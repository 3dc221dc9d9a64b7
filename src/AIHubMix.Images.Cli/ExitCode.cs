namespace AIHubMix.Images.Cli;

/// <summary>What the tool tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>The simulator or <c>spec</c> is needed, and this build of the tool is without it.</summary>
    public const int MissingPart = 2;

    /// <summary>The input breaks rules of the document: nothing was sent.</summary>
    public const int InvalidInput = 3;

    /// <summary>Something failed that was billed, or may have been.</summary>
    public const int Billed = 4;

    /// <summary>A task is paid for and not finished yet.</summary>
    public const int NotFinished = 5;

    /// <summary>What shells expect of a process that was ended by Ctrl-C: 128 and the number of the signal.</summary>
    public const int Cancelled = 130;

    public const string Description =
        $"""
        Exit codes:
          0    everything succeeded
          1    something failed that costs nothing: the arguments, the configuration, a refusal (or a model of the demo)
          2    the simulator or 'spec' is needed, and this build of the tool is without it
          3    the input is not what the model takes: nothing was sent
          4    something failed that was billed or may have been: read on before sending it again
          5    a task is paid for and not finished yet: 'task TOKEN wait' goes on
          130  cancelled with Ctrl-C or SIGTERM

        """;
}
