using System.Net;
using System.Net.Sockets;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Submitting;

/// <summary>What a purchase ends in: who cancelled it, when, what the network did, and what each of that says about the bill.</summary>
public sealed class SubmitterTests
{
    private const string Picture = """{"output":["https://example.com/deer.png"]}""";
    private const string Doubt = "It is not known whether the generation was started and billed: look at the account's usage before sending it again.";

    private static readonly RetryOptions Gambling = new() { RetryUnknownOutcome = true };

    /// <summary>What a network, or the handlers before it, can fail with.</summary>
    private static readonly Func<Exception>[] Failures =
    [
        () => new HttpRequestException("Connection reset."),
        () => new HttpRequestException(HttpRequestError.NameResolutionError, "No such host."),
        () => new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.", new SocketException((int)SocketError.ConnectionRefused)),
        () => new HttpRequestException(HttpRequestError.SecureConnectionError, "The certificate has expired."),
        () => new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."),
        () => new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely."),
        () => new IOException("Broken pipe."),
        () => new SocketException((int)SocketError.ConnectionReset),
        () => new TaskCanceledException("The operation was canceled.", new TimeoutException("A connection could not be established.")),
        () => new OperationCanceledException("Nobody asked for it."),
        () => new TimeoutException("No answer."),
        () => new InvalidOperationException("A handler is broken."),
        () => new TimeoutRejectedLikeException("The operation didn't complete within the allowed timeout."),
        () => new AggregateException(new IOException("inner")),
        () => new KeyNotFoundException("A handler is broken."),
    ];

    [Fact]
    public async Task SubmitAsync_FailureBeforeTheBodyWasAskedFor_IsSentAgainWhateverItIs()
    {
        foreach (Func<Exception> failure in Failures)
        {
            using var bench = new Bench { Random = 1 };
            bench.Gateway.FailToConnect(failure()).FailToConnect(failure()).Answer(Picture);

            ImageResult result = await bench.GenerateAsync();

            Assert.Equal(3, result.Attempts);
            Assert.Equal([0, 1, 3], bench.Sent());
        }
    }

    [Fact]
    public async Task SubmitAsync_FailureAfterTheBodyWasAskedFor_IsNotSentAgainWhateverItIs()
    {
        foreach (Func<Exception> failure in Failures)
        {
            using var bench = new Bench();
            bench.Gateway.Fail(failure());

            ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

            Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, exception.Attempts));
            Assert.Equal([0], bench.Sent());
            Assert.Equal(0, bench.Elapsed());
            Assert.StartsWith("The prediction request to 'bfl/flux-kontext-max' failed: ", exception.Message, StringComparison.Ordinal);
            Assert.EndsWith(Doubt, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SubmitAsync_FailureOfTheNetwork_IsWrappedOnceAndKeptWhole()
    {
        foreach (Func<Exception> make in Failures)
        {
            Exception cause = make();
            using var bench = new Bench(options => options with { Retry = RetryOptions.Never });
            bench.Gateway.Fail(cause);

            ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

            var chain = new List<Exception>();
            for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
            {
                chain.Add(inner);
            }

            Assert.Single(chain.OfType<AIHubMixException>());
            Assert.True(chain.Contains(cause) || chain.Contains(cause.InnerException!), exception.ToString());
            Assert.True(chain.Count <= 4, exception.ToString());
            Assert.Equal(cause is AggregateException, chain.OfType<AggregateException>().Any());
            Assert.Contains(cause is OperationCanceledException ? "given up" : cause.Message, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SubmitAsync_BodyReadInPart_MayHaveBeenBilled()
    {
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            using var part = new FullStream();
            await request.Content!.CopyToAsync(part, cancellationToken);
            return Network.Answer(Picture);
        });
        using Bench bench = network.Bench();

        ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

        Assert.Equal((BillingClass.OutcomeUnknown, 1, 1), (exception.Billing, exception.Attempts, network.Requests));
    }

    [Fact]
    public async Task SubmitAsync_AnswerBeforeTheBodyWasAskedFor_CountsAsItsStatusSays()
    {
        using var network = new Network((_, number, _) => Task.FromResult(number == 1 ? Network.Answer("", HttpStatusCode.BadGateway) : Network.Answer(Picture)));
        using Bench bench = network.Bench();

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, network.Requests));
    }

