namespace AIHubMix.Images.Submitting;

/// <summary>One logical call to buy pictures, however many attempts it takes.</summary>
internal sealed record Submission(ImageModel Model, ReadOnlyMemory<byte> Body, int? RequestedCount, string? Prompt, CallSettings Settings)
{
    /// <summary>The key that tells the attempts of this call from other calls; null when none is to be sent.</summary>
    public string? IdempotencyKey { get; } =
        Settings.IdempotencyKey ?? (Settings.Client.IdempotencyHeader is null ? null : Guid.NewGuid().ToString());

    public string IdempotencyHeader => Settings.Client.IdempotencyHeader ?? AIHubMixClientOptions.DefaultIdempotencyHeader;
}
