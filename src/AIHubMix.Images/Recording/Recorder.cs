using System.Globalization;
using System.Text.RegularExpressions;
using AIHubMix.Images.Telemetry;

namespace AIHubMix.Images.Recording;

/// <summary>Writes every exchange of a client to a file of its own. Whatever goes wrong with that costs a warning, never a call.</summary>
internal sealed partial class Recorder(string folder, string apiKey, TimeProvider time, ClientTelemetry telemetry)
{
    private const int LongestSubject = 80;

    // Several processes may write to one folder, and containers have the same process id.
    private static readonly string Process = Guid.NewGuid().ToString("N")[..8];
    private static int _exchanges;

    private readonly string _folder = Path.GetFullPath(folder);
    private int _hasFailed;

    public TimeProvider Time => time;

    public Sanitizer Sanitizer { get; } = new(apiKey);

    /// <summary>The recorder that the options, or else the environment, ask for; null when neither does.</summary>
    /// <param name="options">The settings of the client.</param>
    /// <param name="variable">The value of <see cref="AIHubMixClient.RecordVariable"/>.</param>
    /// <param name="apiKey">What must be in no file.</param>
    /// <param name="telemetry">Hears of what goes wrong.</param>
    public static Recorder? Of(AIHubMixClientOptions options, string? variable, string apiKey, ClientTelemetry telemetry)
    {
        string? folder = options.RecordDirectory ?? variable;
        try
        {
            return string.IsNullOrWhiteSpace(folder) ? null : new Recorder(folder, apiKey, options.TimeProvider, telemetry);
        }
        catch (Exception exception)
        {
            telemetry.RecordingFailed(folder!, exception);
            return null;
        }
    }

    public static int NextNumber() => Interlocked.Increment(ref _exchanges);

    /// <summary>Does what a call can do without.</summary>
    public static void Forgive(Action action, Action<Exception> failed)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            failed(exception);
        }
    }

    public async ValueTask<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, RecordedOperation operation, Func<HttpRequestMessage, CancellationToken, ValueTask<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(this, request, operation);
        HttpResponseMessage response;
        try
        {
            response = await send(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            exchange.Fail(exception);
            throw;
        }

        exchange.Answer(response);
        return response;
    }

    public void Write(Exchange exchange, ReadOnlyMemory<byte> json)
    {
        Directory.CreateDirectory(_folder);
        string path = Path.Combine(_folder, NameOf(exchange));
        string partial = path + ".partial";
        try
        {
            File.WriteAllBytes(partial, json.Span);
            File.Move(partial, path);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    public void Failed(Exception exception)
    {
        if (Interlocked.Exchange(ref _hasFailed, 1) == 0)
        {
            telemetry.RecordingFailed(_folder, exception);
        }
    }

    private string NameOf(Exchange exchange)
    {
        (string operation, string model, string? taskId) = exchange.Operation;
        string subject = Unfit().Replace(Sanitizer.Clean(taskId ?? model), "-");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{exchange.Time.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}-{exchange.Number:D6}-{Process}-{operation}-{subject[..Math.Min(subject.Length, LongestSubject)]}.json");
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unfit();
}
