using System.Buffers;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIHubMix.Images.Telemetry;

/// <summary>Tells traces, metrics and logs what a client does; costs next to nothing while nobody listens.</summary>
internal sealed class ClientTelemetry(AIHubMixClientOptions options)
{
    private const string Provider = "aihubmix";

    /// <summary>The version of the SDK.</summary>
    public static readonly string Version = typeof(ClientTelemetry).Assembly.GetName().Version!.ToString(3);

    private static readonly ActivitySource Source = new(AIHubMixTelemetry.Name, Version);
    private static readonly Meter Meter = new(AIHubMixTelemetry.Name, Version);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "Duration of a generation, or of a part of it that was called by itself.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600] });

    private static readonly Histogram<long> Tokens = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens used by a generation.");
    private static readonly Counter<long> Polls = Meter.CreateCounter<long>("aihubmix.client.polls", "{request}", "Requests that looked at a task.");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("aihubmix.client.retries", "{request}", "Requests sent again, by what is known of the bill.");
    private static readonly Histogram<long> Sizes = Meter.CreateHistogram<long>("aihubmix.client.image.size", "By", "Encoded size of a picture that came with an answer or was downloaded.");

    private readonly ILogger _logger = options.LoggerFactory is { } factory ? new ForgivingLogger(factory.CreateLogger(AIHubMixTelemetry.Name)) : NullLogger.Instance;

    /// <summary>The client's own span in which this happens; null when nobody wants its data.</summary>
    private static Activity? Current => Activity.Current is { IsAllDataRequested: true } activity && activity.Source == Source ? activity : null;

    /// <summary>Begins a generation, or a part of it that is called by itself.</summary>
    public OperationSpan Start(string operation, string model, Uri server, ActivityContext origin = default)
    {
        Activity? activity = null;
        if (Source.HasListeners())
        {
            ActivityLink[]? links = origin == default || origin.TraceId == Activity.Current?.TraceId ? null : [new ActivityLink(origin)];
            activity = Source.StartActivity($"{operation} {model}", ActivityKind.Client, parentContext: default, [.. Tags(operation, model, server)], links);
        }

        return new OperationSpan(this, activity, operation, model, server, options.TimeProvider.GetTimestamp());
    }

    /// <summary>Puts what is asked for into a span.</summary>
    public void Describe(OperationSpan span, int? count, string? prompt)
    {
        if (span.Activity is not { IsAllDataRequested: true } activity)
        {
            return;
        }

        activity.SetTag("gen_ai.request.choice.count", count);
        if (options.TracePrompts && prompt is not null)
        {
            activity.SetTag("gen_ai.input.messages", Messages(prompt));
        }
    }

    public void Sending(GatewayRequest request, RetryState retry) => ClientLog.Sending(_logger, request.Model, retry.Attempts);

    public void Accepted(ImageResult answer)
    {
        ClientLog.Accepted(_logger, answer.Model, answer.RequestId, answer.TaskId, answer.Images.Count);
        if (Current is { } activity)
        {
            activity.SetTag("aihubmix.request.id", answer.RequestId).SetTag("aihubmix.task.id", answer.TaskId);
        }
    }

    public void Polled(GatewayRequest request, PredictionTask task, int poll)
    {
        ClientLog.Polled(_logger, request.TaskId!, request.Model, task.Status?.Value, poll);
        Polls.Add(1, new KeyValuePair<string, object?>("gen_ai.request.model", request.Model));
    }

    public void StatusChanged(PredictionTask task)
    {
        if (Current is { } activity)
        {
            activity.AddEvent(new ActivityEvent("aihubmix.task.status", options.TimeProvider.GetUtcNow(), new ActivityTagsCollection
            {
                ["aihubmix.task.status"] = task.Status?.Value,
                ["aihubmix.task.progress"] = task.Progress,
            }));
        }
    }

    public void Retrying(RetryState retry)
    {
        AIHubMixException failure = retry.LastFailure!;
        if (_logger.IsEnabled(LogLevel.Warning))
        {
            ClientLog.Retrying(_logger, failure.Model, retry.Attempts, failure.Billing, retry.Delay, ReasonOf(failure));
        }

        if (Retries.Enabled)
        {
            Retries.Add(1, new TagList
            {
                { "gen_ai.request.model", failure.Model },
                { "aihubmix.billing_class", NameOf(failure.Billing) },
                { "error.type", failure.GetType().FullName },
            });
        }

        if (Current is { } activity)
        {
            activity.AddEvent(new ActivityEvent("aihubmix.retry", options.TimeProvider.GetUtcNow(), new ActivityTagsCollection
            {
                ["aihubmix.attempt"] = retry.Attempts,
                ["aihubmix.billing_class"] = NameOf(failure.Billing),
                ["aihubmix.retry.delay"] = retry.Delay.TotalSeconds,
                ["error.type"] = failure.GetType().FullName,
            }));
        }
    }

    public void Respelling(string path, string other) => ClientLog.Respelling(_logger, path, other);

    public void RecordingFailed(string folder, Exception exception) => ClientLog.RecordingFailed(_logger, folder, exception.Message);

