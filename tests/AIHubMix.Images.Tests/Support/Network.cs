using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace AIHubMix.Images.Tests.Support;

/// <summary>A network whose answers are code: unlike <see cref="StubGateway"/> it leaves the body of a request alone, and takes requests from many threads.</summary>
internal sealed class Network(Func<HttpRequestMessage, int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private int _requests;

    /// <summary>How many requests have come.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>A client on the network and a fake clock. The bench's own gateway hears nothing.</summary>
    public Bench Bench(Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null)
    {
#pragma warning disable CA2000 // It holds nothing but this.
        var invoker = new HttpMessageInvoker(this, disposeHandler: false);
#pragma warning restore CA2000
        return new Bench(options => (configure?.Invoke(options) ?? options) with { HttpInvoker = invoker });
    }

    public static HttpResponseMessage Answer(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };

    /// <summary>Asks for the body as a transport does that sends it.</summary>
    public static Task ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.Content!.CopyToAsync(Stream.Null, cancellationToken);

    /// <summary>Never ends but by cancellation.</summary>
    public static async Task<T> NeverAsync<T>(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<T>();
        await using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return await never.Task;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answer(request, Interlocked.Increment(ref _requests), cancellationToken);
}
