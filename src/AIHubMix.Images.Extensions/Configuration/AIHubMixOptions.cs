namespace AIHubMix.Images.Extensions;

/// <summary>The settings of a client that is made by a container, as they stand in configuration. Checked when the application starts.</summary>
/// <remarks>A client takes its settings when it is made, and keeps them: a change of configuration needs a restart.</remarks>
public sealed class AIHubMixOptions
{
    private readonly List<Func<AIHubMixClientOptions, AIHubMixClientOptions>> _further = [];

    /// <summary>The API key. Keep it out of files that are shared: in user secrets, a vault or the environment.</summary>
    /// <value>The default is null; null and blank stand for the environment variable <c>AIHUBMIX_API_KEY</c>.</value>
    public string? ApiKey { get; set; }

    /// <summary>Where predictions are sent, and the key with them. An absolute https URL; plain http is taken for loopback addresses only.</summary>
    /// <value>The default is <c>https://aihubmix.com/v1</c>.</value>
    public Uri SubmitEndpoint { get; set; } = AIHubMixClientOptions.DefaultSubmitEndpoint;

    /// <summary>Where tasks are fetched, with the key. An absolute https URL; plain http is taken for loopback addresses only.</summary>
    /// <value>The default is <c>https://api.aihubmix.com/v1</c>.</value>
    public Uri TasksEndpoint { get; set; } = AIHubMixClientOptions.DefaultTasksEndpoint;

    /// <summary>How long a generation may take in all, from sending the request to having the result.</summary>
    /// <value>The default is 00:10:00. More than zero and at most 24 hours.</value>
    public TimeSpan Deadline { get; set; } = AIHubMixClientOptions.DefaultDeadline;

    /// <summary>The most bytes that are taken from the URL of a picture.</summary>
    /// <value>The default is 268435456, which is 256 MiB. From 1 to 2147483591.</value>
    public int MaxDownloadBytes { get; set; } = AIHubMixClientOptions.DefaultMaxDownloadBytes;

    /// <summary>How many downloads of the client have a connection at a time; the others wait.</summary>
    /// <value>The default is 8. At least 1.</value>
    public int MaxConcurrentDownloads { get; set; } = AIHubMixClientOptions.DefaultMaxConcurrentDownloads;

    /// <summary>Whether the URL of a picture on a public host may redirect to an address of a private network.</summary>
    /// <value>The default is false.</value>
    public bool AllowPrivateRedirects { get; set; }

    /// <summary>Under which spelling of its path a model is called that later versions of the API page spell otherwise.</summary>
    /// <value>The default is ApiPage, as in opanai/gpt-image-1; Later is as in openai/gpt-image-1. What the gateway does not know is tried under the other spelling by itself.</value>
    public ModelPathSpelling PathSpelling { get; set; } = ModelPathSpelling.ApiPage;

    /// <summary>Whether inputs are held against the rules of the document before they are sent.</summary>
    /// <value>The default is true. Set it to false when a model has moved on since this package.</value>
    public bool ValidateInput { get; set; } = true;

    /// <summary>When a request is sent again by itself: never, by default, when it may have been billed.</summary>
    public AIHubMixRetryOptions Retry { get; } = new();

    /// <summary>Headers that go with every request to the gateway, such as APP-Code. Not those that the client sets itself, such as Authorization.</summary>
    /// <value>The default is none. Values are ASCII without line breaks.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The header in which each prediction carries a key of its own, the same for each of its attempts.</summary>
    /// <value>The default is null; null and blank send none. No source says that the gateway honours such a key.</value>
    public string? IdempotencyHeader { get; set; }

    /// <summary>Whether prompts are put into traces.</summary>
    /// <value>The default is false: prompts can be personal data.</value>
    public bool TracePrompts { get; set; }

    /// <summary>A folder to which every request is written with what came of it, without the key.</summary>
    /// <value>The default is null: the folder that the environment variable <c>AIHUBMIX_RECORD</c> names, if it is set. Empty to record nothing in any case.</value>
    public string? RecordDirectory { get; set; }

    /// <summary>Whether handlers of Microsoft.Extensions.Http.Resilience, such as that of AddStandardResilienceHandler, stay under the client. Their time-outs cut off generations that are paid for,
    /// and what they hide from the client it cannot classify; sending a prediction twice is refused all the same.</summary>
    /// <value>The default is false: they are left out, and the client does what they are for by its own rules.</value>
    public bool KeepResilienceHandlers { get; set; }

    /// <summary>Sets what configuration cannot hold, such as <see cref="AIHubMixClientOptions.PollingSchedule"/>.</summary>
    /// <param name="configure">Gets the options of the client, complete, and gives those to use. Called in the order in which they were added, when the client is made.</param>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    /// <example>
    /// <code>
    /// options.ConfigureClient(client =&gt; client with { PollingSchedule = PollingSchedule.Every(TimeSpan.FromSeconds(2)) });
    /// </code>
    /// </example>
    public void ConfigureClient(Func<AIHubMixClientOptions, AIHubMixClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _further.Add(configure);
    }

    /// <summary>The key that is in force; null when there is none.</summary>
    internal string? FindApiKey()
    {
        string? key = string.IsNullOrWhiteSpace(ApiKey) ? Environment.GetEnvironmentVariable(AIHubMixClient.ApiKeyVariable) : ApiKey;
        return string.IsNullOrWhiteSpace(key) ? null : key.Trim();
    }

    internal AIHubMixClientOptions ToClientOptions(AIHubMixClientOptions given)
    {
        AIHubMixClientOptions options = given with
        {
            SubmitEndpoint = SubmitEndpoint,
            TasksEndpoint = TasksEndpoint,
            Deadline = Deadline,
            MaxDownloadBytes = MaxDownloadBytes,
            MaxConcurrentDownloads = MaxConcurrentDownloads,
            AllowPrivateRedirects = AllowPrivateRedirects,
            PathSpelling = PathSpelling,
            ValidateInput = ValidateInput,
            Retry = Retry.ToRetryOptions(),
            Headers = Headers.AsReadOnly(),
            IdempotencyHeader = string.IsNullOrWhiteSpace(IdempotencyHeader) ? null : IdempotencyHeader,
            TracePrompts = TracePrompts,
            RecordDirectory = RecordDirectory,
        };
        return _further.Aggregate(options, static (sofar, configure) => configure(sofar));
    }
}
