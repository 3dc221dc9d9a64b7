namespace AIHubMix.Images;

/// <summary>Settings of one call, which go before those of the client. Members that are not set leave the client's setting in force.</summary>
/// <remarks>They stay with the task that a call returns: its waits and downloads use them too.</remarks>
public sealed record CallOptions
{
    /// <summary>How long the call may take in all; see <see cref="AIHubMixClientOptions.Deadline"/>.</summary>
    /// <value>The default is null: the client's. More than zero and at most 24 hours.</value>
    public TimeSpan? Deadline { get; init; }

    /// <summary>When a request is sent again by itself.</summary>
    /// <value>The default is null: the client's.</value>
    public RetryOptions? Retry { get; init; }

    /// <summary>Whether the input is held against the rules of the document before it is sent.</summary>
    /// <value>The default is null: the client's for the inputs of this package, and no validation for JSON of your own. True holds that against the document too, reading it into
    /// the input of the model's family, and looks into its pictures.</value>
    public bool? ValidateInput { get; init; }

    /// <summary>Headers that go with every request of the call to the gateway, beside the client's; one of the same name goes before the client's.</summary>
    /// <value>The default is null: the client's alone. See <see cref="AIHubMixClientOptions.Headers"/> for what is refused.</value>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The idempotency key of the prediction, the same for each of its attempts.</summary>
    /// <value>The default is null: one is made where <see cref="AIHubMixClientOptions.IdempotencyHeader"/> is set, none otherwise.
    /// From 1 to 255 visible ASCII characters. Sent as <see cref="AIHubMixClientOptions.DefaultIdempotencyHeader"/> where the client names no header.
    /// No source says that the gateway honours it.</value>
    public string? IdempotencyKey { get; init; }

    /// <summary>Told of the task as soon as the gateway has accepted it, before it is looked at: the moment to keep its <see cref="ImageTask.ToToken"/>, so that a process that dies while it waits loses nothing.</summary>
    /// <value>The default is null. Not called when the model answers with the pictures themselves. What it throws ends the call, as a failure of the caller's own: the task is paid for and goes on.</value>
    public Action<ImageTask>? TaskAccepted { get; init; }

    internal void Check()
    {
        if (Deadline is { } deadline)
        {
            AIHubMixClientOptions.CheckDeadline(deadline, nameof(Deadline));
        }

        Retry?.Check();
        if (Headers is not null)
        {
            AIHubMixClientOptions.CheckHeaders(Headers);
        }

        if (IdempotencyKey is { } key && (key.Length is 0 or > 255 || key.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            throw new ArgumentException($"{nameof(IdempotencyKey)} is '{key}'; it must be 1 to 255 visible ASCII characters.", nameof(IdempotencyKey));
        }
    }
}
