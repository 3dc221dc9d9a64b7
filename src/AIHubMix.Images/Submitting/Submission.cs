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
        await Body.InspectAsync(Model.Path, Input is not null, deadline).ConfigureAwait(false);
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
