using System.Text.Json;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images;

/// <summary>A generation that the gateway has accepted. Its result can be waited for, by many callers and many times.</summary>
/// <remarks>Safe to use from several threads. Cancelling a wait ends the waiting, never the generation, which is paid for.</remarks>
public sealed class ImageTask
{
    private readonly GatewayTransport _transport;
    private readonly AIHubMixClientOptions _options;
    private readonly TaskReader _reader;
    private readonly GatewayRequest _request;
    private readonly ImageResult _answer;
    private readonly long _started;

    internal ImageTask(GatewayTransport transport, AIHubMixClientOptions options, TaskReader reader, ImageResult answer, long started)
    {
        _transport = transport;
        _options = options;
        _reader = reader;
        _answer = answer;
        _started = started;
        _request = GatewayRequest.Task(answer.Model, answer.TaskId ?? "");
    }

    /// <summary>The id of the task, to keep before anything else is done; null when the model answered with the pictures themselves.</summary>
    public string? Id => _answer.TaskId;

    /// <summary>The path of the model.</summary>
    public string Model => _answer.Model;

    /// <summary>The gateway's id of the request that was billed; null when it sent none.</summary>
    public string? RequestId => _answer.RequestId;

    /// <summary>Waits until the pictures are there.</summary>
    /// <param name="progress">Told of the task as it was seen, whenever that has changed. Never called when the model answered with the pictures themselves.</param>
    /// <param name="cancellationToken">Ends the waiting promptly.</param>
    /// <returns>The result.</returns>
    /// <exception cref="TaskFailedException">The task ended without a picture.</exception>
    /// <exception cref="GenerationTimeoutException">The deadline passed; the task can still be waited for.</exception>
    /// <exception cref="AIHubMixApiException">The gateway answered with an error.</exception>
    /// <exception cref="MalformedResponseException">The gateway's answer was no task.</exception>
    /// <exception cref="ConnectionFailedException">The gateway could not be reached.</exception>
    public async Task<ImageResult> WaitAsync(IProgress<PredictionTask>? progress = null, CancellationToken cancellationToken = default)
    {
        using var deadline = new Deadline(_options, cancellationToken);
        return await WaitAsync(progress, deadline).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => Id ?? $"{Model}, {_answer.Images.Count} pictures";

    internal async Task<ImageResult> WaitAsync(IProgress<PredictionTask>? progress, Deadline deadline)
    {
        if (Id is not { } id)
        {
            return _answer;
        }

        long started = _options.TimeProvider.GetTimestamp();
        PredictionTask? last = null;
        try
        {
            while (true)
            {
                await Task.Delay(PollingSchedule.NextDelay(_options.TimeProvider.GetElapsedTime(started)), _options.TimeProvider, deadline.Token).ConfigureAwait(false);
                (PredictionTask task, JsonElement raw, string? requestId) = await FetchAsync(id, deadline.Token).ConfigureAwait(false);
                if (last?.Status != task.Status || !Equals(last?.Progress, task.Progress))
                {
                    progress?.Report(task);
                }

                last = task;
                if (ResultOf(task, raw) is { } result)
                {
                    return result;
                }

                _reader.ThrowIfFailed(task, _request, requestId);
            }
        }
        catch (OperationCanceledException exception) when (deadline.IsCancelledByCaller)
        {
            throw deadline.ToCallersCancellation(exception);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            throw new GenerationTimeoutException(
                $"Task '{id}' of '{Model}' was not ready within {_options.Deadline}; it was last seen as \"{last?.Status?.Value ?? "nothing yet"}\". It is paid for: wait for it again, or fetch it later by its id.")
            {
                Model = Model,
                TaskId = id,
                RequestId = RequestId,
                LastStatus = last?.Status,
            };
        }
    }

    private async Task<(PredictionTask Task, JsonElement Raw, string? RequestId)> FetchAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _transport.GetTaskAsync(id, cancellationToken).ConfigureAwait(false);
            (PredictionTask task, JsonElement raw) = await _reader.ReadAsync(response, _request, cancellationToken).ConfigureAwait(false);
            return (task, raw, GatewayTransport.RequestIdOf(response));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ConnectionFailedException($"{_request.Description} failed: {exception.Message} The task is paid for: wait for it again, or fetch it later by its id.", exception)
            {
                Model = Model,
                TaskId = id,
                RequestId = RequestId,
            };
        }
    }

    // A picture ends the task whatever the status is called: clients have seen other words than the vendor's.
    private ImageResult? ResultOf(PredictionTask task, JsonElement raw)
    {
        var images = new List<GeneratedImage>();
        foreach (string sample in TaskReader.SamplesOf(task))
        {
            if (PictureText.TryReadUrl(sample, out Uri? url))
            {
                images.Add(new GeneratedImage(_transport, url, default, null));
            }
        }

        return images.Count == 0 ? null : _answer with
        {
            Images = [.. _answer.Images, .. images],
            Form = ResponseForm.Task,
            Duration = _options.TimeProvider.GetElapsedTime(_started),
            Raw = raw,
        };
    }
}
