using System.Text;
using Microsoft.Extensions.Logging;

namespace AIHubMix.Images;

/// <summary>The settings of a client. Checked when the client is made.</summary>
public sealed record AIHubMixClientOptions
{
    /// <summary>The default of <see cref="Deadline"/>: ten minutes, which the gateway advises for its slowest models.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromMinutes(10);

    /// <summary>The default of <see cref="SubmitEndpoint"/>.</summary>
    public static readonly Uri DefaultSubmitEndpoint = new("https://aihubmix.com/v1");

    /// <summary>The default of <see cref="TasksEndpoint"/>.</summary>
    public static readonly Uri DefaultTasksEndpoint = new("https://api.aihubmix.com/v1");

    /// <summary>The header of an idempotency key, unless <see cref="IdempotencyHeader"/> names another.</summary>
    public const string DefaultIdempotencyHeader = "Idempotency-Key";

    /// <summary>The default of <see cref="MaxDownloadBytes"/>: 256 MiB.</summary>
    public const int DefaultMaxDownloadBytes = 256 * 1024 * 1024;

    /// <summary>The default of <see cref="MaxConcurrentDownloads"/>.</summary>
    public const int DefaultMaxConcurrentDownloads = 8;

    /// <summary>Where predictions are sent, and the key with them.</summary>
    /// <value>The default is <see cref="DefaultSubmitEndpoint"/>. <c>https://api.inferera.com/v1</c> is a known alternate. Plain http is taken for loopback addresses only.</value>
    public Uri SubmitEndpoint { get; init; } = DefaultSubmitEndpoint;

    /// <summary>Where tasks are fetched, with the key.</summary>
    /// <value>The default is <see cref="DefaultTasksEndpoint"/>, which is another host than that of predictions. Plain http is taken for loopback addresses only.</value>
    public Uri TasksEndpoint { get; init; } = DefaultTasksEndpoint;

    /// <summary>How long a generation may take in all, from sending the request to having the result.</summary>
    /// <value>The default is <see cref="DefaultDeadline"/>. More than zero and at most 24 hours.</value>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>The most bytes that are taken from the URL of a picture.</summary>
    /// <value>The default is <see cref="DefaultMaxDownloadBytes"/>. More than zero and at most 2147483591, the longest array.</value>
    public int MaxDownloadBytes { get; init; } = DefaultMaxDownloadBytes;

    /// <summary>How many downloads of the client have a connection at a time; the others wait. A stream that is open and not yet read to its end has one too.</summary>
    /// <value>The default is <see cref="DefaultMaxConcurrentDownloads"/>. More than zero.</value>
    public int MaxConcurrentDownloads { get; init; } = DefaultMaxConcurrentDownloads;

    /// <summary>Whether the URL of a picture on a public host may redirect to an address of a private network: a private, shared, loopback, link-local or unique-local one.</summary>
    /// <value>The default is false. A URL that names such an address itself may redirect to others in any case. Where a name leads is seen with the client's own connections and those of
    /// <see cref="AIHubMixClient.CreateHttpHandler"/> only, not with another <see cref="HttpInvoker"/>.</value>
    public bool AllowPrivateRedirects { get; init; }

    /// <summary>Under which spelling of its path a model is called that later versions of the API page spell otherwise.</summary>
    /// <value>The default is <see cref="ModelPathSpelling.ApiPage"/>, as in <c>opanai/gpt-image-1</c>. A call that the gateway refuses because it knows no such model, which costs nothing, is tried once
    /// under another known spelling (<see cref="ImageModel.Aliases"/>), at once; what worked is remembered for as long as the client lives.</value>
    public ModelPathSpelling PathSpelling { get; init; } = ModelPathSpelling.ApiPage;

    /// <summary>Whether inputs are held against the rules of the document before they are sent.</summary>
    /// <value>The default is true. Set it to false when a model has moved on since this package.</value>
    public bool ValidateInput { get; init; } = true;

    /// <summary>When a request is sent again by itself: never, by default, when it may have been billed.</summary>
    /// <value>The default is a <see cref="RetryOptions"/> with its own defaults.</value>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>When a task is looked at.</summary>
    /// <value>The default is <see cref="PollingSchedule.Adaptive"/>.</value>
    public PollingSchedule PollingSchedule { get; init; } = PollingSchedule.Adaptive;

    /// <summary>Headers that go with every request to the gateway, such as <c>APP-Code</c>, and with no other.</summary>
    /// <value>The default is none. Refused are headers that the client sets itself, such as <c>Authorization</c>, and values with line breaks or characters outside ASCII.</value>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The header in which each prediction carries a key of its own, the same for each of its attempts; null to send none.</summary>
    /// <value>The default is null. No source says that the gateway honours such a key, so it changes nothing about what is sent again.</value>
    public string? IdempotencyHeader { get; init; }

    /// <summary>Where the client logs to, in the category <see cref="AIHubMixTelemetry.Name"/>; null for nowhere. Neither the key nor a prompt is ever logged.</summary>
    /// <value>The default is null.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Whether prompts are put into traces, as <c>gen_ai.input.messages</c>.</summary>
    /// <value>The default is false: prompts can be personal data.</value>
    public bool TracePrompts { get; init; }

