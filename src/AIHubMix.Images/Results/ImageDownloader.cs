using System.Diagnostics;
using System.Net;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Telemetry;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Results;

/// <summary>Fetches the pictures of one result from their URLs.</summary>
internal sealed class ImageDownloader(ClientCore core, CallSettings settings, GatewayRequest request, string? requestId)
{
    private readonly ActivityContext _origin = Activity.Current?.Context ?? default;

    private const int LargestImage = 256 * 1024 * 1024;

    /// <summary>How long one attempt waits for the answer, and for each part of it.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    public async Task<ReadOnlyMemory<byte>> DownloadAsync(Uri url, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(settings.Deadline, settings.Time, cancellationToken);
        var retry = new ReadRetry(settings.Retry, settings.Client.Randomizer);
        using OperationSpan span = core.Telemetry.Start("download", request.Model, url, _origin);
        try
        {
            ReadOnlyMemory<byte> bytes = await core.Retrier.RunAsync(retry, AttemptAsync, url, deadline.Token).ConfigureAwait(false);
            span.Downloaded(bytes.Length, retry.Attempts);
            return bytes;
        }
        catch (OperationCanceledException exception) when (deadline.IsCancelledByCaller)
        {
            span.Fail(exception);
            throw new OperationCanceledException(exception.Message, exception, deadline.Caller);
        }
        catch (OperationCanceledException exception) when (deadline.HasPassed)
        {
            ImageDownloadException failure = Failure(url, null, $"was not fetched within {deadline.Length}. Try it again before the URL expires.", retry.LastFailure ?? (Exception)exception);
            failure.Attempts = retry.Attempts;
            span.Fail(failure);
            throw failure;
        }
        catch (AIHubMixException exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    private async Task<ReadOnlyMemory<byte>> AttemptAsync(Uri url, CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(LongestSilence, settings.Time);
        using CancellationTokenRegistration link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), silence);
        try
        {
            using HttpResponseMessage response = await core.Transport.GetImageAsync(url, silence.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await ReadAsync(url, response, silence).ConfigureAwait(false)
                : throw Refused(url, response);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(url, null, $"could not be fetched: nothing came for {LongestSilence.TotalSeconds:0} seconds. Try it again before the URL expires.", exception);
        }
        catch (ObjectDisposedException)
        {
            throw Failure(url, null, "could not be fetched: the client is closed. Fetch it with another before the URL expires.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Failure(url, null, $"could not be fetched: {exception.Message} Try it again before the URL expires.", exception);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Uri url, HttpResponseMessage response, CancellationTokenSource silence)
    {
        if (response.Content.Headers.ContentLength > LargestImage)
        {
            throw Failure(url, null, $"has {response.Content.Headers.ContentLength} bytes; at most {LargestImage} are taken.");
        }

#pragma warning disable RS0030 // The source was made with the clock.
        ResponseBody body = await ResponseBody.ReadAsync(response, LargestImage, silence.Token, () => silence.CancelAfter(LongestSilence)).ConfigureAwait(false);
#pragma warning restore RS0030
        if (body.IsTooLarge)
        {
            throw Failure(url, null, $"has more than {LargestImage} bytes; no more are taken.");
        }

        if (body.BrokenBy is { } broken)
        {
            throw Failure(url, null, $"broke off after {body.Bytes.Length} bytes: {broken.Message} Try it again before the URL expires.", broken);
        }

        return ImageHeader.TryRead(body.Bytes.Span, out _)
            ? body.Bytes
            : throw Failure(url, response.StatusCode, $"is no picture: {body.Bytes.Length} bytes of {response.Content.Headers.ContentType?.MediaType ?? "unknown type"}.");
    }

    private ImageDownloadException Refused(Uri url, HttpResponseMessage response)
    {
        string status = $"{(int)response.StatusCode} {response.StatusCode}";
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            string advice = request.TaskId is null
                ? "The URL has most likely expired; pictures must be saved soon after they are made."
                : "The URL has most likely expired: collect the task again by its token, which may name a fresh one.";
            return Describe(new ImageExpiredException($"The picture at {Shown(url)} was answered with {status}. {advice}") { Url = url, StatusCode = response.StatusCode });
        }

        ImageDownloadException failure = Failure(url, response.StatusCode, $"was answered with {status}. Try it again before the URL expires.");
        failure.RetryAfter = ApiErrorReader.RetryAfterOf(response, settings.Time);
        return failure;
    }

    private ImageDownloadException Failure(Uri url, HttpStatusCode? status, string what, Exception? cause = null) =>
        Describe(new ImageDownloadException($"The picture at {Shown(url)} {what}", cause) { Url = url, StatusCode = status });

    private ImageDownloadException Describe(ImageDownloadException failure) => request.Describe(failure, BillingClass.Billed, requestId);

    // The query of a result URL is its signature.
    private static string Shown(Uri url) => url.GetLeftPart(UriPartial.Path);
}
