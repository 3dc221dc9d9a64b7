namespace AIHubMix.Images.Kiota.Tests.Support;

/// <summary>A request as it left.</summary>
internal sealed record SentRequest(HttpMethod Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}
