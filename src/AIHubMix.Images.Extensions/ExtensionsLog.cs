using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Extensions;

internal static partial class ExtensionsLog
{
    [LoggerMessage(100, LogLevel.Information,
        "A resilience handler of the HttpClient '{HttpClient}' is left out: it would cut off generations that take longer than its time-outs, and send again what can have been billed. "
        + "The client repeats by its own rules what costs nothing. {Setting} keeps such handlers.")]
    public static partial void ResilienceLeftOut(ILogger logger, string httpClient, string setting);
}
