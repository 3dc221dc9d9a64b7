using System.Net;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>Reads the answer of the tasks operation and judges whether the task is over.</summary>
internal sealed class TaskReader(ApiErrorReader errors)
{
    /// <exception cref="TaskNotFoundException">The answer is 404.</exception>
    /// <exception cref="AIHubMixApiException">The answer is another error, whatever its status.</exception>
    /// <exception cref="MalformedResponseException">The answer is no task, or one without a status.</exception>
    public async Task<(PredictionTask Task, JsonElement Raw)> ReadAsync(HttpResponseMessage response, GatewayRequest request, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            AIHubMixApiException error = await errors.ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
            throw response.StatusCode == HttpStatusCode.NotFound ? NotFound(request, error) : error;
        }

        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var document = LenientJson.Parse(body);
            JsonElement json = document.RootElement;
            if (json.ValueKind == JsonValueKind.Object)
            {
                var task = PredictionTask.FromJson(json);
                if (task.Status is not null)
                {
                    return (task, RawJson.WithoutImageData(json));
                }

                if (LenientJson.TryGetMember(json, "error", out _))
                {
                    throw errors.Create(json, Encoding.UTF8.GetString(body), response, request);
                }
            }
        }
        catch (JsonException exception)
        {
            throw errors.CreateMalformed(response, request, body, $"is not JSON ({exception.Message})", exception);
        }

        throw errors.CreateMalformed(response, request, body, "has no status");
    }

    /// <summary>The URLs of the pictures; empty while there are none.</summary>
    public static IReadOnlyList<string> SamplesOf(PredictionTask task) => task.Result switch
    {
        { Sample: { Length: > 0 } sample } => [sample],
        { Samples: { Count: > 0 } samples } => samples,

        // A list with something else among its URLs is no list of strings, but still worth the URLs.
        { AdditionalProperties: { } others } when others.TryGetValue("samples", out JsonElement mixed) && mixed.ValueKind == JsonValueKind.Array =>
            [.. mixed.EnumerateArray().Where(item => LenientJson.TryGetString(item, out _)).Select(LenientJson.AsText)],
        _ => [],
    };

    /// <summary>Throws what a final state without a picture stands for; returns for every other state, known or not.</summary>
    public void ThrowIfFailed(PredictionTask task, GatewayRequest request, string? requestId)
    {
        TaskFailedException? failure = task.Status switch
        {
            { } status when Is(status, PredictionStatus.RequestModerated) || Is(status, PredictionStatus.ContentModerated) => new TaskModeratedException(
                $"Task '{request.TaskId}' of '{request.Model}' ended with \"{status}\": {Reasons(task)}. The vendor may bill for the attempt. Change the prompt or the picture.")
            {
                Task = task,
                Reasons = ReasonsOf(task),
            },
            { } status when Is(status, PredictionStatus.TaskNotFound) => NotFound(request, null, task),
            { } status when Is(status, PredictionStatus.Error) => new TaskFailedException(
                $"Task '{request.TaskId}' of '{request.Model}' ended with \"{status}\": {Reasons(task)}. Look at the account's usage before sending it again.")
            {
                Task = task,
            },
            { } status when Is(status, PredictionStatus.Ready) => new TaskFailedException(
                $"Task '{request.TaskId}' of '{request.Model}' is ready but names no picture: {Reasons(task)}. It is paid for: fetch it again by its id, or ask the gateway's support.")
            {
                Task = task,
            },
            _ => null,
        };
        if (failure is not null)
        {
            failure.Model = request.Model;
            failure.TaskId = request.TaskId;
            failure.RequestId = requestId;
            throw failure;
        }
    }

    /// <summary>What an unknown task stands for, whether its status told so or an error did.</summary>
    private static TaskNotFoundException NotFound(GatewayRequest request, AIHubMixApiException? error, PredictionTask? task = null) => new(
        $"The gateway does not know task '{request.TaskId}' of '{request.Model}'. Check that the id is complete and that the key is the one it was made with.", error)
    {
        Task = task ?? new PredictionTask { Id = request.TaskId, Status = PredictionStatus.TaskNotFound },
        Model = request.Model,
        TaskId = request.TaskId,
        RequestId = error?.RequestId,
    };

    private static bool Is(PredictionStatus status, PredictionStatus known) => string.Equals(status.Value, known.Value, StringComparison.OrdinalIgnoreCase);

    private string Reasons(PredictionTask task) =>
        ReasonsOf(task) is { Count: > 0 } reasons ? string.Join(", ", reasons)
        : task.Detail ?? (task.Details is { } details ? errors.ExcerptOf(details.GetRawText()) : "no reason given");

    private static List<string> ReasonsOf(PredictionTask task)
    {
        var reasons = new List<string>();
        if (task.Details is { ValueKind: JsonValueKind.Object } details)
        {
            foreach (JsonProperty member in details.EnumerateObject())
            {
                if (LenientJson.TryGetStrings(member.Value, out IReadOnlyList<string>? texts))
                {
                    reasons.AddRange(texts);
                }
            }
        }

        return reasons;
    }
}
