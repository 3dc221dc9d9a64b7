using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.ContractTests.Recordings;

/// <summary>Drives a client with a recorded exchange and holds what it reads against the JSON that came.</summary>
internal sealed class Replay : IDisposable
{
    private const int YieldsPerSecond = 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new();
    private readonly Recording _recording;
    private readonly ReplayedExchange _network;
    private readonly HttpMessageInvoker _invoker;
    private readonly AIHubMixClient _client;

    private Replay(Recording recording)
    {
        _recording = recording;
        _network = new ReplayedExchange(recording);
        _invoker = new HttpMessageInvoker(_network);
        _client = ClientTransport.NewClient("sk-replay", new AIHubMixClientOptions
        {
            HttpInvoker = _invoker, TimeProvider = _time, Randomizer = () => 0.5, Retry = RetryOptions.Never, Deadline = Deadline, RecordDirectory = "",
        });
    }

    public static async Task RunAsync(Recording recording, GatewayDocument document)
    {
        using var replay = new Replay(recording);
        await (recording.Operation switch
        {
            "submit" => replay.SubmitAsync(document),
            "poll" => replay.PollAsync(),
            "download" => replay.DownloadAsync(),
            var unknown => throw new NotSupportedException($"'operation' is '{unknown}'; it must be submit, poll or download."),
        });
    }

    public void Dispose()
    {
        _client.Dispose();
        _invoker.Dispose();
    }

    private async Task SubmitAsync(GatewayDocument document)
    {
        ImageTask? task = null;
        Exception? failure = await Record.ExceptionAsync(async () => task = await RunAsync(Submit(document)));

        Assert.Equal(_recording.Path, _network.SentPath);
        if (_recording.Request is { } request)
        {
            Assert.True(JsonNode.DeepEquals(request, _network.Sent), $"The client sent {_network.Sent?.ToJsonString()}");
        }

        if (!_recording.IsWhole)
        {
            AssertTyped(failure);
        }
        else if (!_recording.IsSuccess)
        {
            AssertError(failure);
        }
        else if (_recording.Picture is { } picture)
        {
            Assert.Null(failure);
            Assert.Equal(picture, (await Assert.Single(task!.Answer.Images).GetBytesAsync()).ToArray());
        }
        else
        {
            await AssertAnswerAsync(task, failure);
        }
    }

    private Task<ImageTask> Submit(GatewayDocument document)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        JsonObject input = _recording.Request?["input"]?.DeepClone() as JsonObject ?? [];

