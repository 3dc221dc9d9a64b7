using System.Diagnostics;
using System.Runtime.CompilerServices;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Results;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Telemetry;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images;

/// <summary>A generation that the gateway has accepted. Its result can be waited for, by many callers and many times, in this process or another.</summary>
/// <remarks>Safe to use from several threads; those who wait at the same time share the requests. Cancelling a wait, or closing the client, ends the waiting,
/// never the generation, which is paid for.</remarks>
public sealed class ImageTask
{
    private readonly ClientCore _core;
    private readonly CallSettings _settings;
    private readonly long _started;
    private readonly ActivityContext _origin;
    private readonly GatewayRequest? _request;
    private readonly TaskPoller? _poller;

    /// <param name="core">The parts of the client.</param>
    /// <param name="settings">What is in force for the waits.</param>
    /// <param name="model">The model that makes the pictures.</param>
    /// <param name="answer">What the gateway answered to the prediction.</param>
    /// <param name="accepted">When the task was accepted; null when that is not known.</param>
    /// <param name="started">When the prediction was sent, as a timestamp; null when another process did so, for which the acceptance has to stand.</param>
    internal ImageTask(ClientCore core, CallSettings settings, ImageModel model, ImageResult answer, DateTimeOffset? accepted, long? started = null)
    {
        TimeSpan age = accepted is { } since && settings.Time.GetUtcNow() - since is { Ticks: > 0 } elapsed ? elapsed : TimeSpan.Zero;
        long acceptance = settings.Time.GetTimestamp() - (long)(age.TotalSeconds * settings.Time.TimestampFrequency);
        _core = core;
        _settings = settings;
        Answer = answer;
        _started = started ?? acceptance;
        _origin = Activity.Current?.Context ?? default;
        if (answer.TaskId is { } id)
        {
            _request = GatewayRequest.Task(model, new TaskToken(id, answer.Model, answer.RequestId, answer.RequestedCount, accepted, answer.FurtherTaskIds));
            _poller = new TaskPoller(core, settings, _request, acceptance);
        }
    }

    /// <summary>The id of the task, to keep before anything else is done; null when the model answered with the pictures themselves.</summary>
    public string? Id => Answer.TaskId;

    /// <summary>Ids of further tasks that the same answer named. No known model does so; <see cref="AIHubMixClient.ResumeTask(ImageModel, string, CallOptions?)"/> collects each.</summary>
    public IReadOnlyList<string> FurtherIds => Answer.FurtherTaskIds;

    /// <summary>The path of the model.</summary>
    public string Model => Answer.Model;

    /// <summary>The gateway's id of the request that was billed; null when it sent none.</summary>
    public string? RequestId => Answer.RequestId;

    /// <summary>What the gateway answered to the prediction.</summary>
    internal ImageResult Answer { get; }

    /// <summary>What another process needs to collect the result with <see cref="AIHubMixClient.ResumeTask(string, CallOptions?)"/>.</summary>
    /// <returns>About 200 characters that fit into a URL, with neither the key nor a host; null when the model answered with the pictures themselves.</returns>
    public string? ToToken() => _request?.Token!.Write();

