using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AIHubMix.Images.Tests.Support;

/// <summary>Stands for the network: notes every request with its body and answers from a queue; the last answer is repeated.</summary>
internal sealed class StubGateway(TimeProvider time) : HttpMessageHandler
{
    private readonly long _started = time.GetTimestamp();
    private readonly Queue<(bool ReadsBody, Func<CancellationToken, Task<HttpResponseMessage>> Answer)> _answers = new();
    private (bool ReadsBody, Func<CancellationToken, Task<HttpResponseMessage>>? Answer) _last;

    public List<StubRequest> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public StubGateway Answer(string body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json", params (string Name, string Value)[] headers) =>
        Answer(Encoding.UTF8.GetBytes(body), status, type, headers);

    public StubGateway Answer(byte[] body, HttpStatusCode status, string? type, params (string Name, string Value)[] headers) =>
        Answer(_ => Task.FromResult(Response(new ByteArrayContent(body), status, type, headers)));

    public StubGateway Answer(HttpContent content, HttpStatusCode status = HttpStatusCode.OK) =>
        Answer(_ => Task.FromResult(new HttpResponseMessage(status) { Content = content }));

    public StubGateway Answer(HttpResponseMessage answer) => Answer(_ => Task.FromResult(answer));

    public StubGateway Answer(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue((true, answer));
        return this;
    }

    public StubGateway Redirect(string location, HttpStatusCode status = HttpStatusCode.Found) => Answer([], status, null, ("Location", location));

    public StubGateway Fail(Exception exception) => Answer(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Fails before the body of the request is asked for, as when no connection comes about.</summary>
    public StubGateway FailToConnect(Exception exception)
    {
        _answers.Enqueue((false, _ => Task.FromException<HttpResponseMessage>(exception)));
        return this;
    }

    /// <summary>Takes the request and never answers it.</summary>
    public StubGateway Hang() => Answer(cancellationToken =>
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return never.Task;
    });

    /// <summary>The times of the requests since the stub was made, in milliseconds.</summary>
    public IEnumerable<double> TimesOf(HttpMethod method) => Requests.Where(request => request.Method == method).Select(request => request.At.TotalMilliseconds);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _last = _answers.Count > 0 ? _answers.Dequeue() : _last;
        Assert.NotNull(_last.Answer);
        Requests.Add(new StubRequest(
            request.Method,
            request.RequestUri!,
            request.Headers.Authorization,
            request.Headers.Accept.ToString(),
            request.Headers,
            request.Content?.Headers,
            request.Content is null || !_last.ReadsBody ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken),
            time.GetElapsedTime(_started)));
        cancellationToken.ThrowIfCancellationRequested();
        return await _last.Answer(cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private static HttpResponseMessage Response(HttpContent content, HttpStatusCode status, string? type, (string Name, string Value)[] headers)
    {
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        var response = new HttpResponseMessage(status) { Content = content };
        foreach ((string name, string value) in headers)
        {
            Assert.True(response.Headers.TryAddWithoutValidation(name, value));
        }

        return response;
    }
}

internal sealed record StubRequest(
    HttpMethod Method, Uri Uri, AuthenticationHeaderValue? Authorization, string Accept, HttpRequestHeaders Headers, HttpContentHeaders? ContentHeaders, byte[] Body, TimeSpan At)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
