using System.Net;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Errors;

public sealed class ApiErrorReaderTests
{
    private const string NotBilled = "Nothing was billed.";
    private const string Unknown = "It is not known whether the generation was started and billed. Look at the account\'s usage before sending it again.";

    [Fact]
    public async Task ReadAsync_GatewayError_HasMessageTypeAndTraceId()
    {
        ApiError error = (await FailAsync<AuthenticationFailedException>(401, """{"error":{"message":"no key provided (tid: 2026010112000012345678901234567)","type":"Aihubmix_api_error"}}""")).Error;

        Assert.Equal(
            new ApiError
            {
                StatusCode = HttpStatusCode.Unauthorized,
                Message = "no key provided (tid: 2026010112000012345678901234567)",
                Type = "Aihubmix_api_error",
                TraceId = "2026010112000012345678901234567",
            },
            error);
    }

    [Fact]
    public async Task ReadAsync_OuterType_DoesNotStandForTheInner()
    {
        ApiError error = (await FailAsync<AIHubMixApiException>(500, """{"error":{"message":"get_adaptor_failed (tid: 1)","type":"Aihubmix_api_error"},"type":"error"}""")).Error;

        Assert.Equal(("get_adaptor_failed (tid: 1)", "Aihubmix_api_error"), (error.Message, error.Type));
    }

    [Fact]
    public async Task ReadAsync_UpstreamError_HasAllFourMembers()
    {
        ApiError error = (await FailAsync<AIHubMixApiException>(400, """{"error":{"message":"bad (request id: abc)","type":"upstream_error","param":"400","code":"bad_response_status_code"}}""")).Error;

        Assert.Equal(("bad (request id: abc)", "upstream_error", "400", "bad_response_status_code", "abc"), (error.Message, error.Type, error.Param, error.Code, error.TraceId));
    }

    [Theory]
    [InlineData("\"prompt_missing\"", "prompt_missing")]
    [InlineData("400", "400")]
    [InlineData("null", null)]
    [InlineData("true", "true")]
    [InlineData("{\"a\":1}", "{\"a\":1}")]
    public async Task ReadAsync_Code_IsTextWhateverItsType(string code, string? expected) =>
        Assert.Equal(expected, (await FailAsync<AIHubMixApiException>(400, $$$"""{"error":{"message":"m","code":{{{code}}}}}""")).Error.Code);

    [Theory]
    [InlineData("m (tid: 1) (tid: 2)", "1")]
    [InlineData("m (request id: a-b_c)", "a-b_c")]
    [InlineData("m (tid:1)", "1")]
    [InlineData("m tid: 1", null)]
    [InlineData("m (tid: )", null)]
    public async Task ReadAsync_TraceId_IsTheFirstOfTheMessage(string message, string? expected) =>
        Assert.Equal(expected, (await FailAsync<AIHubMixApiException>(400, $$$"""{"error":{"message":"{{{message}}}"}}""")).Error.TraceId);

