using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Tests.Telemetry;

/// <summary>Notes every message that is logged.</summary>
internal sealed class HeardLog(LogLevel least = LogLevel.Trace) : ILoggerFactory, ILogger
{
    private readonly Lock _lock = new();

    public List<string> Categories { get; } = [];

    public List<(LogLevel Level, EventId Id, string Text)> Messages { get; } = [];

    public string AllText => string.Join('\n', Messages.Select(message => message.Text));

    public ILogger CreateLogger(string categoryName)
    {
        Categories.Add(categoryName);
        return this;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // The values are what a structured sink keeps, beside the text.
        string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
        lock (_lock)
        {
            Messages.Add((logLevel, eventId, formatter(state, exception)));
            Values.Add(values + exception);
        }
    }

    public List<string> Values { get; } = [];

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
