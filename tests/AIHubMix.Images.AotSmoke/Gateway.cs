using System.Net;
using System.Text;

namespace AIHubMix.Images.AotSmoke;

/// <summary>The gateway in a few words: the simulator cannot be compiled ahead of time.</summary>
internal sealed class Gateway : HttpMessageHandler
{
    private const string Base64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static byte[] Picture { get; } = Convert.FromBase64String(Base64);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(Stream.Null, cancellationToken);
        }

        return request.RequestUri!.AbsolutePath switch
        {
            "/picture.png" => new HttpResponseMessage { Content = new ByteArrayContent(Picture) },
            "/v1/tasks/aot" => Json("""{"id":"aot","status":"Ready","result":{"sample":"https://example.com/picture.png"}}"""),
            "/v1/models/bfl/flux-kontext-max/predictions" => Json("""{"output":[{"taskId":"aot"}]}"""),
            "/v1/models/vendor/refused/predictions" => Json("""{"error":{"message":"no","code":"moderation_blocked"}}""", HttpStatusCode.BadRequest),
            _ => Json($$$"""{"output":{"b64_json":[{"bytesBase64":"{{{Base64}}}","mimeType":"png"}],"urls":[]},"usage":{"total_tokens":3}}"""),
        };
    }

    private static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}
