using System.Text.Json.Nodes;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Submitting;

/// <summary>One logical call to buy pictures, however many attempts it takes.</summary>
/// <param name="Model">The model.</param>
/// <param name="Body">What is sent.</param>
/// <param name="RequestedCount">The number of pictures asked for; null when that is left to the model.</param>
/// <param name="Prompt">The prompt; null when there is none.</param>
/// <param name="Settings">What is in force for the call.</param>
/// <param name="Input">What is held against the document; null for an input that is sent as it is.</param>
internal sealed record Submission(ImageModel Model, PredictionBody Body, int? RequestedCount, string? Prompt, CallSettings Settings, object? Input)
{
    /// <summary>The key that tells the attempts of this call from other calls; null when none is to be sent.</summary>
    public string? IdempotencyKey { get; } =
        Settings.IdempotencyKey ?? (Settings.Client.IdempotencyHeader is null ? null : Guid.NewGuid().ToString());

    public string IdempotencyHeader => Settings.Client.IdempotencyHeader ?? AIHubMixClientOptions.DefaultIdempotencyHeader;

    /// <summary>What is sent for an input of the model's own type.</summary>
    /// <exception cref="InvalidInputException">It cannot be written, and breaks rules.</exception>
    public static Submission Of<TInput>(ImageModel<TInput> model, TInput input, CallSettings settings)
        where TInput : class, IImageInput<TInput>
    {
        PredictionBody body;
        try
        {
            body = PredictionBody.Write(input);
        }
        catch (Exception) when (settings.ValidateInput && model.Validate(input) is { Count: > 0 })
        {
            // NaN, for one, breaks a rule and cannot be written either.
            throw new InvalidInputException(model.Path, model.Validate(input));
        }

        return new Submission(model, body, TInput.GetRequestedCount(input), TInput.GetPrompt(input), settings, settings.ValidateInput ? input : null);
    }

    /// <summary>What is sent for JSON that is sent as it is.</summary>
    public static Submission Of(ImageModel model, JsonObject input, CallSettings settings)
    {
        string? prompt = input["prompt"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        return new Submission(model, PredictionBody.Write(input), null, prompt, settings, null);
    }

    /// <summary>Looks into the pictures that are to be sent, and holds the input against the document, before anything is bought.</summary>
    /// <exception cref="InvalidInputException">The input breaks rules of the document.</exception>
    /// <exception cref="ImageSourceException">A picture cannot be opened or read.</exception>
    public ValueTask CheckAsync(Deadline deadline)
    {
        if (Body.Splices.Count > 0)
        {
            return InspectAsync(deadline);
        }

        Check();
        return default;
    }

    private async ValueTask InspectAsync(Deadline deadline)
    {
        await Body.InspectAsync(Model, Input is not null, deadline).ConfigureAwait(false);
        Check();
    }

    private void Check()
    {
        if (Input is not null && Model.Violations(Input) is { Count: > 0 } violations)
        {
            throw new InvalidInputException(Model.Path, violations);
        }
    }
}