    [Theory]
    [InlineData("<html><body>Bad Gateway</body></html>")]
    [InlineData("""{"error":"plain text"}""")]
    [InlineData("""{"error":{"type":"t"}}""")]
    [InlineData("""{"detail":"Not Found"}""")]
    [InlineData("""["a"]""")]
    [InlineData("\"text\"")]
    [InlineData("{\"error\":{\"message\":\"cut o")]
    public async Task ReadAsync_NoMessage_ShowsTheBody(string body)
    {
        AIHubMixApiException exception = await FailAsync<AIHubMixApiException>(502, body);

        Assert.Equal(body, exception.Error.Message);
        Assert.Contains(body, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_EmptyBody_SaysSo()
    {
        RateLimitedException exception = await FailAsync<RateLimitedException>(429, "");

        Assert.Equal(new ApiError { StatusCode = HttpStatusCode.TooManyRequests }, exception.Error);
        Assert.Equal(
            "The prediction request to 'bfl/flux-kontext-max' was answered with 429 TooManyRequests, without saying why. Nothing was billed. Try again later, or send less at a time.",
            exception.Message);
    }

    [Fact]
    public async Task ReadAsync_CodeAndMessage_AreBothInTheMessage() => Assert.Equal(
        "The prediction request to 'bfl/flux-kontext-max' was answered with 400 BadRequest, prompt_missing: no prompt (tid: 1). Nothing was billed. Correct the request.",
        (await FailAsync<AIHubMixApiException>(400, """{"error":{"message":"no prompt (tid: 1)","code":"prompt_missing"}}""")).Message);

    [Theory]
    [InlineData(400, "prompt_missing", typeof(AIHubMixApiException), NotBilled + " Correct the request.")]
    [InlineData(400, "moderation_blocked", typeof(ModerationException), "The vendor may bill for the attempt. Change the prompt or the picture.")]
    [InlineData(200, "moderation_blocked", typeof(ModerationException), "The vendor may bill for the attempt. Change the prompt or the picture.")]
    [InlineData(401, "x", typeof(AuthenticationFailedException), NotBilled + " Check the API key.")]
    [InlineData(403, "insufficient_user_quota", typeof(QuotaExceededException), NotBilled + " Top up the balance of the account.")]
    [InlineData(400, "insufficient_user_quota", typeof(QuotaExceededException), NotBilled + " Top up the balance of the account.")]
    [InlineData(403, "x", typeof(AIHubMixApiException), NotBilled + " Correct the request.")]
    [InlineData(402, "x", typeof(AIHubMixApiException), NotBilled + " Correct the request.")]
    [InlineData(404, "x", typeof(AIHubMixApiException), NotBilled + " Correct the request.")]
    [InlineData(413, "x", typeof(AIHubMixApiException), NotBilled + " Correct the request.")]
    [InlineData(429, "x", typeof(RateLimitedException), NotBilled + " Try again later, or send less at a time.")]
    [InlineData(503, "x", typeof(ModelUnavailableException), NotBilled + " Check the path of the model, or try again later when its vendor is busy.")]
    [InlineData(200, "insufficient_user_quota", typeof(QuotaExceededException), NotBilled + " Top up the balance of the account.")]
    [InlineData(500, "x", typeof(AIHubMixApiException), Unknown)]
    [InlineData(502, "x", typeof(AIHubMixApiException), Unknown)]
    [InlineData(504, "x", typeof(AIHubMixApiException), Unknown)]
    [InlineData(524, "x", typeof(AIHubMixApiException), Unknown)]
    [InlineData(302, "x", typeof(AIHubMixApiException), Unknown)]
    public async Task ReadAsync_StatusAndCode_DecideTypeAndAdvice(int status, string code, Type type, string advice)
    {
        using Bench bench = Once();
        bench.Gateway.Answer($$$"""{"error":{"message":"m","code":"{{{code}}}"}}""", (HttpStatusCode)status, headers: ("x-aihubmix-request-id", "rid"));

        Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

        AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(failure, exactMatch: false);
        Assert.Equal(type, exception.GetType());
        Assert.EndsWith(advice, exception.Message, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.Equal(("bfl/flux-kontext-max", "rid", null), (exception.Model, exception.RequestId, exception.TaskId));
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task ReadAsync_CodeAlone_IsInTheMessage() => Assert.Equal(
        "The prediction request to 'bfl/flux-kontext-max' was answered with 400 BadRequest, prompt_missing. Nothing was billed. Correct the request.",
        (await FailAsync<AIHubMixApiException>(400, """{"error":{"message":"","code":"prompt_missing"}}""")).Message);

    [Theory]
    [InlineData(410, "x", "410 Gone, x: m. The task is paid for, and reading it costs nothing. Check the id of the task.")]
    [InlineData(400, "moderation_blocked", "400 BadRequest, moderation_blocked: m. The vendor may bill for the attempt. Change the prompt or the picture.")]
    [InlineData(503, "x", "503 ServiceUnavailable, x: m. The task is paid for, and reading it costs nothing. Try again later.")]
    public async Task ReadAsync_StatusAndCodeOfARead_DecideTheAdvice(int status, string code, string expected)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer($$$"""{"error":{"message":"m","code":"{{{code}}}"}}""", (HttpStatusCode)status);

        AIHubMixException failure = (AIHubMixException)(await Record.ExceptionAsync(() => bench.GenerateAsync()))!;

        Assert.StartsWith("The request for task 't1' of 'bfl/flux-kontext-max' was answered with " + expected, (failure as AIHubMixApiException ?? failure.InnerException)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task ReadAsync_ServerErrorOfARead_SaysThatReadingIsFree(int status)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", (HttpStatusCode)status);

        GenerationTimeoutException end = await bench.FailAsync<GenerationTimeoutException>();

        AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(end.InnerException);
        Assert.EndsWith("The task is paid for, and reading it costs nothing. Try again later.", exception.Message, StringComparison.Ordinal);
        Assert.Contains(exception.Message, end.Message, StringComparison.Ordinal);
        Assert.Equal(("t1", "t1"), (exception.TaskId, end.TaskId));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("0", 0)]
    [InlineData("17", 17)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", 30)]
    [InlineData("Sun, 01 Mar 2026 12:00:00 GMT", 0)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0)]
    [InlineData("soon", null)]
    public async Task ReadAsync_RetryAfter_IsReadAsSecondsOrDate(string? header, int? seconds)
    {
        using Bench bench = Once();
        bench.Gateway.Answer("", HttpStatusCode.TooManyRequests, "text/plain", header is null ? [] : [("Retry-After", header)]);

        RateLimitedException exception = await bench.FailAsync<RateLimitedException>();

        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, exception.Error.RetryAfter);
        Assert.Equal(exception.Error.RetryAfter, exception.RetryAfter);
    }

    [Fact]
    public async Task ReadAsync_HugeBody_IsReadInPartOnly()
    {
        using var stream = new EndlessStream();
        using var bench = new Bench();
        bench.Gateway.Answer(new StreamContent(stream), HttpStatusCode.BadGateway);

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.True(stream.Served <= 256 * 1024, $"{stream.Served} bytes were read.");
        Assert.Equal(301, exception.Error.Message!.Length);
        Assert.True(exception.Message.Length < 1000);
    }

    [Fact]
    public async Task ReadAsync_BodyBreaksOff_StillTellsTheStatus()
    {
        using Bench bench = Once();
        bench.Gateway.Answer(new StreamContent(new BrokenStream()), HttpStatusCode.ServiceUnavailable);

        Assert.Null((await bench.FailAsync<ModelUnavailableException>()).Error.Message);
    }

    [Fact]
    public async Task ReadAsync_BodyThatNeverComes_IsWaitedForTenSecondsOnly()
    {
        Func<HttpContent>[] bodies =
        [
            () => new ChunkedBody(Network.NeverAsync<byte[]>),
            () => new ChunkedBody(_ => Task.FromResult("{\"error\":{\"message\":\"cut o"u8.ToArray()), Network.NeverAsync<byte[]>),
            () => new LateContent(),
        ];
        foreach (Func<HttpContent> body in bodies)
        {
            using Bench bench = Once();
            bench.Gateway.Answer(body(), HttpStatusCode.Unauthorized);
            DateTimeOffset started = bench.Time.GetUtcNow();

            AuthenticationFailedException exception = await bench.FailAsync<AuthenticationFailedException>();

            Assert.Equal(TimeSpan.FromSeconds(10), bench.Time.GetUtcNow() - started);
            Assert.Equal(BillingClass.RefusedForGood, exception.Billing);
        }
    }

    [Fact]
    public async Task ReadAsync_BodyThatNeverEnds_IsReadForTenSecondsOnly()
    {
        using Bench bench = Once();
        bench.Gateway.Answer(
            new ChunkedBody([.. Enumerable.Repeat<Func<CancellationToken, Task<byte[]>>>(
                async cancellationToken =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(0.75), bench.Time, cancellationToken);
                    return "x"u8.ToArray();
                },
                1000)]),
            HttpStatusCode.BadGateway);
        DateTimeOffset started = bench.Time.GetUtcNow();

        await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal(TimeSpan.FromSeconds(10), bench.Time.GetUtcNow() - started);
    }

    [Fact]
    public async Task ReadAsync_BodyThatNeverComesOfARefusal_DelaysTheRetryOnly()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(new ChunkedBody(Network.NeverAsync<byte[]>), HttpStatusCode.TooManyRequests).Answer("""{"output":["https://example.com/deer.png"]}""");

        Assert.Equal(2, (await bench.GenerateAsync()).Attempts);
        Assert.Equal([0, 10_500], bench.Gateway.TimesOf(HttpMethod.Post));
    }

