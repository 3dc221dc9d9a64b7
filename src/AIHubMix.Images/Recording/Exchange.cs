using System.Buffers;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Telemetry;

namespace AIHubMix.Images.Recording;

/// <summary>One request and what came of it, until it is written: when the answer has been read, when it fails, or when it is closed before that.</summary>
internal sealed class Exchange
{
    private const int Form = 1;
    private static readonly JsonWriterOptions Readable = new() { Indented = true, IndentCharacter = ' ', IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Recorder _recorder;
    private readonly HttpRequestMessage _request;
    private readonly BodyCopy _sent = new();
    private readonly BodyCopy _received = new();
    private readonly long _started;
    private KeyValuePair<string, string>[] _requestHeaders = [];
    private KeyValuePair<string, string>[] _responseHeaders = [];
    private HttpStatusCode? _status;
    private long? _announced;
    private int _isEnded;

    public Exchange(Recorder recorder, HttpRequestMessage request, RecordedOperation operation)
    {
        _recorder = recorder;
        _request = request;
        Operation = operation;
        Number = Recorder.NextNumber();
        Time = recorder.Time.GetUtcNow();
        _started = recorder.Time.GetTimestamp();
        if (request.Content is PredictionContent prediction)
        {
            prediction.Copy = _sent;
        }
    }

    public RecordedOperation Operation { get; }

    /// <summary>Tells the exchanges of a process from each other, in the order in which they began.</summary>
    public int Number { get; }

    /// <summary>When the request was sent.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Notes the head of the answer, and has its body copied while it is read.</summary>
    public void Answer(HttpResponseMessage response) => Recorder.Forgive(
        () =>
        {
            NoteRequest();
            var content = new RecordedContent(response.Content, this);
            _status = response.StatusCode;
            _announced = content.Headers.ContentLength;
            _responseHeaders = [.. response.Headers.NonValidated.Concat(content.Headers.NonValidated).Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))];
            response.Content = content;
        },
        _recorder.Failed);

    /// <summary>Takes the next bytes of the answer; none at its end.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            End(null, isClosed: false);
        }
        else
        {
            _received.Append(bytes);
        }
    }

    /// <summary>The request, or the reading of its answer, ended with an exception.</summary>
    public void Fail(Exception exception)
    {
        if (_status is null)
        {
            Recorder.Forgive(NoteRequest, _recorder.Failed);
        }

        End(exception, isClosed: false);
    }

    /// <summary>The answer was closed, wherever its reader was.</summary>
    public void Close() => End(null, isClosed: _received.Length != (_announced ?? -1));

    // Raw: asking for a header by its own type, such as the length, can make it one.
    private void NoteRequest() => _requestHeaders =
        [.. _request.Headers.NonValidated.Concat(_request.Content?.Headers.NonValidated ?? default).Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))];

    private void End(Exception? exception, bool isClosed)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            Recorder.Forgive(() => _recorder.Write(this, ToJson(exception, isClosed)), _recorder.Failed);
        }
    }

    private ReadOnlyMemory<byte> ToJson(Exception? exception, bool isClosed)
    {
        Sanitizer sanitizer = _recorder.Sanitizer;
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Readable))
        {
            writer.WriteStartObject();
            writer.WriteNumber("recording"u8, Form);
            writer.WriteString("source"u8, "recorded"u8);
            writer.WriteString("time"u8, Time.UtcDateTime);
            writer.WriteString("sdk"u8, ClientTelemetry.Version);
            writer.WriteString("operation"u8, Operation.Name);
            writer.WriteString("model"u8, sanitizer.Clean(Operation.Model));
            if (Operation.TaskId is { } taskId)
            {
                writer.WriteString("task"u8, sanitizer.Clean(taskId));
            }

            writer.WriteStartObject("request"u8);
            writer.WriteString("method"u8, _request.Method.Method);
            writer.WriteString("host"u8, sanitizer.Clean(_request.RequestUri!.Authority));
            writer.WriteString("path"u8, sanitizer.Clean(_request.RequestUri.AbsolutePath));
            sanitizer.WriteHeaders(writer, _requestHeaders);
            _sent.WriteTo(writer, sanitizer);
            writer.WriteEndObject();

            writer.WriteStartObject("response"u8);
            if (_status is { } status)
            {
                writer.WriteNumber("status"u8, (int)status);
                sanitizer.WriteHeaders(writer, _responseHeaders);
                _received.WriteTo(writer, sanitizer);
            }

            if (exception is not null)
            {
                writer.WriteString("failure"u8, exception.GetType().FullName);
            }

            if (isClosed)
            {
                writer.WriteBoolean("closed"u8, true);
            }

            writer.WriteEndObject();
            writer.WriteNumber("milliseconds"u8, Math.Round(_recorder.Time.GetElapsedTime(_started).TotalMilliseconds));
            writer.WriteEndObject();
        }

        json.Write("\n"u8);
        return json.WrittenMemory;
    }
}
