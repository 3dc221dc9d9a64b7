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

    /// <summary>Where predictions are sent, and the key with them.</summary>
    /// <value>The default is <see cref="DefaultSubmitEndpoint"/>. <c>https://api.inferera.com/v1</c> is a known alternate. Plain http is taken for loopback addresses only.</value>
    public Uri SubmitEndpoint { get; init; } = DefaultSubmitEndpoint;

    /// <summary>Where tasks are fetched, with the key.</summary>
    /// <value>The default is <see cref="DefaultTasksEndpoint"/>, which is another host than that of predictions. Plain http is taken for loopback addresses only.</value>
    public Uri TasksEndpoint { get; init; } = DefaultTasksEndpoint;

    /// <summary>How long a generation may take in all, from sending the request to having the result.</summary>
    /// <value>The default is <see cref="DefaultDeadline"/>. More than zero and at most 24 hours.</value>
    public TimeSpan Deadline { get; init; } = DefaultDeadline;

    /// <summary>Whether inputs are held against the rules of the document before they are sent.</summary>
    /// <value>The default is true. Set it to false when a model has moved on since this package.</value>
    public bool ValidateInput { get; init; } = true;

    /// <summary>The clock of every wait.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>. Tests pass a fake one.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What sends the requests; null for a connection pool of the client's own.</summary>
    /// <value>The default is null. It is not disposed with the client. An <see cref="HttpClient"/> must have its <see cref="HttpClient.Timeout"/>
    /// set to <see cref="Timeout.InfiniteTimeSpan"/>, because <see cref="Deadline"/> rules here. It must not follow redirects by itself.</value>
    public HttpMessageInvoker? HttpInvoker { get; init; }

    internal void Check()
    {
        CheckEndpoint(SubmitEndpoint, nameof(SubmitEndpoint));
        CheckEndpoint(TasksEndpoint, nameof(TasksEndpoint));
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (Deadline <= TimeSpan.Zero || Deadline > TimeSpan.FromHours(24))
        {
            throw new ArgumentException($"{nameof(Deadline)} is {Deadline}; it must be more than zero and at most 24 hours.", nameof(Deadline));
        }

        if (HttpInvoker is HttpClient client && client.Timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException(
                $"{nameof(HttpInvoker)} is an HttpClient that gives up after {client.Timeout}, though the generation is paid for and may take longer. "
                + $"Set its Timeout to Timeout.InfiniteTimeSpan; {nameof(Deadline)} bounds the call.", nameof(HttpInvoker));
        }
    }

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
