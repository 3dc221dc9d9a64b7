using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Errors;

/// <summary>What a failed purchase tells, for every form in which the gateway, or what stands before it, says no.</summary>
public sealed class AIHubMixExceptionTests
{
    private const string Answered = "The prediction request to 'bfl/flux-kontext-max' was answered with ";
    private const string Doubt = "It is not known whether the generation was started and billed. Look at the account's usage before sending it again.";
    private const string Tid = "2026010112000012345678901234567";

    [Theory]
    [InlineData(0, "m")]
    [InlineData(1, "m")]
    [InlineData(2, "m (2 attempts were made.)")]
    [InlineData(18, "m (18 attempts were made.)")]
    public void Message_Attempts_AreToldWhenThereWereSeveral(int attempts, string expected) =>
        Assert.Equal(expected, new AIHubMixException("m") { Attempts = attempts }.Message);

    [Fact]
    public void Constructor_Nothing_SaysThatTheOutcomeIsNotKnown()
    {
        var exception = new AIHubMixException("m");

        Assert.Equal((BillingClass.OutcomeUnknown, 0, null, null, null, null, null, null),
            (exception.Billing, exception.Attempts, exception.Model, exception.RequestId, exception.TaskId, exception.TaskToken, exception.IdempotencyKey, exception.RetryAfter));
    }

    // E1: a gateway error, without param and code.
    [Fact]
    public Task GatewayError_Unauthorized_TellsAll() => CheckAsync<AuthenticationFailedException>(
        401, $$$"""{"error":{"message":"no key provided (tid: {{{Tid}}})","type":"Aihubmix_api_error"}}""",
        new ApiError { StatusCode = HttpStatusCode.Unauthorized, Message = $"no key provided (tid: {Tid})", Type = "Aihubmix_api_error", TraceId = Tid },
        BillingClass.RefusedForGood,
        $"401 Unauthorized, no key provided (tid: {Tid}). Nothing was billed. Check the API key.");

    [Fact]
    public Task GatewayError_Quota_TellsAll() => CheckAsync<QuotaExceededException>(
        403, """{"error":{"message":"balance exhausted (request id: 20250501)","type":"Aihubmix_api_error","code":"insufficient_user_quota"}}""",
        new ApiError { StatusCode = HttpStatusCode.Forbidden, Message = "balance exhausted (request id: 20250501)", Type = "Aihubmix_api_error", Code = "insufficient_user_quota", TraceId = "20250501" },
        BillingClass.RefusedForGood,
        "403 Forbidden, insufficient_user_quota: balance exhausted (request id: 20250501). Nothing was billed. Top up the balance of the account.");

    [Fact]
    public Task GatewayError_UnknownModel_TellsAll() => CheckAsync<ModelUnavailableException>(
        503, """{"error":{"message":"incorrect model ID (tid: 1) (tid: 2)","type":"Aihubmix_api_error"}}""",
        new ApiError { StatusCode = HttpStatusCode.ServiceUnavailable, Message = "incorrect model ID (tid: 1) (tid: 2)", Type = "Aihubmix_api_error", TraceId = "1" },
        BillingClass.RefusedBeforeWork,
        "503 ServiceUnavailable, incorrect model ID (tid: 1) (tid: 2). Nothing was billed. Check the path of the model, or try again later when its vendor is busy.");

    // E2: an outer type.
    [Fact]
    public Task OuterType_ServerError_TellsAll() => CheckAsync<AIHubMixApiException>(
        500, """{"error":{"message":"get_adaptor_failed (tid: 1)","type":"Aihubmix_api_error"},"type":"error"}""",
        new ApiError { StatusCode = HttpStatusCode.InternalServerError, Message = "get_adaptor_failed (tid: 1)", Type = "Aihubmix_api_error", TraceId = "1" },
        BillingClass.OutcomeUnknown,
        $"500 InternalServerError, get_adaptor_failed (tid: 1). {Doubt}");

    // E3: an error of the vendor, passed on.
    [Theory]
    [InlineData("null", null)]
    [InlineData("\"bad_response_status_code\"", "bad_response_status_code")]
    [InlineData("400", "400")]
    [InlineData("-1.50", "-1.50")]
    public Task UpstreamError_Code_IsTextWhateverItsType(string code, string? text) => CheckAsync<AIHubMixApiException>(
        400, $$$"""{"error":{"message":"unsupported (tid: 1)","type":"upstream_error","param":"400","code":{{{code}}}}}""",
        new ApiError { StatusCode = HttpStatusCode.BadRequest, Message = "unsupported (tid: 1)", Type = "upstream_error", Param = "400", Code = text, TraceId = "1" },
        BillingClass.RefusedForGood,
        $"400 BadRequest, {(text is null ? "" : text + ": ")}unsupported (tid: 1). Nothing was billed. Correct the request.");

    [Fact]
    public Task UpstreamError_EmptyMembers_CountAsMissing() => CheckAsync<AIHubMixApiException>(
        422, """{"error":{"message":"no","type":"","param":"","code":null}}""",
        new ApiError { StatusCode = HttpStatusCode.UnprocessableEntity, Message = "no" },
        BillingClass.RefusedForGood,
        "422 UnprocessableEntity, no. Nothing was billed. Correct the request.");

    // E4: moderation, which is billed.
    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public Task Moderation_AnyStatus_TellsAll(int status) => CheckAsync<ModerationException>(
        status, """{"error":{"message":"Your request was rejected by the safety system.","type":"user_error","param":null,"code":"moderation_blocked"}}""",
        new ApiError { StatusCode = (HttpStatusCode)status, Message = "Your request was rejected by the safety system.", Type = "user_error", Code = "moderation_blocked" },
        BillingClass.Billed,
        $"{status} {(HttpStatusCode)status}, moderation_blocked: Your request was rejected by the safety system.. The vendor may bill for the attempt. Change the prompt or the picture.");

