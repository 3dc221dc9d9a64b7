using System.Text.Json;
using AIHubMix.Images.Cli.Inputs;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Failures;

/// <summary>What went wrong, what it may have cost, and how to go on.</summary>
internal sealed record Failure
{
    /// <summary>The kind, for programs.</summary>
    public required string Kind { get; init; }

    public required string Message { get; init; }

    public required int ExitCode { get; init; }

    /// <summary>Whether it can have been billed; null when no call was made.</summary>
    public BillingClass? Billing { get; init; }

    public string? RequestId { get; init; }

    /// <summary>What collects the pictures of a task; null when there is none.</summary>
    public string? Token { get; init; }

    /// <summary>The command that collects them.</summary>
    public string? Resume { get; init; }

    public IReadOnlyList<InputProblem> Problems { get; init; } = [];

    /// <summary>What an exception stands for; null when it is a defect of the tool.</summary>
    public static Failure? Of(Exception exception) => exception switch
    {
        ToolException failure => new Failure
        {
            Kind = failure.ExitCode == Cli.ExitCode.InvalidInput ? "invalid-input" : "tool",
            Message = failure.Message,
            ExitCode = failure.ExitCode,
        },
        RefusedInputException refused => new Failure
        {
            Kind = "invalid-input",
            Message = refused.Message,
            ExitCode = Cli.ExitCode.InvalidInput,
            Billing = BillingClass.NeverDelivered,
            Problems = refused.Problems,
        },
        InvalidInputException invalid => new Failure
        {
            Kind = "invalid-input",
            Message = invalid.Message,
            ExitCode = Cli.ExitCode.InvalidInput,
            Billing = BillingClass.NeverDelivered,
            Problems = ImageModels.Find(invalid.Model ?? "") is { } model ? [.. invalid.Violations.Select(violation => InputProblem.Of(violation, model))] : [],
        },
        AIHubMixException failure => new Failure
        {
            Kind = KindOf(failure),
            Message = failure.Message,
            ExitCode = failure switch
            {
                GenerationTimeoutException { TaskToken: not null } => Cli.ExitCode.NotFinished,
                { Billing: BillingClass.Billed or BillingClass.OutcomeUnknown } => Cli.ExitCode.Billed,
                _ => Cli.ExitCode.Failure,
            },
            Billing = failure.Billing,
            RequestId = failure.RequestId,
            Token = failure is TaskFailedException ? null : failure.TaskToken,
        },
        GenerationCanceledException cancelled => new Failure
        {
            Kind = "cancelled",
            Message = cancelled.Message,
            ExitCode = Cli.ExitCode.Cancelled,
            Billing = cancelled.Billing,
            RequestId = cancelled.RequestId,
            Token = cancelled.TaskToken,
        },
        OperationCanceledException => new Failure { Kind = "cancelled", Message = "Cancelled.", ExitCode = Cli.ExitCode.Cancelled },
        IOException or UnauthorizedAccessException or ArgumentException => new Failure
        {
            Kind = "tool",
            Message = exception.Message,
            ExitCode = Cli.ExitCode.Failure,
            Token = exception.Data[AIHubMixException.TaskTokenKey] as string,
        },
        _ => null,
    };

    /// <summary>Tells people, and programs if they asked for JSON.</summary>
    public void Write(ToolHost host, bool asJson)
    {
        host.Error.WriteLine(Message);
        if (Resume is not null)
        {
            host.Error.WriteLine("To collect what is paid for:");
            host.Error.WriteLine($"  {Resume}");
        }

        if (asJson)
        {
            host.Output.WriteLine(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("error");
                Write(json);
                json.WriteEndObject();
            }));
        }
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteString("message", Message);
        json.WriteNumber("exitCode", ExitCode);
        json.WriteString("billing", Billing is { } billing ? ModelFacts.Spell(billing) : null);
        json.WriteString("requestId", RequestId);
        json.WriteString("token", Token);
        json.WriteString("resume", Resume);
        json.WriteStartArray("problems");
        foreach (InputProblem problem in Problems)
        {
            problem.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string KindOf(AIHubMixException failure) => failure switch
    {
        AuthenticationFailedException or MissingApiKeyException => "authentication",
        QuotaExceededException => "quota",
        RateLimitedException => "rate-limit",
        ModerationException or TaskModeratedException => "moderation",
        ModelUnavailableException => "model-unavailable",
        TaskNotFoundException => "task-not-found",
        TaskFailedException => "task-failed",
        GenerationTimeoutException => "deadline",
        MalformedResponseException => "malformed-response",
        ImageDownloadException => "download",
        ImageSaveException => "save",
        ImageSourceException => "picture",
        ConnectionFailedException => "connection",
        _ => "refused",
    };
}
