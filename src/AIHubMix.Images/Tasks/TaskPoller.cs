using AIHubMix.Images.Errors;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Tasks;

#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose of.
/// <summary>Looks at one task for all who wait for it: one request at a time, and what one of them sees the others see.</summary>
internal sealed class TaskPoller(ClientCore core, CallSettings settings, GatewayRequest request, long accepted)
{
#pragma warning restore CA1001
    /// <summary>How long one request may take.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);
    private TaskSighting? _last;
    private int _polls;

    /// <summary>The task as it was seen last; null before the first look.</summary>
    public TaskSighting? Last => Volatile.Read(ref _last);

    /// <summary>How often the task was looked at.</summary>
    public int Polls => Volatile.Read(ref _polls);

    /// <summary>Waits for the next look of the schedule, whoever takes it.</summary>
    /// <param name="seen">The last sighting that the caller knows; the result is a later one.</param>
    /// <param name="retry">The caller's attempts to read.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<TaskSighting> NextAsync(TaskSighting? seen, ReadRetry retry, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskSighting? last = Last;
            if (last is not null && last != seen)
            {
                return last;
            }

            TimeSpan delay = NextDelay(last);
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, settings.Time, cancellationToken).ConfigureAwait(false);
            }

            if (await LookAsync(last, retry, cancellationToken).ConfigureAwait(false) is { } sighting)
            {
                return sighting;
            }
        }
    }

    /// <summary>Looks at the task at once.</summary>
    public async Task<TaskSighting> NowAsync(ReadRetry retry, CancellationToken cancellationToken) =>
        await LookAsync(Last, retry, cancellationToken).ConfigureAwait(false) ?? Last!;

    // Null when somebody else has looked in the meantime.
    private async Task<TaskSighting?> LookAsync(TaskSighting? last, ReadRetry retry, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Last != last)
            {
                return null;
            }

            TaskSighting sighting = await core.Retrier.RunAsync(retry, static (poller, token) => poller.FetchAsync(token), this, cancellationToken).ConfigureAwait(false);
            retry.Reset();
            Volatile.Write(ref _last, sighting);
            return sighting;
        }
        finally
        {
            _turn.Release();
        }
    }

    private TimeSpan NextDelay(TaskSighting? last)
    {
        long from = last?.At ?? accepted;
        TimeSpan delay = settings.Client.PollingSchedule.NextDelay(new PollingState(
            last is null ? 0 : Polls, settings.Time.GetElapsedTime(accepted, from), last?.RetryAfter, settings.Client.Randomizer()));

        // A schedule of the caller's may answer anything; no call lasts longer than a day.
        return TimeSpan.FromTicks(Math.Clamp(delay.Ticks, 0, TimeSpan.TicksPerDay)) - settings.Time.GetElapsedTime(from);
    }

    private async ValueTask<TaskSighting> FetchAsync(CancellationToken cancellationToken)
    {
        int poll = Interlocked.Increment(ref _polls);
        using var timeout = new CancellationTokenSource(LongestRequest, settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        string? requestId = null;
        try
        {
            using HttpResponseMessage response = await core.Transport.GetTaskAsync(request, settings, either.Token).ConfigureAwait(false);
            requestId = GatewayTransport.RequestIdOf(response);
            TaskSighting sighting = await core.Tasks.ReadAsync(response, request, either.Token).ConfigureAwait(false);
            core.Telemetry.Polled(request, sighting.Task, poll);
            return sighting with { At = settings.Time.GetTimestamp(), RetryAfter = ApiErrorReader.RetryAfterOf(response, settings.Time) };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"no answer within {LongestRequest.TotalSeconds:0} seconds.", exception);
        }
        catch (RequestNotSentException exception)
        {
            throw request.Describe(
                new RequestNotSentException(
                    $"{request.Description} was not sent: {exception.Message} The task is paid for: wait for it again, or collect it later by its token.", exception.InnerException),
                BillingClass.Billed,
                requestId);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ObjectDisposedException)
        {
            throw Failed(exception.Message, exception);
        }

        ConnectionFailedException Failed(string why, Exception cause) => request.Describe(
            new ConnectionFailedException($"{request.Description} failed: {why} The task is paid for: wait for it again, or collect it later by its token.", cause),
            BillingClass.Billed,
            requestId);
    }
}
