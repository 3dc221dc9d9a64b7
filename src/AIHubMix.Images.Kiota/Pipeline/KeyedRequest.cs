namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>Tells requests to the gateway from downloads of pictures, which can have the same host: the SDK puts its key on the former only.</summary>
internal static class KeyedRequest
{
    public static bool Is(HttpRequestMessage request) => request.Headers.NonValidated.Contains("Authorization");
}