    internal void Ended(in OperationSpan span, ImageResult result)
    {
        ClientLog.Ended(_logger, span.Operation, span.Model, result.Images.Count, result.Duration);
        Record(span, null);
        if (Tokens.Enabled && result.Usage is { } usage)
        {
            RecordTokens(span, "input", usage.InputTokens);
            RecordTokens(span, "output", usage.OutputTokens);
        }

        if (Sizes.Enabled)
        {
            foreach (GeneratedImage image in result.Images)
            {
                if (image.InlineLength is > 0 and var length)
                {
                    Sizes.Record(length, new KeyValuePair<string, object?>("gen_ai.request.model", span.Model));
                }
            }
        }

        if (span.Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetTag("aihubmix.request.id", result.RequestId)
                .SetTag("aihubmix.task.id", result.TaskId)
                .SetTag("aihubmix.attempts", result.Attempts)
                .SetTag("aihubmix.polls", result.Polls)
                .SetTag("aihubmix.images", result.Images.Count)
                .SetTag("gen_ai.usage.input_tokens", result.Usage?.InputTokens)
                .SetTag("gen_ai.usage.output_tokens", result.Usage?.OutputTokens);
        }
    }

    internal void Downloaded(in OperationSpan span, int bytes, int attempts)
    {
        ClientLog.Downloaded(_logger, span.Model, bytes, attempts);
        Record(span, null);
        Sizes.Record(bytes, new KeyValuePair<string, object?>("gen_ai.request.model", span.Model));
        span.Activity?.SetTag("aihubmix.image.size", bytes).SetTag("aihubmix.attempts", attempts);
    }

    internal void Submitted(in OperationSpan span, ImageResult answer)
    {
        Record(span, null);
        span.Activity?.SetTag("aihubmix.attempts", answer.Attempts);
    }

    internal void Failed(in OperationSpan span, Exception exception)
    {
        (BillingClass? billing, string? taskId, string? requestId) = exception switch
        {
            AIHubMixException failure => (failure.Billing, failure.TaskId, failure.RequestId),
            GenerationCanceledException cancelled => (cancelled.Billing, cancelled.TaskId, cancelled.RequestId),
            _ => ((BillingClass?)null, (string?)null, (string?)null),
        };
        if (_logger.IsEnabled(LogLevel.Warning))
        {
            ClientLog.Failed(_logger, span.Operation, span.Model, billing, taskId, ReasonOf(exception));
        }

        Record(span, exception);
        if (span.Activity is { } activity)
        {
            activity.SetStatus(ActivityStatusCode.Error, ReasonOf(exception))
                .SetTag("error.type", exception.GetType().FullName)
                .SetTag("aihubmix.billing_class", billing is { } known ? NameOf(known) : null)
                .SetTag("aihubmix.attempts", (exception as AIHubMixException)?.Attempts);

            // Setting a tag to null removes it, and the span may know from the acceptance what the failure does not.
            if (taskId is not null)
            {
                activity.SetTag("aihubmix.task.id", taskId);
            }

            if (requestId is not null)
            {
                activity.SetTag("aihubmix.request.id", requestId);
            }
        }
    }

    // What is quoted of a body of no known form can be part of a picture.
    private static string ReasonOf(Exception exception) =>
        (exception as MalformedResponseException ?? exception.InnerException as MalformedResponseException) is { Excerpt.Length: > 0 } malformed
            ? exception.Message.Replace(malformed.Excerpt, "…", StringComparison.Ordinal)
            : exception.Message;

    private static string NameOf(BillingClass billing) => billing switch
    {
        BillingClass.NeverDelivered => "never_delivered",
        BillingClass.RefusedBeforeWork => "refused_before_work",
        BillingClass.RefusedForGood => "refused_for_good",
        BillingClass.Billed => "billed",
        _ => "outcome_unknown",
    };

    private static string Messages(string prompt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStartObject();
            writer.WriteString("role"u8, "user"u8);
            writer.WriteStartArray("parts"u8);
            writer.WriteStartObject();
            writer.WriteString("type"u8, "text"u8);
            writer.WriteString("content"u8, prompt);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void Record(in OperationSpan span, Exception? exception)
    {
        if (!Durations.Enabled)
        {
            return;
        }

        TagList tags = Tags(span.Operation, span.Model, span.Server);
        if (exception is not null)
        {
            tags.Add("error.type", exception.GetType().FullName);
        }

        Durations.Record(options.TimeProvider.GetElapsedTime(span.Started).TotalSeconds, tags);
    }

    private static void RecordTokens(in OperationSpan span, string type, long? count)
    {
        if (count is { } known)
        {
            TagList tags = Tags(span.Operation, span.Model, span.Server);
            tags.Add("gen_ai.token.type", type);
            Tokens.Record(known, tags);
        }
    }

    private static TagList Tags(string operation, string model, Uri server) => new()
    {
        { "gen_ai.operation.name", operation },
        { "gen_ai.provider.name", Provider },
        { "gen_ai.request.model", model },
        { "gen_ai.output.type", "image" },
        { "server.address", server.Host },
        { "server.port", server.Port },
    };
}
