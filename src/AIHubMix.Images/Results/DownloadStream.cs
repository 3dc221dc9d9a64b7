using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Numerics;
using System.Runtime.CompilerServices;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Telemetry;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Results;

/// <summary>The bytes behind a result URL, from first to last: where the connection breaks it connects again and goes on from there.</summary>
/// <remarks>The first read must offer room for the header of a picture. The deadline counts the time spent in reads, not the time between them.</remarks>
internal sealed class DownloadStream(ClientCore core, CallSettings settings, ImageDownloader downloader, Uri url, OperationSpan span) : ForwardStream
{
    private const int SkippedAtOnce = 64 * 1024;

    private readonly ReadRetry _retry = new(settings.Retry, settings.Client.Randomizer);
    private Version _version;
    private int _position;
    private uint _checksum;
    private bool _isAtEnd;
    private Exception? _failure;
    private bool _isConcluded;
    private bool _isDisposed;

    // The time spent in the reads before this one, and when this one began.
    private TimeSpan _waited;
    private long _waitingSince;

    // The connection; a slot of the client's downloads is held for as long as there is a source of its end.
    private CancellationTokenSource? _silence;
    private HttpResponseMessage? _response;
    private Stream? _body;

    /// <summary>The length that the server announced, at most the largest that is taken; null when it announced none. Known after the first read.</summary>
    public int? Announced => (int?)_version.Length;

    private TimeSpan Remaining => settings.Deadline - _waited - settings.Time.GetElapsedTime(_waitingSince);