        // What the document does not know, or was refused for its input, goes as it is.
        return document.Find(_recording.Model) is { } model && Judge.CheckRequest(model, JObject.Parse(new JsonObject { ["input"] = input.DeepClone() }.ToJsonString())).Count == 0
            ? ModelProbe.Of(model.Path).SubmitAsync(_client, _recording.Model, input.ToJsonString(), cancel)
            : _client.SubmitAsync(ImageModel.Untyped(_recording.Model), input, cancellationToken: cancel);
    }

    private async Task AssertAnswerAsync(ImageTask? task, Exception? failure)
    {
        JsonNode? json = _recording.Response;
        var raw = new RawOutput(json?["output"]);
        if (raw.Form is null)
        {
            if (json?["error"] is not null)
            {
                AssertError(failure);
            }

            AssertTyped(failure);
            return;
        }

        Assert.Null(failure);
        ImageResult result = task!.Answer;
        Assert.Equal(raw.TaskIds, [.. task.Id is null ? [] : (string[])[task.Id], .. task.FurtherIds]);
        Assert.Equal(_recording.RequestId, result.RequestId);
        Assert.Equal(_recording.Model, result.Model);
        Assert.Equal(raw.Pictures.Count, result.Images.Count);
        foreach ((GeneratedImage image, (string? base64, string? url, string? type)) in result.Images.Zip(raw.Pictures))
        {
            Assert.Equal((url, type), (image.Url?.OriginalString, image.DeclaredType));
            if (base64 is not null)
            {
                Assert.Equal(Convert.FromBase64String(base64), (await image.GetBytesAsync()).ToArray());
            }
        }

        AssertUsage(json!["usage"], result.Usage);
        foreach ((string name, JsonNode? value) in json.AsObject().Where(member => member.Key != "output"))
        {
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(result.Raw.GetProperty(name).GetRawText())), $"'{name}' is {result.Raw.GetProperty(name)}");
        }
    }

    private async Task PollAsync()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        ImageTask task = _client.ResumeTask(ImageModel.Untyped(_recording.Model), _recording.TaskId!);
        PredictionTask? state = null;
        Exception? failure = await Record.ExceptionAsync(async () => state = await RunAsync(task.GetStatusAsync(cancel)));

        Assert.Equal(_recording.Path, _network.SentPath);
        if (!_recording.IsWhole)
        {
            AssertTyped(failure);
            return;
        }

        if (_recording.Status != 404 && (!_recording.IsSuccess || _recording.Response?["status"] is null))
        {
            AssertError(failure);
            return;
        }

        Assert.Null(failure);
        JsonNode? json = _recording.Response;
        if (_recording.IsSuccess)
        {
            Assert.Equal(((string?)json!["status"], (string?)json["id"], (double?)json["progress"]), (state!.Status?.Value, state.Id, state.Progress));
            JsonNode? result = json["result"];
            Assert.Equal(
                ((string?)result?["sample"], (long?)result?["seed"], (double?)result?["duration"], (string?)result?["prompt"]),
                (state.Result?.Sample, state.Result?.Seed, state.Result?.Duration, state.Result?.Prompt));
            Assert.True(JsonNode.DeepEquals(json["details"], state.Details is { ValueKind: not JsonValueKind.Null } details ? JsonNode.Parse(details.GetRawText()) : null));
        }

        await AssertEndAsync(task, json, cancel);
    }

    private async Task AssertEndAsync(ImageTask task, JsonNode? json, CancellationToken cancel)
    {
        ImageResult? result = null;
        Exception? failure = await Record.ExceptionAsync(async () => result = await RunAsync(task.WaitAsync(cancellationToken: cancel)));
        if ((string?)json?["result"]?["sample"] is { } sample)
        {
            Assert.Null(failure);
            Assert.Equal([sample], result!.Images.Select(image => image.Url?.OriginalString));
            Assert.True(JsonNode.DeepEquals(json, JsonNode.Parse(result.Raw.GetRawText())));
            return;
        }

        AssertTyped(failure);
        switch ((string?)json?["status"])
        {
            case "Request Moderated" or "Content Moderated":
                TaskModeratedException moderated = Assert.IsType<TaskModeratedException>(failure);
                Assert.Equal(json["details"]?.AsObject().SelectMany(member => member.Value!.AsArray()).Select(reason => (string)reason!) ?? [], moderated.Reasons);
                Assert.Equal(_recording.RequestId, moderated.RequestId);
                break;
            case "Task not found":
                Assert.Equal(_recording.RequestId, Assert.IsType<TaskNotFoundException>(failure).RequestId);
                break;
            case "Error" or "Ready":
                Assert.Equal(_recording.RequestId, Assert.IsType<TaskFailedException>(failure).RequestId);
                break;
            case { } status:
                Assert.Equal(status, Assert.IsType<GenerationTimeoutException>(failure).LastStatus?.Value);
                break;
        }
    }

    private async Task DownloadAsync()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        ImageTask task = await _client.SubmitAsync(ImageModel.Untyped(_recording.Model), [], cancellationToken: cancel);
        ReadOnlyMemory<byte> bytes = default;
        Exception? failure = await Record.ExceptionAsync(async () => bytes = await RunAsync(task.Answer.Images[0].GetBytesAsync(cancel).AsTask()));
        if (_recording is { IsWhole: true, IsSuccess: true, Picture: { } picture } && ImageHeader.TryRead(picture, out _))
        {
            Assert.Null(failure);
            Assert.Equal(picture, bytes.ToArray());
        }
        else
        {
            Assert.IsType<ImageDownloadException>(failure, exactMatch: false);
        }
    }

    private void AssertError(Exception? failure)
    {
        JsonNode? error = (_recording.Response as JsonObject)?["error"];

        // What may pass is read again until the deadline, which tells of the last failure.
        Exception? told = failure is GenerationTimeoutException { InnerException: { } inner } ? inner : failure;
        AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(told, exactMatch: false);
        Assert.Equal(_recording.Status, (int)exception.StatusCode);
        Assert.Equal(_recording.RequestId, exception.RequestId);
        if (error is JsonObject)
        {
            Assert.Equal(
                (Text("message"), Text("type"), Text("param"), Text("code")),
                (exception.Error.Message, exception.Error.Type, exception.Error.Param, exception.Error.Code));
        }

        string? Text(string name) => error[name] is { } value && value.ToString() is { Length: > 0 } text ? text : null;
    }

    private static void AssertTyped(Exception? failure) => Assert.True(failure is null or AIHubMixException, $"The client threw {failure}");

    private static void AssertUsage(JsonNode? expected, ImageUsage? usage)
    {
        Assert.Equal(expected is null, usage is null);
        Assert.Equal(
            ((long?)expected?["input_tokens"], (long?)expected?["output_tokens"], (long?)expected?["total_tokens"]),
            (usage?.InputTokens, usage?.OutputTokens, usage?.TotalTokens));
        foreach ((string kind, ImageUsageDetails? details) in ((string, ImageUsageDetails?)[])[("input", usage?.InputTokensDetails), ("output", usage?.OutputTokensDetails)])
        {
            JsonNode? json = expected?[$"{kind}_tokens_details"];
            Assert.Equal(((long?)json?["image_tokens"], (long?)json?["text_tokens"]), (details?.ImageTokens, details?.TextTokens));
        }
    }

    // Nothing here waits but for the clock: the answers are there at once.
    private async Task<T> RunAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            for (int count = 0; count < YieldsPerSecond && !task.IsCompleted; count++)
            {
                await Task.Yield();
            }

            if (!task.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        return await task;
    }
}
