using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Extensions;

internal static partial class ExtensionsLog
{
    [LoggerMessage(100, LogLevel.Information,
        "A resilience handler of the HttpClient '{HttpClient}' is left out: it would cut off generations that take longer than its time-outs, and send again what can have been billed. "
        + "The client repeats by its own rules what costs nothing. {Setting} keeps such handlers.")]
    public static partial void ResilienceLeftOut(ILogger logger, string httpClient, string setting);

    [LoggerMessage(101, LogLevel.Warning, "{Model} has no field for the option {Option}, which is left out.")]
    public static partial void OptionLeftOut(ILogger logger, string model, string option);

    [LoggerMessage(102, LogLevel.Warning, "A picture of {Model} was to be fetched and could not be: its URL is handed over instead. {Reason}")]
    public static partial void NotFetched(ILogger logger, string model, string reason);
}