    private TimeSpan Patience => Remaining is var remaining && remaining <= TimeSpan.Zero ? TimeSpan.Zero : remaining < PatientStream.LongestSilence ? remaining : PatientStream.LongestSilence;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isAtEnd || buffer.IsEmpty)
        {
            return 0;
        }

        _waitingSince = settings.Time.GetTimestamp();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = _body is null
                ? await ResumeAsync(buffer, cancellationToken).ConfigureAwait(false)
                : await GoOnAsync(buffer, cancellationToken).ConfigureAwait(false);
            _failure = null;
            _position += count;
            _checksum = Checksum(_checksum, buffer.Span[..count]);
            if (count == 0)
            {
                _isAtEnd = true;
                Disconnect();
                Conclude();
            }
            else
            {
                _retry.RestartDelays();
            }

            return count;
        }
        catch (OperationCanceledException exception)
        {
            throw _failure = cancellationToken.IsCancellationRequested ? new OperationCanceledException(exception.Message, exception, cancellationToken) : OutOfTime(exception);
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
        finally
        {
            _waited += settings.Time.GetElapsedTime(_waitingSince);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        Disconnect();
        Conclude();
        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> GoOnAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await AttemptAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageDownloadException failure)
        {
            _retry.Fail(failure);
        }

        return await ResumeAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> ResumeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Activity.Current = span.Activity ?? Activity.Current;
        using var deadline = new Deadline(Remaining > TimeSpan.Zero ? Remaining : TimeSpan.Zero, settings.Time, cancellationToken);
        return await core.Retrier.RunAsync(
            _retry, static (call, token) => call.Stream.AttemptAsync(call.Buffer, token), (Stream: this, Buffer: buffer), deadline.Token).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AttemptAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_silence is null)
        {
            await core.Downloads.WaitAsync(cancellationToken).ConfigureAwait(false);
            _silence = new CancellationTokenSource(Patience, settings.Time);
        }

        CancellationTokenSource silence = _silence;
        int count = 0;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), silence))
            {
                if (_body is null)
                {
                    await ConnectAsync(silence).ConfigureAwait(false);
                }

                int last;
                bool isPicture = _position > 0;
                do
                {
                    CancelAfter(silence, Patience);
                    last = await _body!.ReadAsync(buffer[count..], silence.Token).ConfigureAwait(false);
                    count += last;
                    if ((long)_position + count > settings.Client.MaxDownloadBytes)
                    {
                        throw downloader.Failure(url, null, $"has more than {settings.Client.MaxDownloadBytes} bytes; no more are taken.");
                    }

                    isPicture = isPicture || ImageHeader.TryRead(buffer.Span[..count], out _);
                }
                while (!isPicture && last > 0 && count < buffer.Length);

                CancelAfter(silence, Timeout.InfiniteTimeSpan);
                return isPicture ? count : throw NoPicture(last == 0 ? $"{count}" : $"at least {count}");
            }
        }
        catch (Exception exception)
        {
            bool isSilent = silence.IsCancellationRequested;
            bool hasBody = _body is not null;
            Disconnect();
            if (exception is not ImageDownloadException && Translate(exception, isSilent, hasBody, count, cancellationToken) is { } failure)
            {
                throw failure;
            }

            throw;
        }
    }

    private async Task ConnectAsync(CancellationTokenSource silence)
    {
        RangeConditionHeaderValue? validator = _position > 0 ? _version.Validator : null;
        _response = await core.Transport.GetImageAsync(url, downloader.Model, _position, validator, silence.Token).ConfigureAwait(false);
        int missing = 0;
        if (validator is null || !_version.IsRest(_response, _position))
        {
            if (validator is not null && _response.StatusCode is HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // Another part than asked for: the whole tells whether the picture has changed or the server cannot count.
                _response.Dispose();
                _response = await core.Transport.GetImageAsync(url, downloader.Model, 0, null, silence.Token).ConfigureAwait(false);
            }

            if (!_response.IsSuccessStatusCode)
            {
                throw downloader.Refused(url, _response);
            }

            var version = Version.Of(_response);
            if (version.Length > settings.Client.MaxDownloadBytes)
            {
                throw downloader.Failure(url, null, $"has {version.Length} bytes; at most {settings.Client.MaxDownloadBytes} are taken.");
            }

            if (_position == 0)
            {
                _version = version;
            }
            else if (version.IsOtherThan(_version))
            {
                throw Changed();
            }

            missing = _position;
        }

        Stream body = await _response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        _body = body;
        if (missing > 0)
        {
            await SkipAsync(body, missing, silence).ConfigureAwait(false);
        }
    }

    private async Task SkipAsync(Stream body, int count, CancellationTokenSource silence)
    {
        byte[] skipped = ArrayPool<byte>.Shared.Rent(SkippedAtOnce);
        uint checksum = 0;
        try
        {
            while (count > 0)
            {
                CancelAfter(silence, Patience);
                int read = await body.ReadAsync(skipped.AsMemory(0, Math.Min(count, skipped.Length)), silence.Token).ConfigureAwait(false);
                count -= read > 0 ? read : throw Changed();
                checksum = Checksum(checksum, skipped.AsSpan(0, read));
            }

            if (checksum != _checksum)
            {
                throw Changed();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(skipped);
        }
    }

    // Null when the exception can stay as it is.
    private Exception? Translate(Exception exception, bool isSilent, bool hasBody, int count, CancellationToken cancellationToken)
    {
        if (_isDisposed)
        {
            return new ObjectDisposedException(nameof(ImageStream), exception);
        }

        if (cancellationToken.IsCancellationRequested || (isSilent && Remaining <= TimeSpan.Zero))
        {
            return exception is OperationCanceledException ? null : new OperationCanceledException(exception.Message, exception);
        }

        if (isSilent)
        {
            return downloader.Failure(url, null, $"could not be fetched: nothing came for {PatientStream.LongestSilence.TotalSeconds:0} seconds. Try it again before the URL expires.", exception);
        }

        if ((exception as PrivateRedirectException ?? exception.InnerException as PrivateRedirectException) is { } redirect)
        {
            return downloader.Failure(
                url, null, $"could not be fetched: it redirects to {ImageDownloader.Shown(redirect.Target)}, which is in a private network. "
                + $"If it is meant to, set {nameof(AIHubMixClientOptions)}.{nameof(AIHubMixClientOptions.AllowPrivateRedirects)}.");
        }

        if (hasBody)
        {
            return downloader.Failure(url, null, $"broke off after {_position + count} bytes: {exception.Message} Try it again before the URL expires.", exception);
        }

        return exception switch
        {
            ObjectDisposedException => downloader.Failure(url, null, "could not be fetched: the client is closed. Fetch it with another before the URL expires."),
            HttpRequestException or IOException => downloader.Failure(url, null, $"could not be fetched: {exception.Message} Try it again before the URL expires.", exception),
            _ => null,
        };
    }

    private ImageDownloadException OutOfTime(OperationCanceledException exception)
    {
        ImageDownloadException failure = downloader.Failure(
            url, null, $"was not fetched within {settings.Deadline}. Try it again before the URL expires.", _retry.LastFailure ?? (Exception)exception);
        failure.Attempts = _retry.Attempts;
        return failure;
    }

    private ImageDownloadException NoPicture(string length) =>
        downloader.Failure(url, _response!.StatusCode, $"is no picture: {length} bytes of {_response.Content.Headers.ContentType?.MediaType ?? "unknown type"}.");

    private ImageDownloadException Changed() =>
        downloader.Failure(url, _response!.StatusCode, $"has changed since its first {_position} bytes were read. Fetch it again from the beginning before the URL expires.");

    // The same for the same bytes, in whatever pieces they come.
    private static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte rest in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, rest);
        }

        return checksum;
    }

    private void Disconnect()
    {
        if (Interlocked.Exchange(ref _silence, null) is { } silence)
        {
            _body?.Dispose();
            _body = null;
            _response?.Dispose();
            _response = null;
            silence.Dispose();
            core.Downloads.Release();
        }
    }

    private void Conclude()
    {
        if (_isConcluded)
        {
            return;
        }

        _isConcluded = true;
        if (_isAtEnd)
        {
            span.Downloaded(_position, _retry.Attempts);
        }
        else if (_failure is not null)
        {
            span.Fail(_failure);
        }

        // Ending an activity makes the one before it current, also for a caller who has gone on to another.
        Activity? current = Activity.Current;
        span.Dispose();
        Activity.Current = current;
    }

    /// <summary>What an answer says about the picture, to tell it from another at the same URL.</summary>
    private readonly record struct Version(EntityTagHeaderValue? Tag, DateTimeOffset? Modified, long? Length)
    {
        /// <summary>What lets a server send the rest of just this picture. Where the length is not known the body may have been compressed, and positions in it mean something else.</summary>
        public RangeConditionHeaderValue? Validator =>
            Length is null ? null
            : Tag is { IsWeak: false } ? new RangeConditionHeaderValue(Tag)
            : Modified is { } modified ? new RangeConditionHeaderValue(modified)
            : null;

        public static Version Of(HttpResponseMessage whole) => new(whole.Headers.ETag, whole.Content.Headers.LastModified, whole.Content.Headers.ContentLength);

        public bool IsOtherThan(Version version) =>
            (Length is not null && version.Length is not null && Length != version.Length)
            || (Tag is not null && version.Tag is not null ? Tag.Tag != version.Tag.Tag : Modified is not null && version.Modified is not null && Modified != version.Modified);

        public bool IsRest(HttpResponseMessage response, int from) =>
            response is { StatusCode: HttpStatusCode.PartialContent, Content.Headers.ContentRange: { Unit: "bytes" } range }
            && range.From == from && range.To == Length - 1 && range.Length == Length && response.Content.Headers.ContentLength == Length - from
            && !Of(response).IsOtherThan(this with { Length = null });
    }
}
