using System.Diagnostics;
using System.Net;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Results;

/// <summary>Fetches the pictures of one result from their URLs.</summary>
internal sealed class ImageDownloader(ClientCore core, CallSettings settings, GatewayRequest request, string? requestId)
{
    private readonly ActivityContext _origin = Activity.Current?.Context ?? default;
    private readonly DateTimeOffset _answered = settings.Time.GetUtcNow();

    /// <summary>When the URLs of the result are expected to stop working; null where that is not known of the model.</summary>
    public DateTimeOffset? UrlsExpireAt => _answered + request.Maker.ExpectedUrlLifetime;

    /// <summary>The path of the model that made the pictures.</summary>
    public string Model => request.Model;

    /// <summary>What collects the task that made the pictures; null when they came with the first answer.</summary>
    public string? TaskToken => request.Token?.Write();

    public async Task<ReadOnlyMemory<byte>> DownloadAsync(Uri url, CancellationToken cancellationToken)
    {
        DownloadStream download = Begin(url);
        ImageStream picture = await ImageStream.OpenAsync(download, 1, url, null, cancellationToken).ConfigureAwait(false);
        await using (picture.ConfigureAwait(false))
        {
            using var buffer = new PictureBuffer(download.Announced);
            await buffer.ReadToEndAsync(picture, cancellationToken).ConfigureAwait(false);
            return buffer.ToArrayAndReturn();
        }
    }

    /// <summary>Connects, and hands out the picture once its first bytes are known to be those of one.</summary>
    public async Task<ImageStream> OpenAsync(Uri url, int number, string? declaredType, CancellationToken cancellationToken) =>
        await ImageStream.OpenAsync(Begin(url), number, url, declaredType, cancellationToken).ConfigureAwait(false);

    // The query of a result URL is its signature.
    public static string Shown(Uri url) => url.GetLeftPart(UriPartial.Path);

    public ImageDownloadException Failure(Uri url, HttpStatusCode? status, string what, Exception? cause = null) =>
        Describe(new ImageDownloadException($"The picture at {Shown(url)} {what}", cause) { Url = url, StatusCode = status });

    public ImageDownloadException Refused(Uri url, HttpResponseMessage response)
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

    private ImageDownloadException Describe(ImageDownloadException failure) => request.Describe(failure, BillingClass.Billed, requestId);

    private DownloadStream Begin(Uri url) => new(core, settings, this, url, core.Telemetry.Start("download", request.Model, url, _origin));
}
