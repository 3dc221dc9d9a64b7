using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Kestrel = Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServer;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>Kestrel with nothing on it, in a process of its own: no routes, no middleware, no log. It reads what it is sent to the end, and answers with the small body.</summary>
internal sealed class KestrelServer : IDisposable
{
    public const string Verb = "kestrel-server";

    private readonly ServerProcess _process;

    private KestrelServer(ServerProcess process) => _process = process;

    public Uri Endpoint => _process.Address;

    public static async Task<KestrelServer> StartAsync() => new(await ServerProcess.StartAsync(Verb).ConfigureAwait(false));

    public static async Task<int> RunAsync()
    {
        var options = new KestrelServerOptions();
        options.Listen(IPAddress.Loopback, 0);
        using var server = new Kestrel(
            Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        await server.StartAsync(new Application(), default).ConfigureAwait(false);
        return await ServerProcess.ServeAsync(new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port).ConfigureAwait(false);
    }

    public void Dispose() => _process.Dispose();

    private sealed class Application : IHttpApplication<IFeatureCollection>
    {
        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public async Task ProcessRequestAsync(IFeatureCollection context)
        {
            IHttpRequestFeature request = context.GetRequiredFeature<IHttpRequestFeature>();
            IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
            await request.Body.CopyToAsync(Stream.Null).ConfigureAwait(false);
            byte[] body = MemoryHandler.IsOpenAI(request.Path) ? SmallBodies.OpenAI : SmallBodies.Gateway;
            response.Headers.ContentType = "application/json";
            response.Headers.ContentLength = body.Length;
            await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body).ConfigureAwait(false);
        }

        public void DisposeContext(IFeatureCollection context, Exception? exception)
        {
        }
    }
}
