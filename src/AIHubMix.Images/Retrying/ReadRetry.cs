using System.Net;

namespace AIHubMix.Images.Retrying;

/// <summary>The attempts to read something that is already paid for. The deadline of the call ends them.</summary>
internal sealed class ReadRetry(RetryOptions options, Func<double> randomizer) : RetryState(options, randomizer)
{
    private int _malformed;

    public override void Reset()
    {
        base.Reset();
        _malformed = 0;
    }

    protected override bool Allows(AIHubMixException failure) => failure switch
    {
        ConnectionFailedException => failure.InnerException is not ObjectDisposedException,
        AIHubMixApiException error => MayPass(error.StatusCode),
        ImageExpiredException => false,
        ImageDownloadException { StatusCode: null, InnerException: not null } => true,
        ImageDownloadException { StatusCode: { } status } when status != HttpStatusCode.OK => MayPass(status),
        ImageDownloadException { StatusCode: HttpStatusCode.OK } or MalformedResponseException => _malformed++ < RetryOptions.MaxMalformedReadRetries,
        _ => false,
    };

    private static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
