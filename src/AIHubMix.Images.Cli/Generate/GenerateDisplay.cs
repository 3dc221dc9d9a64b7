using System.Globalization;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.Cli.Generate;

/// <summary>Shows that something is going on: a line that is drawn over on a terminal, a line for every news elsewhere, nothing for programs.</summary>
internal sealed class GenerateDisplay(ToolHost host, bool asJson) : IProgress<PredictionTask>
{
    private readonly bool _isLive = host.CanRedraw && !asJson;
    private volatile string _state = "asking";
    private string? _status;

    /// <summary>Shows it for as long as a call takes.</summary>
    public async Task<T> ShowAsync<T>(string what, Task<T> call)
    {
        if (!_isLive)
        {
            return await call.ConfigureAwait(false);
        }

        long started = host.Time.GetTimestamp();
        await LiveDrawing.ShowAsync(
            host.Console, host.Time, () => new Text($"{what}: {_state}, {Units.Seconds(host.Time.GetElapsedTime(started))}. Ctrl-C cancels.", Color.Grey), () => call).ConfigureAwait(false);
        return await call.ConfigureAwait(false);
    }

    public void Say(string state)
    {
        if (state == _state)
        {
            return;
        }

        _state = state;
        if (!_isLive && !asJson)
        {
            host.Error.WriteLine(state);
        }
    }

    public void Report(PredictionTask value)
    {
        if (_isLive)
        {
            Say(StateOf(value));
        }
        else if (value.Status is { Value: { } status } && value.Status != PredictionStatus.Ready && Interlocked.Exchange(ref _status, status) != status)
        {
            // Where lines stay, percents are not worth one each, and the end is told by the result.
            Say(status);
        }
    }

    /// <summary>A state of a task in words.</summary>
    public static string StateOf(PredictionTask task)
    {
        string status = task.Status?.Value is { Length: > 0 } text ? text : "Unknown";
        return task.Progress is { } progress ? string.Create(CultureInfo.InvariantCulture, $"{status} {progress * 100:0} %") : status;
    }
}
