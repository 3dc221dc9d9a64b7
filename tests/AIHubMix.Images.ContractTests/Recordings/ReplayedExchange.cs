using System.Net;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.ContractTests.Recordings;

/// <summary>Stands for the network: gives the recorded answer to what was recorded, and a URL to the prediction that a recorded download needs first.</summary>
internal sealed class ReplayedExchange(Recording recording) : HttpMessageHandler
{
    public string? SentPath { get; private set; }

    /// <summary>The body that was sent, as JSON; null when there was none.</summary>
    public JsonNode? Sent { get; private set; }

    public static Uri UrlOf(Recording download) => new($"https://{download.Host}{download.Path}");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (recording.Operation == "download" && request.Method == HttpMethod.Post)
        {
            return new HttpResponseMessage { Content = new StringContent(new JsonObject { ["output"] = new JsonArray(UrlOf(recording).AbsoluteUri) }.ToJsonString()) };
        }

        SentPath = request.RequestUri!.AbsolutePath;
        Sent = request.Content is { } content ? JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken)) : null;
        if (recording.Status is not { } status)
        {
            throw new HttpRequestException($"Recorded as {recording.Failure}.");
        }

        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = recording.Failure is { } failure
                ? new StreamContent(new BreakingStream(recording.ResponseBytes, $"Recorded as {failure}."))
                : new ByteArrayContent(recording.ResponseBytes),
        };
        foreach ((string name, string value) in recording.ResponseHeaders)
        {
            // The length is that of the whole body, and what was compressed is so no longer.
            if (name.ToUpperInvariant() is not ("CONTENT-LENGTH" or "CONTENT-ENCODING" or "CONTENT-RANGE" or "TRANSFER-ENCODING") && !response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }
}