    [Fact]
    public async Task SubmitAsync_CancelledBeforehand_SendsNothing()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Picture);
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        GenerationCanceledException exception = await CancelledAsync(bench.Begin(null, caller.Token), caller);

        Assert.Equal(BillingClass.NeverDelivered, exception.Billing);
        Assert.EndsWith("was cancelled. Nothing was billed.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData(false, BillingClass.NeverDelivered, "Nothing was billed.")]
    [InlineData(true, BillingClass.OutcomeUnknown, Doubt)]
    public async Task SubmitAsync_CancelledWhileSending_SaysWhetherTheBodyWasAskedFor(bool reads, BillingClass billing, string cost)
    {
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            if (reads)
            {
                await Network.ReadAsync(request, cancellationToken);
            }

            return await Network.NeverAsync<HttpResponseMessage>(cancellationToken);
        });
        using Bench bench = network.Bench();
        using var caller = new CancellationTokenSource();

        Task<ImageResult> call = bench.Begin(new CallOptions { IdempotencyKey = "k1" }, caller.Token);
        Assert.False(call.IsCompleted);
        await caller.CancelAsync();
        GenerationCanceledException exception = await CancelledAsync(call, caller);

        Assert.Equal(
            (billing, "bfl/flux-kontext-max", null, null, null, "k1"),
            (exception.Billing, exception.Model, exception.RequestId, exception.TaskId, exception.TaskToken, exception.IdempotencyKey));
        Assert.Equal($"The prediction request to 'bfl/flux-kontext-max' was cancelled. {cost}", exception.Message);
        Assert.Equal((1, 0), (network.Requests, bench.Elapsed()));
    }

    [Theory]
    [InlineData(false, BillingClass.NeverDelivered, "Nothing was billed.")]
    [InlineData(true, BillingClass.OutcomeUnknown, Doubt)]
    public async Task SubmitAsync_DeadlineWhileSending_SaysWhetherTheBodyWasAskedFor(bool reads, BillingClass billing, string cost)
    {
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            if (reads)
            {
                await Network.ReadAsync(request, cancellationToken);
            }

            return await Network.NeverAsync<HttpResponseMessage>(cancellationToken);
        });
        using Bench bench = network.Bench();

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>(new CallOptions { Deadline = TimeSpan.FromSeconds(45), IdempotencyKey = "k1" });

        Assert.Equal(
            (billing, "bfl/flux-kontext-max", null, null, null, "k1", 1, null),
            (exception.Billing, exception.Model, exception.RequestId, exception.TaskId, exception.TaskToken, exception.IdempotencyKey, exception.Attempts, exception.RetryAfter));
        Assert.Equal($"The prediction request to 'bfl/flux-kontext-max' was not answered within 00:00:45. {cost}", exception.Message);
        Assert.Equal((1, 45), (network.Requests, bench.Elapsed()));
    }

    [Theory]
    [InlineData(429, BillingClass.RefusedBeforeWork, "Nothing was billed.")]
    [InlineData(503, BillingClass.RefusedBeforeWork, "Nothing was billed.")]
    [InlineData(0, BillingClass.NeverDelivered, "Nothing was billed.")]
    [InlineData(502, BillingClass.OutcomeUnknown, Doubt)]
    public async Task SubmitAsync_CancelledDuringTheWaitForARetry_EndsAtOnceAndTellsWhatTheFailureWas(int status, BillingClass billing, string cost)
    {
        using var bench = new Bench(options => options with { Retry = Gambling });
        if (status == 0)
        {
            bench.Gateway.FailToConnect(new IOException("Connection refused."));
        }
        else
        {
            bench.Gateway.Answer("", (HttpStatusCode)status);
        }

        using var caller = new CancellationTokenSource();

        Task<ImageResult> call = bench.Begin(null, caller.Token);
        Assert.False(call.IsCompleted);
        await caller.CancelAsync();
        GenerationCanceledException exception = await CancelledAsync(call, caller);

        Assert.Equal(billing, exception.Billing);
        Assert.EndsWith(cost, exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, bench.Elapsed());
        Assert.Single(bench.Gateway.Requests);
        bench.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task SubmitAsync_CancelledDuringTheSecondAttempt_TellsTheWorseOfTheTwo()
    {
        foreach ((bool first, bool second, BillingClass expected) in ((bool, bool, BillingClass)[])
            [(false, false, BillingClass.NeverDelivered), (false, true, BillingClass.OutcomeUnknown), (true, false, BillingClass.OutcomeUnknown), (true, true, BillingClass.OutcomeUnknown)])
        {
            var arrived = new TaskCompletionSource();
            using var network = new Network(async (request, number, cancellationToken) =>
            {
                if (number == 1 ? first : second)
                {
                    await Network.ReadAsync(request, cancellationToken);
                }

                if (number == 1)
                {
                    throw new IOException("Connection reset.");
                }

                arrived.SetResult();
                return await Network.NeverAsync<HttpResponseMessage>(cancellationToken);
            });
            using Bench bench = network.Bench(options => options with { Retry = Gambling });
            using var caller = new CancellationTokenSource();

            Task<ImageResult> call = bench.Begin(null, caller.Token);
            bench.Time.Advance(TimeSpan.FromSeconds(0.5));
            await arrived.Task;
            await caller.CancelAsync();

            Assert.Equal(expected, (await CancelledAsync(call, caller)).Billing);
        }
    }

    [Theory]
    [InlineData(false, false, BillingClass.NeverDelivered)]
    [InlineData(false, true, BillingClass.OutcomeUnknown)]
    [InlineData(true, false, BillingClass.OutcomeUnknown)]
    public async Task SubmitAsync_DeadlineDuringTheSecondAttempt_TellsTheWorseOfTheTwo(bool first, bool second, BillingClass expected)
    {
        using var network = new Network(async (request, number, cancellationToken) =>
        {
            if (number == 1 ? first : second)
            {
                await Network.ReadAsync(request, cancellationToken);
            }

            return number == 1 ? throw new IOException("Connection reset.") : await Network.NeverAsync<HttpResponseMessage>(cancellationToken);
        });
        using Bench bench = network.Bench(options => options with { Retry = Gambling });

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal((expected, 2), (exception.Billing, exception.Attempts));
        Assert.EndsWith("(2 attempts were made.)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(600, bench.Elapsed());
    }

    [Fact]
    public async Task SubmitAsync_CancelledWhileTheAnswerIsRead_TellsItsRequestId()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(_ => Task.FromResult(new HttpResponseMessage
        {
            Content = new ChunkedBody(_ => Task.FromResult("{\"output\":"u8.ToArray()), Network.NeverAsync<byte[]>),
            Headers = { { "x-aihubmix-request-id", "rid" } },
        }));
        using var caller = new CancellationTokenSource();

        Task<ImageResult> call = bench.Begin(null, caller.Token);
        Assert.False(call.IsCompleted);
        await caller.CancelAsync();
        GenerationCanceledException exception = await CancelledAsync(call, caller);

        Assert.Equal((BillingClass.OutcomeUnknown, "rid"), (exception.Billing, exception.RequestId));
    }

    [Fact]
    public async Task SubmitAsync_DeadlineWhileTheAnswerIsRead_TellsItsRequestId()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(_ => Task.FromResult(new HttpResponseMessage { Content = new ChunkedBody(Network.NeverAsync<byte[]>), Headers = { { "X-Request-Id", "rid" } } }));

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>();

        Assert.Equal((BillingClass.OutcomeUnknown, "rid", 600), (exception.Billing, exception.RequestId, bench.Elapsed()));
    }

    [Fact]
    public async Task SubmitAsync_RequestIdOfAnEarlierAttempt_IsNotTakenForTheLasts()
    {
        using var bench = new Bench();
        bench.Gateway.Answer("", HttpStatusCode.TooManyRequests, headers: ("X-Request-Id", "rid-1")).Fail(new IOException("Connection reset."));

        Assert.Null((await bench.FailAsync<ConnectionFailedException>()).RequestId);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_TellsTheTaskThatIsPaidFor()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Hang();
        using var caller = new CancellationTokenSource();

        Task<ImageResult> call = bench.Begin(null, caller.Token);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        await caller.CancelAsync();
        GenerationCanceledException exception = await CancelledAsync(call, caller);

        Assert.Equal((BillingClass.Billed, "bfl/flux-kontext-max", "rid-submit", "t1"), (exception.Billing, exception.Model, exception.RequestId, exception.TaskId));
        Assert.Equal("t1", bench.Client.ResumeTask(exception.TaskToken!).Id);
        Assert.Equal("Waiting for task 't1' of 'bfl/flux-kontext-max' was cancelled. It is paid for: wait for it again, or collect it later by its token.", exception.Message);
    }

    [Fact]
    public async Task SubmitAsync_CancelledWithTheDeadline_IsTheCallersCancellation()
    {
        using var bench = new Bench(options => options with { Deadline = TimeSpan.FromSeconds(10) });
        bench.Gateway.Hang();
        using var caller = new CancellationTokenSource(TimeSpan.FromSeconds(10), bench.Time);

        Task<ImageResult> call = bench.Begin(null, caller.Token);
        Exception? failure = await Record.ExceptionAsync(() => bench.Time.RunAsync(call));

        Assert.True(failure is GenerationCanceledException or GenerationTimeoutException, $"{failure}");
        Assert.Equal(10, bench.Elapsed());
    }

    [Fact]
    public async Task SubmitAsync_ObjectDisposedWhileNothingWasSent_IsTheCallersMistake()
    {
        var client = new AIHubMixClient(Bench.Key);
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SubmitAsync_ObjectDisposedAfterTheBodyWasAskedFor_IsAConnectionFailure()
    {
        using var bench = new Bench();
        bench.Gateway.Fail(new ObjectDisposedException("System.Net.Sockets.NetworkStream"));

        ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, exception.Attempts));
    }

    /// <summary>Awaits what must end as .NET's cancellations do, with the caller's own token.</summary>
    private static async Task<GenerationCanceledException> CancelledAsync(Task<ImageResult> call, CancellationTokenSource caller)
    {
        GenerationCanceledException exception = await Assert.ThrowsAsync<GenerationCanceledException>(() => call);
        Assert.True(call.IsCanceled);
        Assert.IsType<OperationCanceledException>(exception, exactMatch: false);
        Assert.Equal(caller.Token, exception.CancellationToken);
        return exception;
    }

    /// <summary>As other libraries have them: neither of the network nor a cancellation.</summary>
    private sealed class TimeoutRejectedLikeException(string message) : Exception(message);

    /// <summary>Takes nothing.</summary>
    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("Broken pipe.");
    }
}