    /// <summary>A folder to which every request is written with what came of it, one JSON file each: what the gateway really says, to be looked at and replayed.</summary>
    /// <value>The default is null: the folder that the environment variable <see cref="AIHubMixClient.RecordVariable"/> names, if it is set. Empty to record nothing in any case.
    /// It is made when it is missing; a relative one goes by the directory that is current when the client is made.</value>
    /// <remarks>
    /// <para>Written are the method, host and path, the headers that are known to hold no secret, the status, the time, and the bodies: JSON with all its members, prompts among them,
    /// and the beginning of other text.</para>
    /// <para>Never written are the key, wherever it may stand, other headers, the queries of URLs, and more than the first 768 bytes of a picture.</para>
    /// <para>It costs a small file for each request, written before the answer is handed over, and some memory: bodies are copied while they pass, at most 256 KiB of each.
    /// A folder that cannot be written costs a warning in the log and nothing else.</para>
    /// </remarks>
    public string? RecordDirectory { get; init; }

    /// <summary>The clock of every wait.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>. Tests pass a fake one.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The source of random numbers from 0 to less than 1, for the spread of delays. Called from several threads.</summary>
    /// <value>The default is a generator of the system. Tests pass a fixed one.</value>
    public Func<double> Randomizer { get; init; } = DefaultRandomizer;

    /// <summary>What sends the requests; null for a connection pool of the client's own.</summary>
    /// <value>The default is null. It is not disposed with the client, unless <see cref="DisposeHttpInvoker"/> is set. An <see cref="HttpClient"/> must have its <see cref="HttpClient.Timeout"/>
    /// set to <see cref="Timeout.InfiniteTimeSpan"/>, because <see cref="Deadline"/> rules here. It must not follow redirects by itself.</value>
    public HttpMessageInvoker? HttpInvoker { get; init; }

    /// <summary>Whether <see cref="HttpInvoker"/> is disposed with the client.</summary>
    /// <value>The default is false: the invoker is yours, and may serve others too.</value>
    public bool DisposeHttpInvoker { get; init; }

    internal void Check()
    {
        CheckEndpoint(SubmitEndpoint, nameof(SubmitEndpoint));
        CheckEndpoint(TasksEndpoint, nameof(TasksEndpoint));
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Randomizer);
        ArgumentNullException.ThrowIfNull(PollingSchedule);
        ArgumentNullException.ThrowIfNull(Retry);
        ArgumentNullException.ThrowIfNull(Headers);
        Retry.Check();
        if (!Enum.IsDefined(PathSpelling))
        {
            throw new ArgumentException($"{nameof(PathSpelling)} is {PathSpelling}; it must be {ModelPathSpelling.ApiPage} or {ModelPathSpelling.Later}.", nameof(PathSpelling));
        }

        CheckDeadline(Deadline, nameof(Deadline));
        CheckCount(MaxDownloadBytes, Array.MaxLength, nameof(MaxDownloadBytes));
        CheckCount(MaxConcurrentDownloads, int.MaxValue, nameof(MaxConcurrentDownloads));
        CheckHeaders(Headers);
        if (IdempotencyHeader is not null)
        {
            CheckHeader(IdempotencyHeader, "key", nameof(IdempotencyHeader));
        }

        if (HttpInvoker is HttpClient client && client.Timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException(
                $"{nameof(HttpInvoker)} is an HttpClient that gives up after {client.Timeout}, though the generation is paid for and may take longer. "
                + $"Set its Timeout to Timeout.InfiniteTimeSpan; {nameof(Deadline)} bounds the call.", nameof(HttpInvoker));
        }
    }

    internal static void CheckDeadline(TimeSpan deadline, string parameter)
    {
        if (deadline <= TimeSpan.Zero || deadline > TimeSpan.FromHours(24))
        {
            throw new ArgumentException($"{parameter} is {deadline}; it must be more than zero and at most 24 hours.", parameter);
        }
    }

    internal static void CheckHeaders(IReadOnlyDictionary<string, string> headers)
    {
        foreach ((string name, string value) in headers)
        {
            CheckHeader(name, value, nameof(Headers));
        }
    }

    private static void CheckCount(int value, int most, string name)
    {
        if (value <= 0 || value > most)
        {
            throw new ArgumentException($"{name} is {value}; it must be more than zero and at most {most}.", name);
        }
    }

    private static void CheckHeader(string name, string value, string parameter)
    {
        using var probe = new HttpRequestMessage();
        if (name is null || value is null || IsReserved(name) || value.AsSpan().ContainsAny('\r', '\n', '\0') || !Ascii.IsValid(value) || !probe.Headers.TryAddWithoutValidation(name, value))
        {
            throw new ArgumentException(
                $"{parameter} has '{name}', which cannot be sent: it is no name of a request header, or the client sets it itself, or its value has line breaks or characters outside ASCII.", parameter);
        }
    }

    // What decides where a request goes, whose it is and how its body is read.
    private static bool IsReserved(string name) => name.ToUpperInvariant() is
        "AUTHORIZATION" or "PROXY-AUTHORIZATION" or "HOST" or "CONNECTION" or "TRANSFER-ENCODING" or "UPGRADE" or "EXPECT" or "COOKIE" or "TE" or "TRAILER";

#pragma warning disable RS0030 // The one place where randomness comes from; everything else is handed it.
    private static double DefaultRandomizer() => Random.Shared.NextDouble();
#pragma warning restore RS0030

    private static void CheckEndpoint(Uri endpoint, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoint, name);
        if (!endpoint.IsAbsoluteUri || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
            || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0 || endpoint.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                $"{name} is '{endpoint}'; it must be an absolute https URL without user, query or fragment, as in {DefaultSubmitEndpoint}. Plain http is taken for loopback addresses only, because the key goes there.", name);
        }
    }
}
