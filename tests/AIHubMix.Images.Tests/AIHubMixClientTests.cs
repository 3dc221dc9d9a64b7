using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AIHubMix.Images.Tests;

public sealed class AIHubMixClientTests
{
    private const string Url = """{"output":["https://example.com/deer.png"]}""";

    [Theory]
    [InlineData("sk-with space")]
    [InlineData("sk-with\nline")]
    [InlineData("sk-with\ttab")]
    [InlineData("sk-ключ")]
    [InlineData("sk-\u00e9")]
    [InlineData("sk-\u007f")]
    [InlineData("sk-\u0000")]
    public void Constructor_KeyThatCannotStandInAHeader_IsRefusedWithoutBeingShown(string key)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new AIHubMixClient(key));

        Assert.Equal("apiKey", exception.ParamName);
        Assert.DoesNotContain(key, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constructor_KeyWithWhiteSpaceAround_IsTrimmed()
    {
        using var bench = Bench.Answering(Url);
        using var client = new AIHubMixClient(" \t" + Bench.Key + "\r\n", bench.Options);

        await client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("Bearer " + Bench.Key, Assert.Single(bench.Gateway.Requests).Authorization?.ToString());
    }

    [Fact]
    public void Constructor_NoOptions_TakesTheDefaults()
    {
        using var client = new AIHubMixClient(Bench.Key);

        client.Dispose();
        client.Dispose();
    }

    [Fact]
    public void Constructor_WrongOptions_AreRefusedAtOnce() =>
        Assert.Throws<ArgumentException>(() => new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { Deadline = TimeSpan.Zero }));

    [Fact]
    public async Task GenerateAsync_InlineAnswer_GivesAResultWithAllThatIsKnown()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(_ =>
        {
            bench.Time.Advance(TimeSpan.FromSeconds(21));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(Url) });
        });

        ImageResult result = await bench.GenerateAsync(ImageModels.IdeogramV3, new IdeogramV3Input { Prompt = "deer", NumImages = 1 });

        Assert.Equal(("ideogram/V3", 1, null, null), (result.Model, result.RequestedCount, result.TaskId, result.RequestId));
        Assert.Equal(TimeSpan.FromSeconds(21), result.Duration);
        Assert.Equal("https://aihubmix.com/v1/models/ideogram/V3/predictions", Assert.Single(bench.Gateway.Requests).Uri.AbsoluteUri);
    }

    [Fact]
    public async Task GenerateAsync_UntypedModel_SendsTheJsonAsItIs()
    {
        using var bench = Bench.Answering(Url);

        ImageResult result = await bench.GenerateAsync(ImageModel.Untyped("doubao/seedream-4"), new JsonObject { ["prompt"] = "", ["n"] = 99, ["x"] = null });

        StubRequest request = Assert.Single(bench.Gateway.Requests);
        Assert.Equal("https://aihubmix.com/v1/models/doubao/seedream-4/predictions", request.Uri.AbsoluteUri);
        Assert.Equal("""{"input":{"prompt":"","n":99,"x":null}}""", request.Text);
        Assert.Equal(("doubao/seedream-4", null), (result.Model, result.RequestedCount));
    }

    [Fact]
    public async Task GenerateAsync_JsonForAKnownModel_IsNotValidated()
    {
        using var bench = Bench.Answering(Url);

        await bench.GenerateAsync(ImageModels.FluxKontextMax, new JsonObject { ["safety_tolerance"] = 99 });

        Assert.Equal("""{"input":{"safety_tolerance":99}}""", Assert.Single(bench.Gateway.Requests).Text);
    }

    [Fact]
    public async Task GenerateAsync_InvalidInput_SendsNothingAndTellsEveryViolation()
    {
        using var bench = Bench.Answering(Url);

        InvalidInputException exception = await Assert.ThrowsAsync<InvalidInputException>(
            () => bench.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "", SafetyTolerance = 9 }));

        Assert.Empty(bench.Gateway.Requests);
        Assert.Equal("bfl/flux-kontext-max", exception.Model);
        Assert.Equal(2, exception.Violations.Count);
        Assert.All(exception.Violations, violation => Assert.Contains(violation.ToString(), exception.Message, StringComparison.Ordinal));
        Assert.StartsWith("The input for 'bfl/flux-kontext-max' breaks 2 rules; nothing was sent:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AIHubMixClientOptions.ValidateInput", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_InputThatCannotEvenBeWritten_IsInvalid()
    {
        using var bench = Bench.Answering(Url);

        InvalidInputException exception = await Assert.ThrowsAsync<InvalidInputException>(
            () => bench.GenerateAsync(ImageModels.StableDiffusion35Large, new StableDiffusion35Input { Prompt = "", CfgScale = double.NaN }));

        Assert.Equal(["$.input.prompt", "$.input.cfg_scale"], exception.Violations.Select(violation => violation.Path));
        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task GenerateAsync_RulesOfTheModel_AreHeldToo()
    {
        using var bench = Bench.Answering(Url);

        InvalidInputException exception = await Assert.ThrowsAsync<InvalidInputException>(
            () => bench.GenerateAsync(ImageModels.Imagen4UltraPreview0606, new ImagenInput { Prompt = "deer", NumberOfImages = 2 }));

        Assert.Equal("$.input.numberOfImages", Assert.Single(exception.Violations).Path);
        Assert.StartsWith("The input for 'google/imagen-4.0-ultra-generate-preview-06-06' breaks 1 rule; nothing was sent:", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ValidationOff_SendsTheInputAsItIs()
    {
        using var bench = new Bench(options => options with { ValidateInput = false });
        bench.Gateway.Answer(Url);

        await bench.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "", SafetyTolerance = 9, OutputFormat = "heif" });

        Assert.Equal("""{"input":{"prompt":"","safety_tolerance":9,"output_format":"heif"}}""", Assert.Single(bench.Gateway.Requests).Text);
    }

    [Fact]
    public async Task GenerateAsync_Null_IsRefused()
    {
        using var bench = Bench.Answering(Url);

        await Assert.ThrowsAsync<ArgumentNullException>(() => bench.GenerateAsync(null!, new FluxKontextInput { Prompt = "deer" }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => bench.GenerateAsync(ImageModels.FluxKontextMax, (FluxKontextInput)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => bench.GenerateAsync(null!, []));
        await Assert.ThrowsAsync<ArgumentNullException>(() => bench.GenerateAsync(ImageModels.FluxKontextMax, (JsonObject)null!));
        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task SubmitAsync_NoAnswer_EndsAtTheDeadline()
    {
        using var bench = new Bench(options => options with { Deadline = TimeSpan.FromSeconds(90) });
        bench.Gateway.Hang();
        DateTimeOffset started = bench.Time.GetUtcNow();

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal(TimeSpan.FromSeconds(90), bench.Time.GetUtcNow() - started);
        Assert.Equal(("bfl/flux-kontext-max", null, null), (exception.Model, exception.TaskId, exception.LastStatus));
        Assert.Equal(
            "The prediction request to 'bfl/flux-kontext-max' was not answered within 00:01:30. It is not known whether the generation was started and billed: look at the account's usage before sending it again.",
            exception.Message);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task GenerateAsync_SlowAnswerAndSlowTask_ShareOneDeadline()
    {
        using var bench = new Bench(options => options with { Deadline = TimeSpan.FromSeconds(60) });
        bench.Gateway.Answer(_ =>
        {
            bench.Time.Advance(TimeSpan.FromSeconds(50));
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent("""{"output":[{"taskId":"t1"}]}""") });
        });
        bench.Gateway.Answer("""{"status":"Pending"}""");
        DateTimeOffset started = bench.Time.GetUtcNow();

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal(TimeSpan.FromSeconds(60), bench.Time.GetUtcNow() - started);
        Assert.Equal("t1", exception.TaskId);
        Assert.Equal([50_665, 51_330], bench.Gateway.TimesOf(HttpMethod.Get).Take(2));
    }

    [Fact]
    public async Task SubmitAsync_CancelledByTheConnectionItself_IsAConnectionFailure()
    {
        using var bench = new Bench();
        bench.Gateway.Fail(new TaskCanceledException("The operation was canceled.", new TimeoutException("A connection could not be established within the configured ConnectTimeout.")));

        ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

        Assert.IsType<TimeoutException>(exception.InnerException?.InnerException);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task SubmitAsync_Default_WaitsTenMinutes()
    {
        using var bench = new Bench();
        bench.Gateway.Hang();
        DateTimeOffset started = bench.Time.GetUtcNow();

        await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal(TimeSpan.FromMinutes(10), bench.Time.GetUtcNow() - started);
    }

    [Fact]
    public async Task SubmitAsync_Cancelled_EndsAtOnce()
    {
        using var bench = new Bench();
        bench.Gateway.Hang();
        using var caller = new CancellationTokenSource();

        Task<ImageTask> submitting = bench.Client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, cancellationToken: caller.Token);
        Assert.False(submitting.IsCompleted);
        caller.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submitting);
    }

    [Fact]
    public async Task SubmitAsync_ConnectionFails_SaysThatTheOutcomeIsNotKnownAndNeverSendsAgain()
    {
        foreach (Exception cause in (Exception[])[new HttpRequestException("Connection reset."), new IOException("Connection reset.")])
        {
            using var bench = new Bench();
            bench.Gateway.Fail(cause);

            ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

            Assert.Same(cause, exception.InnerException);
            Assert.Equal(("bfl/flux-kontext-max", null, BillingClass.OutcomeUnknown), (exception.Model, exception.TaskId, exception.Billing));
            Assert.Contains("Connection reset. It is not known whether the generation was started and billed: look at the account's usage before sending it again.", exception.Message, StringComparison.Ordinal);
            Assert.Single(bench.Gateway.Requests);
        }
    }

    [Fact]
    public async Task GenerateAsync_AnyFailure_ShowsTheKeyNowhere()
    {
        const string Task = """{"output":[{"taskId":"t1"}]}""";
        Action<StubGateway>[] scripts =
        [
            gateway => gateway.Answer("{}"),
            gateway => gateway.Answer("not JSON"),
            gateway => gateway.Answer("", HttpStatusCode.Unauthorized),
            gateway => gateway.Answer("""{"error":{"message":"m","code":"insufficient_user_quota"}}""", HttpStatusCode.Forbidden),
            gateway => gateway.Answer("", HttpStatusCode.TooManyRequests),
            gateway => gateway.Answer("", HttpStatusCode.ServiceUnavailable),
            gateway => gateway.Answer("""{"error":{"code":"moderation_blocked"}}""", HttpStatusCode.BadRequest),
            gateway => gateway.Answer("", HttpStatusCode.BadGateway),
            gateway => gateway.Fail(new HttpRequestException("reset")),
            gateway => gateway.Hang(),
            gateway => gateway.Answer(Task).Answer("{}"),
            gateway => gateway.Answer(Task).Answer("""{"status":"Error"}"""),
            gateway => gateway.Answer(Task).Answer("""{"status":"Content Moderated"}"""),
            gateway => gateway.Answer(Task).Answer("""{"status":"Task not found"}"""),
            gateway => gateway.Answer(Task).Answer("""{"status":"Pending"}"""),
            gateway => gateway.Answer(Task).Answer("", HttpStatusCode.Unauthorized),
            gateway => gateway.Answer(Task).Fail(new IOException("reset")),
        ];
        foreach (Action<StubGateway> script in scripts)
        {
            using var bench = new Bench();
            script(bench.Gateway);

            Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

            AIHubMixException exception = Assert.IsType<AIHubMixException>(failure, exactMatch: false);
            Assert.DoesNotContain(Bench.Key, exception.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Bench.Key, $"{(exception as AIHubMixApiException)?.Error}", StringComparison.Ordinal);
            Assert.Equal("bfl/flux-kontext-max", exception.Model);
        }
    }

    [Fact]
    public async Task ToString_AnyObject_ShowsTheKeyNowhere()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");

        ImageTask task = await bench.SubmitAsync();
        ImageResult result = await bench.WaitAsync(task);

        Assert.All((object[])[bench.Client, bench.Options, task, result, result.Images[0]], value => Assert.DoesNotContain(Bench.Key, value.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task SubmitAsync_ManyAtATime_EachGetsItsOwnAnswer()
    {
        using var bench = new Bench();
        for (int number = 0; number < 50; number++)
        {
            bench.Gateway.Answer($$"""{"output":["https://example.com/{{number}}.png"]}""");
        }

        ImageResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bench.GenerateAsync()));

        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"/{number}.png"), results.Select(result => result.Images[0].Url!.AbsolutePath));
    }

    [Fact(Timeout = 60_000)]
    public async Task GenerateAsync_ManyThreadsWithRetriesGoingOn_EachCallHasItsOwnState()
    {
        const int Calls = 64;
        var time = new CountingTime();
        var sent = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            // The rest of the call goes on in whatever thread is free.
            await Task.Yield();
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            string prompt = JsonElement.Parse(body).GetProperty("input").GetProperty("prompt").GetString()!;
            int number = int.Parse(prompt, System.Globalization.CultureInfo.InvariantCulture);
            int attempt = sent.AddOrUpdate(prompt, 1, (_, count) => count + 1);
            return attempt <= number % 4
                ? Network.Answer("", attempt % 2 == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.TooManyRequests)
                : number % 8 == 7 ? Network.Answer("", HttpStatusCode.BadGateway)
                : Network.Answer($$"""{"output":["https://example.com/{{prompt}}.png"]}""");
        });
        using var invoker = new HttpMessageInvoker(network, disposeHandler: false);
        using var client = new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { HttpInvoker = invoker, TimeProvider = time, Randomizer = () => 1, IdempotencyHeader = "Idempotency-Key" });

        Task<(ImageResult? Result, AIHubMixException? Failure)>[] calls = [.. Enumerable.Range(0, Calls).Select(number => Task.Run(() => EndAsync(number)))];
        int delays = 0;
        for (int round = 1; round < 4; round++)
        {
            // Every call that is not over waits for its next attempt by now.
            delays += Enumerable.Range(0, Calls).Count(number => number % 4 >= round);
            await time.HasDelaysAsync(delays, TestContext.Current.CancellationToken);
            time.Advance(TimeSpan.FromSeconds(4));
        }

        (ImageResult? Result, AIHubMixException? Failure)[] ends = await Task.WhenAll(calls);

        for (int number = 0; number < Calls; number++)
        {
            int attempts = (number % 4) + 1;
            Assert.Equal(attempts, sent[$"{number}"]);
            Assert.Equal(attempts, ends[number].Result?.Attempts ?? ends[number].Failure!.Attempts);
            Assert.Equal(number % 8 == 7 ? null : $"/{number}.png", ends[number].Result?.Images[0].Url!.AbsolutePath);
            Assert.Equal(number % 8 == 7, ends[number].Failure is AIHubMixApiException { StatusCode: HttpStatusCode.BadGateway, Billing: BillingClass.OutcomeUnknown });
        }

        Assert.Equal(8, ends.Select(end => end.Failure?.IdempotencyKey).OfType<string>().Distinct().Count());

        async Task<(ImageResult? Result, AIHubMixException? Failure)> EndAsync(int number)
        {
            try
            {
                return (await client.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = $"{number}" }), null);
            }
            catch (AIHubMixException failure)
            {
                return (null, failure);
            }
        }
    }

    [Fact]
    public async Task GenerateAsync_AdditionalMembers_AreSent()
    {
        using var bench = Bench.Answering(Url);

        await bench.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer", AdditionalProperties = new Dictionary<string, JsonElement> { ["of-tomorrow"] = JsonElement.Parse("1") } });

        Assert.Equal("""{"input":{"prompt":"deer","of-tomorrow":1}}""", Assert.Single(bench.Gateway.Requests).Text);
    }

    [Fact]
    public async Task SubmitAsync_Cancelled_CarriesTheCallersToken()
    {
        using var bench = new Bench();
        bench.Gateway.Hang();
        using var caller = new CancellationTokenSource();
        Task<ImageTask> submit = bench.Client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "A deer" }, cancellationToken: caller.Token);
        await caller.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submit);
        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    /// <summary>A fake clock that tells how many delays have begun; deadlines are longer.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        private int _delays;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime < TimeSpan.FromSeconds(5))
            {
                Interlocked.Increment(ref _delays);
            }

            return timer;
        }

        public async Task HasDelaysAsync(int count, CancellationToken cancellationToken)
        {
            while (Volatile.Read(ref _delays) < count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
    }
}
