using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Failures;

/// <summary>Runs a verb, and tells of its failure.</summary>
internal static class Guard
{
    /// <param name="host">The terminal.</param>
    /// <param name="asJson">Whether programs read what is written.</param>
    /// <param name="run">The verb.</param>
    /// <param name="describe">Adds what the verb knows of its failure.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ToolHost host, bool asJson, Func<Task<int>> run, Func<Failure, Failure>? describe = null)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.Of(exception) is { } known)
        {
            Failure failure = describe?.Invoke(known) ?? known;
            failure.Write(host, asJson);
            return failure.ExitCode;
        }
    }
}
