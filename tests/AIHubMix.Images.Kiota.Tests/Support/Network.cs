using System.Net;
using System.Text;

namespace AIHubMix.Images.Kiota.Tests.Support;

/// <summary>Stands for the network: notes every request as it leaves, and answers it by what the test says.</summary>
internal sealed class Network(Func<SentRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>The smallest PNG.</summary>
    public static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public List<SentRequest> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Redirect(string location, HttpStatusCode status = HttpStatusCode.Found) =>
        new(status) { Headers = { Location = new Uri(location, UriKind.RelativeOrAbsolute) } };

    /// <summary>A prediction that is answered with a task, which is ready at once with a picture on another host.</summary>
    public static HttpResponseMessage Task(SentRequest request) => request.Url switch
    {
        { Host: "pictures.example.com" } => new HttpResponseMessage { Content = new ByteArrayContent(Picture) },
        _ when request.Method == HttpMethod.Post => Json("""{"output":[{"taskId":"t1"}]}"""),
        _ => Json("""{"status":"Ready","result":{"sample":"https://pictures.example.com/deer.png?sig=1"}}"""),
    };

    /// <summary>A prediction that is answered with a picture.</summary>
    public static HttpResponseMessage Inline(SentRequest request) => Json($$$"""{"output":{"b64_json":[{"bytesBase64":"{{{Convert.ToBase64String(Picture)}}}"}]}}""");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = new SentRequest(
            request.Method,
            request.RequestUri!,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken));
        lock (Requests)
        {
            Requests.Add(sent);
        }

        HttpResponseMessage response = answer(sent);
        response.RequestMessage = request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
