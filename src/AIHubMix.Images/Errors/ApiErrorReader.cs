using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Errors;

/// <summary>Turns an error answer of the gateway, in whatever form, into the exception that stands for it.</summary>
internal sealed partial class ApiErrorReader(GatewayTransport transport, TimeProvider time)
{
    private const int LongestBody = 64 * 1024;
    private const int LongestExcerpt = 300;
    private const int BytesOfExcerpt = 2048;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task<AIHubMixApiException> ReadAsync(HttpResponseMessage response, GatewayRequest request, CancellationToken cancellationToken)
    {
        string body = await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false);
        JsonElement json = default;
        try
        {
            using var document = JsonDocument.Parse(body);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Not JSON, or cut off: the excerpt of the body has to do.
        }

        return Create(json, body, response, request);
    }

    public AIHubMixApiException Create(JsonElement json, string body, HttpResponseMessage response, GatewayRequest request)
    {
        ErrorDetail detail = json.ValueKind == JsonValueKind.Object && ErrorResponse.FromJson(json).Error is { } found ? found : new ErrorDetail();
        var error = new ApiError
        {
            StatusCode = response.StatusCode,
            Message = Shown(detail.Message) ?? (body.Length == 0 || detail.Message is not null ? null : ExcerptOf(body)),
            Type = Shown(detail.Type),
            Code = detail.Code is { } code ? Shown(LenientJson.AsText(code)) : null,
            Param = Shown(detail.Param),
            TraceId = TraceId().Match(detail.Message ?? "") is { Success: true } match ? match.Groups[1].Value : null,
            RetryAfter = RetryAfterOf(response, time),
        };
        BillingClass billing = request.Purchases ? BillingTable.Of(error.StatusCode, error.Code) : BillingClass.Billed;
        AIHubMixApiException exception = ToException(error, request, billing);
        exception.RetryAfter = error.RetryAfter;
        return request.Describe(exception, billing, GatewayTransport.RequestIdOf(response));
    }

    /// <summary>What an answer stands for whose status is a success and whose body is of no known form.</summary>
    public MalformedResponseException CreateMalformed(
        HttpResponseMessage response, GatewayRequest request, ReadOnlySpan<byte> body, string what, Exception? cause = null, long? offset = null)
    {
        string excerpt = ExcerptOf(Encoding.UTF8.GetString(body[..Math.Min(body.Length, BytesOfExcerpt)]));
        string cost = request.Purchases
            ? "The generation was most likely billed: look at the account's usage before sending it again."
            : "The task is paid for: its result can be collected later by its token.";
        return request.Describe(
            new MalformedResponseException($"{request.Description} was answered with {(int)response.StatusCode}, but the body {what}: \"{excerpt}\". {cost}", cause)
            {
                Excerpt = excerpt,
                Offset = offset,
            },
            BillingClass.Billed,
            GatewayTransport.RequestIdOf(response));
    }

    /// <summary>The time that the answer asks to wait, whether it gives seconds or a date; null when it asks for none.</summary>
    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The beginning of a body, fit to be shown.</summary>
    public string ExcerptOf(string body)
    {
        // Cutting comes last: it would make a part of the key unrecognizable.
        string redacted = transport.Redact(body);
        return redacted.Length <= LongestExcerpt ? redacted : string.Concat(redacted.AsSpan(0, LongestExcerpt), "…");
    }

    private static AIHubMixApiException ToException(ApiError error, GatewayRequest request, BillingClass billing) => (error.StatusCode, error.Code) switch
    {
        (_, "moderation_blocked") => new ModerationException(
            Message(error, request, billing, "The vendor may bill for the attempt. Change the prompt or the picture."), error),
        (HttpStatusCode.Unauthorized, _) => new AuthenticationFailedException(
            Message(error, request, billing, "Check the API key."), error),
        (_, "insufficient_user_quota") => new QuotaExceededException(
            Message(error, request, billing, "Top up the balance of the account."), error),
        (HttpStatusCode.TooManyRequests, _) => new RateLimitedException(
            Message(error, request, billing, "Try again later, or send less at a time."), error),
        (HttpStatusCode.ServiceUnavailable, _) => new ModelUnavailableException(
            Message(error, request, billing, request.Purchases ? "Check the path of the model, or try again later when its vendor is busy." : "Try again later."), error),
        (>= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError, _) => new AIHubMixApiException(
            Message(error, request, billing, request.Purchases ? "Correct the request." : "Check the id of the task."), error),
        _ => new AIHubMixApiException(
            Message(error, request, billing, request.Purchases ? "Look at the account's usage before sending it again." : "Try again later."), error),
    };

    private static string Message(ApiError error, GatewayRequest request, BillingClass billing, string advice)
    {
        string why = (error.Code, error.Message) switch
        {
            ({ } code, { } message) => $"{code}: {message}",
            (null, null) => "without saying why",
            _ => error.Code ?? error.Message!,
        };
        string cost = (request.Purchases, billing) switch
        {
            (false, _) when error.Code != "moderation_blocked" => "The task is paid for, and reading it costs nothing. ",
            (_, BillingClass.Billed) => "",
            (_, BillingClass.OutcomeUnknown) => "It is not known whether the generation was started and billed. ",
            _ => "Nothing was billed. ",
        };
        return $"{request.Description} was answered with {(int)error.StatusCode} {error.StatusCode}, {why}. {cost}{advice}";
    }

    private string? Shown(string? text) => string.IsNullOrEmpty(text) ? null : transport.Redact(text);

    // The status is the news, and it is told whatever becomes of the body, the end of the call included.
    private async Task<string> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        ResponseBody body = await ResponseBody.ReadWhatComesAsync(response, LongestBody, either.Token).ConfigureAwait(false);
        return Encoding.UTF8.GetString(body.Bytes.Span).TrimStart('\uFEFF');
    }

    [GeneratedRegex(@"\((?:tid|request id):\s*([^)\s]+)\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex TraceId();
}
