using System.Diagnostics;
using System.Net;
using AIHubMix.Images.Tests.Support;
using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Tests.Telemetry;

[Collection(nameof(ListeningToTheClient))]
public sealed class LoggingTests : IDisposable
{
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png?sig=secret-signature"}}""";
    private const string Prompt = "a-very-private-prompt";

    private readonly HeardLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Log_GenerationByTask_TellsEachStep()
    {
        using var bench = Create();
        bench.Gateway.Answer("""{"error":{"message":"m"}}""", HttpStatusCode.TooManyRequests, headers: ("Retry-After", "3"))
            .Answer("""{"output":[{"taskId":"t1"}]}""", headers: ("x-aihubmix-request-id", "rid")).Answer("""{"status":"Pending"}""").Answer("", HttpStatusCode.BadGateway).Answer(Ready)
            .Answer("", HttpStatusCode.BadGateway).Answer(Pictures.Png(), HttpStatusCode.OK, null);

        ImageResult result = await GenerateAsync(bench);
        await bench.Time.RunAsync(result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Equal([AIHubMixTelemetry.Name], _log.Categories);
        Assert.Equal(
            [
                (LogLevel.Debug, 1, "Sending a prediction to bfl/flux-kontext-max, attempt 1."),
                (LogLevel.Warning, 4, "A request to bfl/flux-kontext-max is sent again in 00:00:03: attempt 1 failed, RefusedBeforeWork. "
                    + "The prediction request to 'bfl/flux-kontext-max' was answered with 429 TooManyRequests, m. Nothing was billed. Try again later, or send less at a time."),
                (LogLevel.Debug, 1, "Sending a prediction to bfl/flux-kontext-max, attempt 2."),
                (LogLevel.Information, 2, "bfl/flux-kontext-max accepted the prediction: request rid, task t1, 0 pictures with the answer."),
                (LogLevel.Debug, 3, "Task t1 of bfl/flux-kontext-max is \"Pending\", poll 1."),
                (LogLevel.Warning, 4, "A request to bfl/flux-kontext-max is sent again in 00:00:00.5000000: attempt 1 failed, Billed. "
                    + "The request for task 't1' of 'bfl/flux-kontext-max' was answered with 502 BadGateway, without saying why. The task is paid for, and reading it costs nothing. Try again later."),
                (LogLevel.Debug, 3, "Task t1 of bfl/flux-kontext-max is \"Ready\", poll 3."),
                (LogLevel.Debug, 5, "generate_content of bfl/flux-kontext-max ended after 00:00:04.8300000 with 1 pictures."),
                (LogLevel.Warning, 4, "A request to bfl/flux-kontext-max is sent again in 00:00:00.5000000: attempt 1 failed, Billed. "
                    + "The picture at https://example.com/deer.png was answered with 502 BadGateway. Try it again before the URL expires."),
                (LogLevel.Debug, 7, $"A picture of bfl/flux-kontext-max was downloaded: {Pictures.Png().Length} bytes, 2 attempts."),
            ],
            _log.Messages.Select(message => (message.Level, message.Id.Id, message.Text)));
        AssertDiscreet();
    }

    [Fact]
    public async Task Log_Failure_TellsTypeOfBillAndTask()
    {
        using var bench = Create();
        bench.Gateway.Answer("""{"output":[{"taskId":"t1"}]}""").Answer("""{"status":"Error"}""");

        await Assert.ThrowsAsync<TaskFailedException>(() => GenerateAsync(bench));

        (LogLevel level, EventId id, string text) = _log.Messages[^1];
        Assert.Equal((LogLevel.Warning, 6), (level, id.Id));
        Assert.StartsWith("generate_content of bfl/flux-kontext-max failed, Billed, task t1. Task 't1' of 'bfl/flux-kontext-max' ended with \"Error\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_Cancelled_TellsTypeOfBillAndTask()
    {
        using var bench = Create();
        bench.Gateway.Answer("""{"output":[{"taskId":"t1"}]}""").Answer("""{"status":"Pending"}""");
        using var caller = new CancellationTokenSource();
        Task<ImageResult> generating = bench.Client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = Prompt }, cancellationToken: caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAsync<GenerationCanceledException>(() => generating);

        Assert.StartsWith("generate_content of bfl/flux-kontext-max failed, Billed, task t1. Waiting for task 't1'", _log.Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_InlineAnswerAndParts_HaveNoPictureAndNoPrompt()
    {
        using var bench = Create();
        bench.Gateway.Answer($$"""{"output":[{"bytesBase64":"{{Pictures.Base64(Pictures.Png())}}"}]}""");

        ImageTask task = await bench.SubmitAsync();
        await bench.WaitAsync(task);
        await GenerateAsync(bench);

        Assert.Contains(_log.Messages, message => message.Text == "bfl/flux-kontext-max accepted the prediction: request (null), task (null), 1 pictures with the answer.");
        AssertDiscreet();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task LogTracesAndMetrics_GatewayEchoesTheKey_DoNotShowIt(int status)
    {
        using var heard = new HeardTelemetry();
        using var bench = Create(options => options with { TracePrompts = true });
        bench.Gateway.Answer("{\"error\":{\"message\":\"Invalid token " + Bench.Key + "\"}}", (HttpStatusCode)status, headers: ("x-aihubmix-request-id", "rid"));

        await Record.ExceptionAsync(() => bench.GenerateAsync(heard.Model, new FluxKontextInput { Prompt = "deer" }));

        Assert.Single(heard.Spans);
        Assert.DoesNotContain(Bench.Key, heard.AllText, StringComparison.Ordinal);
        AssertDiscreet();
    }

    [Theory]
    [InlineData("{\"output\":[{\"bytesBase64\":\"*\"}]}")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"*")]
    public async Task LogTracesAndMetrics_Pictures_AreNotShown(string body)
    {
        using var heard = new HeardTelemetry();
        using var bench = Create();
        bench.Gateway.Answer(body.Replace("*", Pictures.Base64([.. Pictures.Png(), .. new byte[3000]]), StringComparison.Ordinal));

        await Record.ExceptionAsync(() => bench.GenerateAsync(heard.Model, new FluxKontextInput { Prompt = "deer" }));

        Assert.Single(heard.Spans);
        Assert.DoesNotContain(Pictures.Base64(Pictures.Png())[..20], heard.AllText, StringComparison.Ordinal);
        AssertDiscreet();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LogTracesAndMetrics_PicturesInAnswersThatAreNoTasks_AreNotShown(bool deadlinePasses)
    {
        using var heard = new HeardTelemetry();
        using var bench = Create(options => options with { Deadline = TimeSpan.FromSeconds(deadlinePasses ? 2 : 100) });
        bench.Gateway.Answer("""{"output":[{"taskId":"t1"}]}""").Answer("{\"result\":\"" + Pictures.Base64([.. Pictures.Png(), .. new byte[3000]]) + "\"}");

        await Record.ExceptionAsync(() => bench.GenerateAsync(heard.Model, new FluxKontextInput { Prompt = "deer" }));

        Assert.Equal(ActivityStatusCode.Error, Assert.Single(heard.Spans).Status);
        Assert.DoesNotContain(Pictures.Base64(Pictures.Png())[..20], heard.AllText, StringComparison.Ordinal);
        AssertDiscreet();
    }

    [Fact]
    public async Task Log_LevelsThatNobodyWants_AreNotWritten()
    {
        using var log = new HeardLog(LogLevel.Warning);
        using var bench = new Bench(options => options with { LoggerFactory = log });
        bench.Gateway.Answer("""{"output":[{"taskId":"t1"}]}""").Answer("", HttpStatusCode.BadGateway).Answer(Ready);

        await GenerateAsync(bench);

        Assert.Equal(4, Assert.Single(log.Messages).Id.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Log_LoggerThatThrows_CostsNothingOfWhatWasPaidFor(bool isEnabledThrows)
    {
        using var log = new BrokenLog(isEnabledThrows);
        using var bench = new Bench(options => options with { LoggerFactory = log });
        bench.Gateway.Answer("", HttpStatusCode.TooManyRequests).Answer("""{"output":[{"taskId":"t1"}]}""").Answer("", HttpStatusCode.BadGateway).Answer(Ready);

        ImageTask task = await bench.SubmitAsync();
        Assert.Single((await bench.WaitAsync(task)).Images);
        bench.Gateway.Answer("""{"status":"Error"}""");
        await Assert.ThrowsAsync<TaskFailedException>(() => bench.WaitAsync(bench.Client.ResumeTask(task.ToToken()!)));

        Assert.True(log.Calls > 4);
    }

    private static Task<ImageResult> GenerateAsync(Bench bench) => bench.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = Prompt });

    private Bench Create(Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null) =>
        new(options => configure is null ? options with { LoggerFactory = _log } : configure(options with { LoggerFactory = _log }));

    private void AssertDiscreet()
    {
        Assert.NotEmpty(_log.Messages);
        string text = _log.AllText + string.Join('\n', _log.Values);
        Assert.All((string[])[Bench.Key, Prompt, "secret-signature", Pictures.Base64(Pictures.Png())[..20]], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    private sealed class BrokenLog(bool isEnabledThrows) : ILoggerFactory, ILogger
    {
        public int Calls { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => !isEnabledThrows || Throw();

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Throw();

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private bool Throw()
        {
            Calls++;
            throw new IOException("The disk is full.");
        }
    }
}