    [Fact]
    public async Task ReadAsync_CallerCancelsDuringTheBody_EndsAtOnceWithTheStatus()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(new ChunkedBody(Network.NeverAsync<byte[]>), HttpStatusCode.Unauthorized);
        using var caller = new CancellationTokenSource();

        Task<ImageResult> call = bench.Begin(null, caller.Token);
        Assert.False(call.IsCompleted);
        await caller.CancelAsync();

        Assert.Equal(BillingClass.RefusedForGood, (await Assert.ThrowsAsync<AuthenticationFailedException>(() => call)).Billing);
        Assert.Equal(0, bench.Elapsed());
    }

    [Fact]
    public async Task ReadAsync_CallerCancelsDuringTheBodyOfARefusal_IsCancelled()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(new ChunkedBody(Network.NeverAsync<byte[]>), HttpStatusCode.TooManyRequests);
        using var caller = new CancellationTokenSource();

        Task<ImageResult> call = bench.Begin(null, caller.Token);
        await caller.CancelAsync();

        Assert.Equal(BillingClass.RefusedBeforeWork, (await Assert.ThrowsAsync<GenerationCanceledException>(() => call)).Billing);
        Assert.Single(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData(401, typeof(AuthenticationFailedException), BillingClass.RefusedForGood)]
    [InlineData(429, typeof(RateLimitedException), BillingClass.RefusedBeforeWork)]
    [InlineData(502, typeof(AIHubMixApiException), BillingClass.OutcomeUnknown)]
    public async Task ReadAsync_DeadlineDuringTheBody_TellsTheStatusAndWhatCame(int status, Type type, BillingClass billing)
    {
        using var bench = new Bench();
        bench.Gateway.Answer(new ChunkedBody(_ => Task.FromResult("the beginning"u8.ToArray()), Network.NeverAsync<byte[]>), (HttpStatusCode)status);

        Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync(new CallOptions { Deadline = TimeSpan.FromSeconds(5) }));

        AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(failure, exactMatch: false);
        Assert.Equal((type, billing, "the beginning", 5.0), (exception.GetType(), exception.Billing, exception.Error.Message, bench.Elapsed()));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(502)]
    public async Task ReadAsync_BodyThatFailsInAnyWay_StillTellsTheStatus(int status)
    {
        foreach (Exception failure in (Exception[])[new IOException("reset"), new HttpRequestException("reset"), new InvalidDataException("damaged gzip"), new InvalidOperationException("odd"), new OperationCanceledException(), new ObjectDisposedException("stream")])
        {
            using Bench bench = Once();
            bench.Gateway.Answer(ChunkedBody.Of(failure), (HttpStatusCode)status);

            Exception? thrown = await Record.ExceptionAsync(() => bench.GenerateAsync());

            Assert.Equal(status, (int)Assert.IsType<AIHubMixApiException>(thrown, exactMatch: false).StatusCode);
        }
    }

    [Fact]
    public async Task ReadAsync_KeyAtTheEndOfTheExcerpt_IsNotShownInPart()
    {
        for (int before = 270; before <= 300; before++)
        {
            string body = new string('x', before) + Bench.Key + " and more";
            AIHubMixApiException error = await FailAsync<AIHubMixApiException>(502, body);
            MalformedResponseException malformed = await FailAsync<MalformedResponseException>(200, body);

            Assert.DoesNotContain(Bench.Key[..8], error.ToString() + error.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(Bench.Key[..8], malformed.ToString() + malformed.Excerpt, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadAsync_LatinBytes_AreShownWithReplacements()
    {
        using var bench = new Bench();
        bench.Gateway.Answer([.. "{\"error\":{\"message\":\"caf"u8, 0xE9, .. "\"}}"u8], HttpStatusCode.BadRequest, "application/json");

        Assert.Equal("caf\ufffd", (await bench.FailAsync<AIHubMixApiException>()).Error.Message);
    }

    [Theory]
    [InlineData(300, 300)]
    [InlineData(301, 301)]
    [InlineData(5000, 301)]
    public async Task ReadAsync_BodyThatIsNotJson_IsExcerptedAtThreeHundredCharacters(int length, int expected)
    {
        AIHubMixApiException exception = await FailAsync<AIHubMixApiException>(502, new string('x', length));

        Assert.Equal(expected, exception.Error.Message!.Length);
        Assert.Equal(length > 300, exception.Error.Message.EndsWith('…'));
    }

    private static async Task<TException> FailAsync<TException>(int status, string body)
        where TException : Exception
    {
        using Bench bench = Once();
        bench.Gateway.Answer(body, (HttpStatusCode)status);
        return await bench.FailAsync<TException>();
    }

    // Reading an error is the subject here, not what follows from it.
    private static Bench Once() => new(options => options with { Retry = RetryOptions.Never });

    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>A body whose first byte never comes, not even the stream it is read from.</summary>
    private sealed class LateContent : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) => Network.NeverAsync<Stream>(cancellationToken);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>Serves the letter x for as long as anybody reads.</summary>
    private sealed class EndlessStream : ReadOnlyStream
    {
        public long Served { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'x', offset, count);
            Served += count;
            return Served < 64 * 1024 * 1024 ? count : 0;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            Served += buffer.Length;
            return ValueTask.FromResult(Served < 64 * 1024 * 1024 ? buffer.Length : 0);
        }
    }

    private sealed class BrokenStream : ReadOnlyStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("The connection was reset.");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The connection was reset.");
    }

    [Fact]
    public async Task ReadAsync_TextThatIsNoUnicode_IsATypedException()
    {
        using var bench = Bench.Answering("""{"error":{"message":"cut \ud83e"}}""", HttpStatusCode.BadRequest);
        await bench.FailAsync<AIHubMixApiException>();
    }

    [Fact]
    public async Task ReadAsync_BodyWithAByteOrderMark_IsRead()
    {
        using var bench = new Bench();
        bench.Gateway.Answer([0xEF, 0xBB, 0xBF, .. """{"error":{"message":"no prompt"}}"""u8], HttpStatusCode.BadRequest, "application/json");
        Assert.Equal("no prompt", (await bench.FailAsync<AIHubMixApiException>()).Error.Message);
    }

    [Fact]
    public async Task ReadAsync_KeyEchoedByTheGateway_IsShownNowhere()
    {
        using var bench = Bench.Answering("{\"error\":{\"message\":\"Invalid token " + Bench.Key + "\",\"param\":\"" + Bench.Key + "\"}}", HttpStatusCode.Unauthorized);
        AuthenticationFailedException failure = await bench.FailAsync<AuthenticationFailedException>();
        Assert.DoesNotContain(Bench.Key, failure + failure.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("sk-***", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_EmptyCodeAndMessage_SaysThatNothingWasSaid()
    {
        using var bench = Bench.Answering("""{"error":{"message":"","type":"","code":""}}""", HttpStatusCode.BadGateway);
        AIHubMixApiException failure = await bench.FailAsync<AIHubMixApiException>();
        Assert.Contains("without saying why", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task ReadAsync_ErrorOfAPoll_SaysThatTheTaskIsPaidFor(int status)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("", (HttpStatusCode)status);
        AIHubMixException failure = (AIHubMixException)(await Record.ExceptionAsync(() => bench.GenerateAsync()))!;
        Assert.DoesNotContain("Nothing was billed", failure.Message, StringComparison.Ordinal);
        Assert.Contains("is paid for", failure.Message + failure.InnerException?.Message, StringComparison.Ordinal);
        Assert.Equal((BillingClass.Billed, "t1"), (failure.Billing, failure.TaskId));
        Assert.Equal("t1", bench.Client.ResumeTask(failure.TaskToken!).Id);
    }
}