    // E6: a bare 429.
    [Fact]
    public Task Bare_TooManyRequests_TellsAll() => CheckAsync<RateLimitedException>(
        429, "",
        new ApiError { StatusCode = HttpStatusCode.TooManyRequests, RetryAfter = TimeSpan.FromSeconds(12) },
        BillingClass.RefusedBeforeWork,
        "429 TooManyRequests, without saying why. Nothing was billed. Try again later, or send less at a time.",
        ("Retry-After", "12"));

    // E7: no JSON.
    [Theory]
    [InlineData("<html><head><title>502 Bad Gateway</title></head></html>")]
    [InlineData("{\"error\":{\"message\":\"cut o")]
    [InlineData("upstream connect error")]
    public Task NoJson_BadGateway_ShowsTheBody(string body) => CheckAsync<AIHubMixApiException>(
        502, body,
        new ApiError { StatusCode = HttpStatusCode.BadGateway, Message = body },
        BillingClass.OutcomeUnknown,
        $"502 BadGateway, {body}. {Doubt}");

    [Fact]
    public Task NoBody_GatewayTimeout_TellsAll() => CheckAsync<AIHubMixApiException>(
        504, "",
        new ApiError { StatusCode = HttpStatusCode.GatewayTimeout },
        BillingClass.OutcomeUnknown,
        $"504 GatewayTimeout, without saying why. {Doubt}");

    // E7: an error under a status of success.
    [Fact]
    public Task SuccessWithAnError_Unknown_TellsAll() => CheckAsync<AIHubMixApiException>(
        200, """{"error":{"message":"upstream is down (tid: 77)","type":"upstream_error","code":500}}""",
        new ApiError { StatusCode = HttpStatusCode.OK, Message = "upstream is down (tid: 77)", Type = "upstream_error", Code = "500", TraceId = "77" },
        BillingClass.OutcomeUnknown,
        $"200 OK, 500: upstream is down (tid: 77). {Doubt}");

    [Fact]
    public async Task NetworkFailure_AnyMember_IsFilled()
    {
        using var bench = new Bench(options => options with { Retry = RetryOptions.Never });
        bench.Gateway.FailToConnect(new HttpRequestException("No such host."));

        ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>(new CallOptions { IdempotencyKey = "k1" });

        CheckMembers(exception, BillingClass.NeverDelivered, null, null);
        Assert.Equal("The prediction request to 'bfl/flux-kontext-max' failed: No such host. Nothing was billed.", exception.Message);
    }

    [Fact]
    public async Task Malformed_AnyMember_IsFilled()
    {
        using var bench = Bench.Answering("<html></html>", headers: ("x-aihubmix-request-id", "rid"));

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>(new CallOptions { IdempotencyKey = "k1" });

        CheckMembers(exception, BillingClass.Billed, "rid", null);
        Assert.Equal("<html></html>", exception.Excerpt);
        Assert.StartsWith("The prediction request to 'bfl/flux-kontext-max' was answered with 200, but the body is not JSON (", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            ": \"<html></html>\". The generation was most likely billed: look at the account's usage before sending it again.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvalidInput_AnyMember_SaysThatNothingWasSent()
    {
        using var bench = new Bench();

        InvalidInputException exception = await Assert.ThrowsAsync<InvalidInputException>(() => bench.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "" }));

        Assert.Equal((BillingClass.NeverDelivered, 0, "bfl/flux-kontext-max", null), (exception.Billing, exception.Attempts, exception.Model, exception.RequestId));
    }

    [Fact]
    public void InvalidInput_Message_HasALineForEachViolation()
    {
        var exception = new InvalidInputException("a/b", [new InputViolation("$.input.n", "0", "must be at least 1", "s"), new InputViolation("$.input.prompt", null, "is required", "s")]);

        Assert.Equal(
            ["The input for 'a/b' breaks 2 rules; nothing was sent:", $"  {exception.Violations[0]}", $"  {exception.Violations[1]}",
                "If the model has moved on since this package, set AIHubMixClientOptions.ValidateInput to false."],
            exception.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void InvalidInput_NoViolations_IsRefused() => Assert.Throws<ArgumentNullException>("violations", () => new InvalidInputException("a/b", null!));

    [Fact]
    public void Malformed_MadeByHand_HasAnEmptyExcerpt() => Assert.Equal("", new MalformedResponseException("m").Excerpt);

    private static async Task CheckAsync<TException>(int status, string body, ApiError error, BillingClass billing, string message, params (string Name, string Value)[] headers)
        where TException : AIHubMixApiException
    {
        foreach (string name in (string[])["x-aihubmix-request-id", "X-Request-Id"])
        {
            using var bench = new Bench(options => options with { Retry = RetryOptions.Never });
            bench.Gateway.Answer(body, (HttpStatusCode)status, headers: [(name, "rid"), .. headers]);

            TException exception = await bench.FailAsync<TException>(new CallOptions { IdempotencyKey = "k1" });

            Assert.Equal(error, exception.Error);
            Assert.Equal(error.StatusCode, exception.StatusCode);
            CheckMembers(exception, billing, "rid", error.RetryAfter);
            Assert.Equal(Answered + message, exception.Message);
            Assert.Null(exception.InnerException);
        }
    }

    private static void CheckMembers(AIHubMixException exception, BillingClass billing, string? requestId, TimeSpan? retryAfter) => Assert.Equal(
        (billing, 1, "bfl/flux-kontext-max", requestId, null, null, "k1", retryAfter),
        (exception.Billing, exception.Attempts, exception.Model, exception.RequestId, exception.TaskId, exception.TaskToken, exception.IdempotencyKey, exception.RetryAfter));
}