    /// <summary>Waits until the pictures are there.</summary>
    /// <param name="progress">Told of the task as it was seen, whenever that has changed. Never called when the model answered with the pictures themselves.</param>
    /// <param name="cancellationToken">Ends the waiting promptly; the task goes on.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The task ended without a picture.</exception>
    /// <exception cref="GenerationTimeoutException">The deadline passed; the task can still be waited for.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled; the task can still be waited for.</exception>
    /// <exception cref="AIHubMixApiException">The gateway answered with an error that does not pass.</exception>
    /// <exception cref="MalformedResponseException">The gateway's answers were no tasks.</exception>
    public async Task<ImageResult> WaitAsync(IProgress<PredictionTask>? progress = null, CancellationToken cancellationToken = default)
    {
        if (_poller is null)
        {
            return Answer;
        }

        using OperationSpan span = _core.Telemetry.Start("wait", Model, _settings.Client.TasksEndpoint, _origin);
        try
        {
            using var deadline = new Deadline(_settings.Deadline, _settings.Time, cancellationToken);
            ImageResult result = await WaitAsync(progress, deadline).ConfigureAwait(false);
            span.End(result);
            return result;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    /// <summary>Follows the task: yields it as it was seen, whenever that has changed, until it is over. Yields nothing when the model answered with the pictures themselves.</summary>
    /// <remarks>A task that failed is yielded like any other, as the last one; <see cref="WaitAsync(IProgress{PredictionTask}?, CancellationToken)"/> judges it.</remarks>
    /// <param name="cancellationToken">Ends the watching promptly; the task goes on.</param>
    /// <returns>The states of the task.</returns>
    /// <exception cref="AIHubMixException">As with waiting, the failure of the task itself aside.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled; the task can still be waited for.</exception>
    public async IAsyncEnumerable<PredictionTask> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (_poller is null)
        {
            yield break;
        }

        using var deadline = new Deadline(_settings.Deadline, _settings.Time, cancellationToken);
        ReadRetry retry = NewRetry();
        TaskSighting? seen = _poller.Last;
        PredictionTask? last = null;
        while (true)
        {
            seen = await NextAsync(seen, retry, deadline).ConfigureAwait(false);
            if (IsChange(last, seen.Task))
            {
                yield return seen.Task;
            }

            last = seen.Task;
            if (ResultOf(seen) is not null || _core.Tasks.FailureOf(seen, _request!) is not null)
            {
                yield break;
            }
        }
    }

    /// <summary>Looks at the task once, at once.</summary>
    /// <param name="cancellationToken">Ends the call promptly; the task goes on.</param>
    /// <returns>The task as it is; <see cref="PredictionStatus.Ready"/> without a result when the model answered with the pictures themselves.</returns>
    /// <exception cref="AIHubMixException">As with waiting, the failure of the task itself aside.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled; the task can still be waited for.</exception>
    public async Task<PredictionTask> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        if (_poller is null)
        {
            return new PredictionTask { Status = PredictionStatus.Ready };
        }

        using var deadline = new Deadline(_settings.Deadline, _settings.Time, cancellationToken);
        ReadRetry retry = NewRetry();
        try
        {
            return (await _poller.NowAsync(retry, deadline.Token).ConfigureAwait(false)).Task;
        }
        catch (OperationCanceledException exception) when (ToEnd(exception, retry, deadline) is { } end)
        {
            throw end;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Id ?? $"{Model}, {Answer.Images.Count} pictures";

    internal async ValueTask<ImageResult> WaitAsync(IProgress<PredictionTask>? progress, Deadline deadline)
    {
        if (_poller is null)
        {
            return Answer;
        }

        try
        {
            ReadRetry retry = NewRetry();
            TaskSighting? seen = _poller.Last;
            PredictionTask? last = null;
            while (true)
            {
                seen = await NextAsync(seen, retry, deadline).ConfigureAwait(false);
                if (IsChange(last, seen.Task))
                {
                    _core.Telemetry.StatusChanged(seen.Task);
                    progress?.Report(seen.Task);
                }

                last = seen.Task;
                if (ResultOf(seen) is { } result)
                {
                    return result;
                }

                if (_core.Tasks.FailureOf(seen, _request!) is { } failure)
                {
                    failure.Attempts = 1;
                    throw failure;
                }
            }
        }
        catch (Exception exception) when (exception is not (AIHubMixException or GenerationCanceledException))
        {
            // It comes from code of the caller's: a schedule, a progress.
            exception.Data[AIHubMixException.TaskTokenKey] = ToToken();
            throw;
        }
    }

    private static bool IsChange(PredictionTask? last, PredictionTask task) => last?.Status != task.Status || !Equals(last?.Progress, task.Progress);

    private ReadRetry NewRetry() => new(_settings.Retry, _settings.Client.Randomizer);

    private async Task<TaskSighting> NextAsync(TaskSighting? seen, ReadRetry retry, Deadline deadline)
    {
        try
        {
            return await _poller!.NextAsync(seen, retry, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.HasPassed && _poller!.Last is { } last && last != seen)
        {
            // Another waiter saw it in time.
            return last;
        }
        catch (OperationCanceledException exception) when (ToEnd(exception, retry, deadline) is { } end)
        {
            throw end;
        }
    }

    private Exception? ToEnd(OperationCanceledException exception, ReadRetry retry, Deadline deadline)
    {
        if (deadline.IsCancelledByCaller)
        {
            return _request!.Canceled(
                $"Waiting for task '{Id}' of '{Model}' was cancelled. It is paid for: wait for it again, or collect it later by its token.", exception, BillingClass.Billed, RequestId, deadline.Caller);
        }

        if (!deadline.HasPassed)
        {
            return null;
        }

        PredictionStatus? status = _poller!.Last?.Task.Status;
        string trouble = retry.LastFailure is { } failure ? $" The last attempt to read it failed: {failure.Message}" : "";
        GenerationTimeoutException timeout = _request!.Describe(
            new GenerationTimeoutException(
                $"Task '{Id}' of '{Model}' was not ready within {deadline.Length}; it was last seen as \"{status?.Value ?? "nothing yet"}\".{trouble} It is paid for: wait for it again, or collect it later by its token.",
                retry.LastFailure)
            {
                LastStatus = status,
            },
            BillingClass.Billed,
            RequestId);
        timeout.Attempts = retry.Attempts;
        return timeout;
    }

    // A picture ends the task whatever the status is called: clients have seen other words than the vendor's.
    private ImageResult? ResultOf(TaskSighting sighting)
    {
        List<GeneratedImage>? images = null;
        ImageDownloader? downloader = null;
        foreach (string sample in TaskReader.SamplesOf(sighting.Task))
        {
            downloader ??= new ImageDownloader(_core, _settings, _request!, RequestId);
            if (PictureText.TryReadUrl(sample, out Uri? url))
            {
                (images ??= []).Add(new GeneratedImage(downloader, url, default, null));
            }
            else if (PictureText.TryDecode(sample, out ReadOnlyMemory<byte> bytes, out string? type) && ImageHeader.TryRead(bytes.Span, out _))
            {
                (images ??= []).Add(new GeneratedImage(downloader, null, bytes, type));
            }
        }

        return images is null ? null : Answer with
        {
            Images = [.. Answer.Images, .. images],
            Form = ResponseForm.Task,
            Duration = _settings.Time.GetElapsedTime(_started),
            Polls = _poller!.Polls,
            Raw = sighting.Raw,
        };
    }
}
