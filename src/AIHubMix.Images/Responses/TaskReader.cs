using System.Net;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>Reads the answer of the tasks operation and judges whether the task is over.</summary>
internal sealed class TaskReader(ApiErrorReader errors)
{
    private const int LargestBody = 64 * 1024 * 1024;

    /// <exception cref="AIHubMixApiException">The answer is an error, whatever its status; 404 alone stands for an unknown task.</exception>
    /// <exception cref="MalformedResponseException">The answer is no task, or one without a status.</exception>
    /// <exception cref="IOException">The connection broke before the answer was complete.</exception>
    public async Task<TaskSighting> ReadAsync(HttpResponseMessage response, GatewayRequest request, CancellationToken cancellationToken)
    {
        string? requestId = GatewayTransport.RequestIdOf(response);
        if (!response.IsSuccessStatusCode)
        {
            AIHubMixApiException error = await errors.ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.NotFound
                ? new TaskSighting(new PredictionTask { Id = request.TaskId, Status = PredictionStatus.TaskNotFound }, default, requestId, error)
                : throw error;
        }

        ResponseBody body = await ResponseBody.ReadAsync(response, LargestBody, cancellationToken).ConfigureAwait(false);
        if (body.IsTooLarge)
        {
            throw errors.CreateMalformed(response, request, body.Bytes.Span, $"is larger than {LargestBody} bytes");
        }

        try
        {
            JsonElement json = LenientJson.Parse(body.Bytes.Span);
            if (json.ValueKind == JsonValueKind.Object)
            {
                var task = PredictionTask.FromJson(json);
                if (task.Status is not null)
                {
                    return new TaskSighting(task, RawJson.Of(json, body.Bytes.Length), requestId);
                }

                if (LenientJson.TryGetMember(json, "error", out _))
                {
                    throw errors.Create(json, Encoding.UTF8.GetString(body.Bytes.Span), response, request);
                }
            }
        }
        catch (JsonException) when (body.BrokenBy is not null)
        {
            throw body.ToException();
        }
        catch (JsonException exception)
        {
            throw errors.CreateMalformed(response, request, body.Bytes.Span, $"is not JSON ({exception.Message})", exception);
        }

        throw errors.CreateMalformed(response, request, body.Bytes.Span, "has no status");
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

    /// <summary>What a final state without a picture stands for; null for every other state, known or not.</summary>
    public TaskFailedException? FailureOf(TaskSighting sighting, GatewayRequest request)
    {
        PredictionTask task = sighting.Task;
        string name = $"Task '{request.TaskId}' of '{request.Model}'";
        TaskFailedException? failure = task.Status switch
        {
            { } status when Is(status, PredictionStatus.RequestModerated) || Is(status, PredictionStatus.ContentModerated) => new TaskModeratedException(
                $"{name} ended with \"{status}\": {Reasons(task)}. The vendor may bill for the attempt. Change the prompt or the picture.")
            {
                Task = task,
                Reasons = ReasonsOf(task),
            },
            { } status when Is(status, PredictionStatus.TaskNotFound) => new TaskNotFoundException(
                $"The gateway does not know task '{request.TaskId}' of '{request.Model}'. Check that the id is complete and that the key is the one it was made with.", sighting.Error)
            {
                Task = task,
            },
            { } status when Is(status, PredictionStatus.Error) => new TaskFailedException(
                $"{name} ended with \"{status}\": {Reasons(task)}. Look at the account's usage before sending it again.")
            {
                Task = task,
            },
            { } status when Is(status, PredictionStatus.Ready) => new TaskFailedException(
                $"{name} is ready but names no picture: {Reasons(task)}. It is paid for: collect it again by its token, or ask the gateway's support.")
            {
                Task = task,
            },
            _ => null,
        };
        return failure is null ? null : request.Describe(failure, BillingClass.Billed, sighting.RequestId);
    }

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
