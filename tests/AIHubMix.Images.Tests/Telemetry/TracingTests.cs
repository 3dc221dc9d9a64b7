using System.Diagnostics;
using System.Net;
using System.Text.Json;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Telemetry;

[Collection(nameof(ListeningToTheClient))]
public sealed class TracingTests : IDisposable
{
    private const string Pending = """{"status":"Pending"}""";
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png?sig=secret-signature"}}""";
    private const string Prompt = "a \"deer\" with \\ and é 🦌\n in the lake";

    private readonly HeardTelemetry _heard = new();

    public void Dispose() => _heard.Dispose();

    [Fact]
    public async Task GenerateAsync_Task_IsOneSpanWithAllOfIt()
    {
        using var bench = new Bench();
        bench.Gateway.Answer("""{"error":{"message":"m"}}""", HttpStatusCode.TooManyRequests, headers: ("Retry-After", "3"))
            .Answer("""{"output":[{"taskId":"t1"}]}""", headers: ("x-aihubmix-request-id", "rid-submit"))
            .Answer(Pending).Answer(Pending).Answer("", HttpStatusCode.BadGateway).Answer("""{"status":"Generating","progress":0.5}""").Answer(Ready);
        using Activity outside = _heard.StartOutside();

        await GenerateAsync(bench);

        Activity span = Assert.Single(_heard.Spans);
        Assert.Equal(($"generate_content {_heard.Model.Path}", ActivityKind.Client, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal((outside.SpanId, outside.TraceId), (span.ParentSpanId, span.TraceId));
        Assert.Equal(("AIHubMix.Images", "0.1.0"), (span.Source.Name, span.Source.Version));
        Assert.Empty(span.Links);
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["gen_ai.operation.name"] = "generate_content",
                ["gen_ai.provider.name"] = "aihubmix",
                ["gen_ai.request.model"] = _heard.Model.Path,
                ["gen_ai.output.type"] = "image",
                ["server.address"] = "aihubmix.com",
                ["server.port"] = 443,
                ["aihubmix.request.id"] = "rid-submit",
                ["aihubmix.task.id"] = "t1",
                ["aihubmix.attempts"] = 2,
                ["aihubmix.polls"] = 5,
                ["aihubmix.images"] = 1,
            },
            span.TagObjects.ToDictionary());
        Assert.Equal(
            [
                "aihubmix.retry aihubmix.attempt=1 aihubmix.billing_class=refused_before_work aihubmix.retry.delay=3 error.type=AIHubMix.Images.RateLimitedException",
                "aihubmix.task.status aihubmix.task.status=Pending",
                "aihubmix.retry aihubmix.attempt=1 aihubmix.billing_class=billed aihubmix.retry.delay=0.5 error.type=AIHubMix.Images.AIHubMixApiException",
                "aihubmix.task.status aihubmix.task.status=Generating aihubmix.task.progress=0.5",
                "aihubmix.task.status aihubmix.task.status=Ready",
            ],
            span.Events.Select(Text));
        Assert.Equal(bench.Time.Start, span.Events.First().Timestamp);
    }

    [Fact]
    public async Task GenerateAsync_InlineAnswer_TellsTokensAndCount()
    {
        var model = new ImageModel<GptImageInput>(_heard.Model.Path);
        using var bench = Bench.Answering("""{"output":["https://example.com/1.png","https://example.com/2.png"],"usage":{"input_tokens":11,"output_tokens":222,"total_tokens":233}}""");

        await bench.GenerateAsync(model, new GptImageInput { Prompt = Prompt, Count = 3 });

        Activity span = Assert.Single(_heard.Spans);
        Assert.Equal(
            [11L, 222L, 3, 2, 0],
            [Tag(span, "gen_ai.usage.input_tokens"), Tag(span, "gen_ai.usage.output_tokens"), Tag(span, "gen_ai.request.choice.count"), Tag(span, "aihubmix.images"), Tag(span, "aihubmix.polls")]);
        Assert.Null(Tag(span, "aihubmix.task.id"));
        Assert.Null(Tag(span, "gen_ai.input.messages"));
    }

    [Fact]
    public async Task GenerateAsync_OtherEndpoint_IsTheServerOfTheSpan()
    {
        using var bench = new Bench(options => options with { SubmitEndpoint = new Uri("http://localhost:5000/v1") });
        bench.Gateway.Answer("""{"output":[]}""");

        await GenerateAsync(bench);

        Activity span = Assert.Single(_heard.Spans);
        Assert.Equal(["localhost", 5000], [Tag(span, "server.address"), Tag(span, "server.port")]);
    }

    [Theory]
    [InlineData("refused", "never_delivered", typeof(ConnectionFailedException))]
    [InlineData("429", "refused_before_work", typeof(RateLimitedException))]
    [InlineData("400", "refused_for_good", typeof(AIHubMixApiException))]
    [InlineData("500", "outcome_unknown", typeof(AIHubMixApiException))]
    [InlineData("task", "billed", typeof(TaskFailedException))]
    public async Task GenerateAsync_Failure_IsAnErrorWithItsTypeAndBillingClass(string failure, string billing, Type type)
    {
        using var bench = new Bench(options => options with { Retry = RetryOptions.Never });
        _ = failure switch
        {
            "refused" => bench.Gateway.FailToConnect(new HttpRequestException("Connection refused.")),
            "task" => bench.Gateway.Answer("""{"output":[{"taskId":"t1"}]}""").Answer("""{"status":"Error"}""", headers: ("x-aihubmix-request-id", "rid")),
            _ => bench.Gateway.Answer("", (HttpStatusCode)int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture), headers: ("x-aihubmix-request-id", "rid")),
        };

        Exception? exception = await Record.ExceptionAsync(() => GenerateAsync(bench));

        Activity span = Assert.Single(_heard.Spans);
        Assert.Equal((ActivityStatusCode.Error, exception!.Message), (span.Status, span.StatusDescription));
        Assert.Equal(
            [type.FullName, billing, 1, failure == "refused" ? null : "rid", failure == "task" ? "t1" : null],
            [Tag(span, "error.type"), Tag(span, "aihubmix.billing_class"), Tag(span, "aihubmix.attempts"), Tag(span, "aihubmix.request.id"), Tag(span, "aihubmix.task.id")]);
    }

    [Fact]
    public async Task GenerateAsync_CancelledAfterTheTaskWasAccepted_KeepsTheIdsOfWhatWasPaidFor()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Pending);
        using var caller = new CancellationTokenSource();
        Task<ImageResult> generating = bench.Client.GenerateAsync(_heard.Model, new() { Prompt = Prompt }, cancellationToken: caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAsync<GenerationCanceledException>(() => generating);

        Activity span = Assert.Single(_heard.Spans);
        Assert.Equal(
            [typeof(GenerationCanceledException).FullName, "billed", "t1", "rid-submit"],
            [Tag(span, "error.type"), Tag(span, "aihubmix.billing_class"), Tag(span, "aihubmix.task.id"), Tag(span, "aihubmix.request.id")]);
    }

    [Fact]
    public async Task GenerateAsync_ReadWithoutARequestIdFails_KeepsThatOfThePurchase()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.Unauthorized);

        await Assert.ThrowsAsync<AuthenticationFailedException>(() => GenerateAsync(bench));

        Assert.Equal("rid-submit", Tag(Assert.Single(_heard.Spans), "aihubmix.request.id"));
    }

    [Fact]
    public async Task GenerateAsync_DeadlinePasses_IsAnErrorWithTheTask()
    {
        using var bench = Bench.WithTask(options => options with { Deadline = TimeSpan.FromSeconds(20) });
        bench.Gateway.Answer(Pending);

        await Assert.ThrowsAsync<GenerationTimeoutException>(() => GenerateAsync(bench));

        Activity span = Assert.Single(_heard.Spans);
        Assert.Equal(
            [typeof(GenerationTimeoutException).FullName, "billed", "t1", "rid-submit"],
            [Tag(span, "error.type"), Tag(span, "aihubmix.billing_class"), Tag(span, "aihubmix.task.id"), Tag(span, "aihubmix.request.id")]);
    }

    [Fact]
    public async Task SubmitAsync_WaitAsyncAndDownload_AreSpansOfTheirOwnThatNameTheirOrigin()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.BadGateway).Answer(Ready).Answer("", HttpStatusCode.BadGateway).Answer(Pictures.Png(), HttpStatusCode.OK, null);

        ImageTask task = await bench.Time.RunAsync(bench.Client.SubmitAsync(_heard.Model, new() { Prompt = Prompt }, cancellationToken: TestContext.Current.CancellationToken));
        ImageResult result = await bench.WaitAsync(task);
        await bench.Time.RunAsync(result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(["submit", "wait", "download"], _heard.Spans.Select(span => span.DisplayName.Replace(" " + _heard.Model.Path, "", StringComparison.Ordinal)));
        Assert.All(_heard.Spans, span => Assert.Equal((ActivityKind.Client, ActivityStatusCode.Unset, default), (span.Kind, span.Status, span.ParentSpanId)));
        (Activity submit, Activity wait, Activity download) = (_heard.Spans[0], _heard.Spans[1], _heard.Spans[2]);
        Assert.Empty(submit.Links);
        Assert.Equal(submit.Context, Assert.Single(wait.Links).Context);
        Assert.Equal(wait.Context, Assert.Single(download.Links).Context);
        Assert.Equal(["submit", "t1", "rid-submit", 1], [Tag(submit, "gen_ai.operation.name"), Tag(submit, "aihubmix.task.id"), Tag(submit, "aihubmix.request.id"), Tag(submit, "aihubmix.attempts")]);
        Assert.Equal(["wait", "t1", "rid-submit", 2, 1], [Tag(wait, "gen_ai.operation.name"), Tag(wait, "aihubmix.task.id"), Tag(wait, "aihubmix.request.id"), Tag(wait, "aihubmix.polls"), Tag(wait, "aihubmix.images")]);
        Assert.Equal(["download", Pictures.Png().Length, 2], [Tag(download, "gen_ai.operation.name"), Tag(download, "aihubmix.image.size"), Tag(download, "aihubmix.attempts")]);
        Assert.Equal([0, 2, 1], _heard.Spans.Select(span => span.Events.Count()));
        Assert.Equal(["aihubmix.com", "api.aihubmix.com", "example.com"], _heard.Spans.Select(span => Tag(span, "server.address")));
    }

    [Fact]
    public async Task SubmitAsync_WaitAsyncAndDownloadInOneTrace_NeedNoLinks()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(Ready).Answer(Pictures.Png(), HttpStatusCode.OK, null);
        using Activity outside = _heard.StartOutside();

        ImageTask task = await bench.Time.RunAsync(bench.Client.SubmitAsync(_heard.Model, new() { Prompt = Prompt }, cancellationToken: TestContext.Current.CancellationToken));
        ImageResult result = await bench.WaitAsync(task);
        await bench.Time.RunAsync(result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(3, _heard.Spans.Count);
        Assert.All(_heard.Spans, span => Assert.Equal((outside.TraceId, outside.SpanId), (span.TraceId, span.ParentSpanId)));
        Assert.All(_heard.Spans, span => Assert.Empty(span.Links));
        Assert.Equal(outside, Activity.Current);
    }

    [Fact]
    public async Task WaitAsync_InlineAnswer_HasNoSpanForThereIsNothingToWaitFor()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");
        ImageTask task = await bench.Time.RunAsync(bench.Client.SubmitAsync(_heard.Model, new() { Prompt = Prompt }, cancellationToken: TestContext.Current.CancellationToken));

        await bench.WaitAsync(task);

        Assert.Equal("submit", Tag(Assert.Single(_heard.Spans), "gen_ai.operation.name"));
    }

    [Fact]
    public async Task WaitAsync_Resumed_IsLinkedToWhereItWasResumed()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Ready);
        ImageTask task;
        ActivityContext resumed;
        using (Activity outside = _heard.StartOutside())
        {
            task = bench.Client.ResumeTask(_heard.Model, "t1");
            resumed = outside.Context;
        }

        await bench.WaitAsync(task);

        Assert.Equal(resumed, Assert.Single(Assert.Single(_heard.Spans).Links).Context);
    }

    [Fact]
    public async Task WaitAsync_Fails_IsAnError()
    {
        using var bench = new Bench();
        bench.Gateway.Answer("""{"status":"Request Moderated","details":{"Moderation Reasons":["Violence"]}}""");

        await Assert.ThrowsAsync<TaskModeratedException>(() => bench.WaitAsync(bench.Client.ResumeTask(_heard.Model, "t1")));

        Activity span = Assert.Single(_heard.Spans);
        Assert.Equal((ActivityStatusCode.Error, typeof(TaskModeratedException).FullName), (span.Status, Tag(span, "error.type")));
    }

    [Theory]
    [InlineData(403, typeof(ImageExpiredException))]
    [InlineData(502, typeof(ImageDownloadException))]
    public async Task Download_Fails_IsAnErrorWithoutTheSignature(int status, Type type)
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png?sig=secret-signature"]}""");
        GeneratedImage image = (await GenerateAsync(bench)).Images[0];
        bench.Gateway.Answer("", (HttpStatusCode)status);

        await Record.ExceptionAsync(() => bench.Time.RunAsync(image.GetBytesAsync(TestContext.Current.CancellationToken).AsTask()));

        Activity span = _heard.Spans[1];
        Assert.Equal((ActivityStatusCode.Error, type.FullName, "billed"), (span.Status, Tag(span, "error.type"), Tag(span, "aihubmix.billing_class")));
        Assert.DoesNotContain("secret-signature", _heard.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_Cancelled_IsAnError()
    {
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");
        GeneratedImage image = (await GenerateAsync(bench)).Images[0];

        await Assert.ThrowsAsync<OperationCanceledException>(() => image.GetBytesAsync(new CancellationToken(canceled: true)).AsTask());

        Assert.Equal(ActivityStatusCode.Error, _heard.Spans[1].Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenReadAsync_ReadToItsEndOrGivenUp_IsOneSpanThatLeavesTheCallersAlone(bool toTheEnd)
    {
        byte[] picture = [.. Pictures.Png(), .. new byte[1000]];
        using var bench = Bench.Answering("""{"output":["https://example.com/deer.png"]}""");
        GeneratedImage image = (await GenerateAsync(bench)).Images[0];
        bench.Gateway.Answer(ChunkedBody.BreakingOff(picture[..500], new IOException("Connection reset."))).Answer(picture, HttpStatusCode.OK, null);
        Stream stream = await image.OpenReadAsync(TestContext.Current.CancellationToken);
        using Activity outside = _heard.StartOutside();

        if (toTheEnd)
        {
            await bench.Time.RunAsync(CopyAsync());
        }

#pragma warning disable CA1849 // In an asynchronous method nothing could reach the caller's.
        stream.Dispose();
#pragma warning restore CA1849

        Assert.Same(outside, Activity.Current);
        Activity span = _heard.Spans[1];
        Assert.Equal(("download", ActivityStatusCode.Unset), (Tag(span, "gen_ai.operation.name"), span.Status));
        Assert.Equal(toTheEnd ? (picture.Length, 2, 1) : (null, null, 0), (Tag(span, "aihubmix.image.size"), Tag(span, "aihubmix.attempts"), span.Events.Count()));

        async Task<bool> CopyAsync()
        {
            await stream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            return true;
        }
    }

    [Fact]
    public async Task WatchAsync_AndGetStatusAsync_HaveNoSpans()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Ready);
        ImageTask task = bench.Client.ResumeTask(_heard.Model, "t1");

        await task.GetStatusAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_heard.Spans);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TracePrompts_IsOn_PutsThePromptIntoTheSpanAsAMessage(bool typed)
    {
        using var bench = new Bench(options => options with { TracePrompts = true });
        bench.Gateway.Answer("""{"output":[]}""");

        await (typed ? GenerateAsync(bench) : bench.GenerateAsync(ImageModel.Untyped(_heard.Model.Path), new() { ["prompt"] = Prompt }));

        using var messages = JsonDocument.Parse((string)Tag(Assert.Single(_heard.Spans), "gen_ai.input.messages")!);
        JsonElement message = Assert.Single(messages.RootElement.EnumerateArray());
        JsonElement part = Assert.Single(message.GetProperty("parts").EnumerateArray());
        Assert.Equal(("user", "text", Prompt), (message.GetProperty("role").GetString(), part.GetProperty("type").GetString(), part.GetProperty("content").GetString()));
    }

    [Theory]
    [InlineData("{\"output\":[]}", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task TracePrompts_IsOff_LeavesThePromptOut(string body, HttpStatusCode status)
    {
        using var bench = new Bench();
        bench.Gateway.Answer(body, status);

        await Record.ExceptionAsync(() => bench.GenerateAsync(_heard.Model, new FluxKontextInput { Prompt = "a-very-private-prompt" }));
        await Record.ExceptionAsync(() => bench.GenerateAsync(ImageModel.Untyped(_heard.Model.Path), new() { ["prompt"] = "a-very-private-prompt" }));

        Assert.Equal(2, _heard.Spans.Count);
        Assert.DoesNotContain("a-very-private-prompt", _heard.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TracePrompts_InputWithoutAPrompt_HasNoMessage()
    {
        using var bench = new Bench(options => options with { TracePrompts = true });
        bench.Gateway.Answer("""{"output":[]}""");

        await bench.GenerateAsync(ImageModel.Untyped(_heard.Model.Path), new() { ["prompt"] = 5 });

        Assert.Null(Tag(Assert.Single(_heard.Spans), "gen_ai.input.messages"));
    }

    [Fact]
    public async Task GenerateAsync_TraceOfTheApplicationIsNotSampled_WorksWithoutASpan()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", HttpStatusCode.BadGateway).Answer(Ready);
        using var unsampled = new Activity("unsampled");
        unsampled.Start();

        Assert.Single((await GenerateAsync(bench)).Images);

        Assert.Empty(_heard.Spans);
        Assert.Empty(unsampled.TagObjects);
        Assert.Empty(unsampled.Events);
    }

    private static object? Tag(Activity span, string name) => span.GetTagItem(name);

    private static string Text(ActivityEvent item) =>
        item.Name + string.Concat(item.Tags.Select(tag => string.Create(System.Globalization.CultureInfo.InvariantCulture, $" {tag.Key}={tag.Value}")));

    private Task<ImageResult> GenerateAsync(Bench bench) => bench.GenerateAsync(_heard.Model, new FluxKontextInput { Prompt = Prompt });
}
