using System.Net;
using System.Net.Sockets;
using AIHubMix.Images.Results;
using AIHubMix.Images.Tests.Support;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Tests.Transport;

/// <summary>A public host must not lead a download into a private network, by an address or by a name.</summary>
public sealed class PrivateRedirectTests
{
    private static readonly byte[] Picture = RawServer.Answer("200 OK", $"Content-Length: {Pictures.Png().Length}", Pictures.Png());

    [Theory]
    [InlineData("https://a.example.com/1", "https://10.0.0.1/2?sig=secret", "https://10.0.0.1/2")]
    [InlineData("https://a.example.com/1", "https://localhost/2", "https://localhost/2")]
    [InlineData("http://8.8.8.8/1", "http://[::ffff:127.0.0.1]:8080/2", "http://[::ffff:127.0.0.1]:8080/2")]
    [InlineData("https://a.example.com/1", "//169.254.169.254/latest/meta-data", "https://169.254.169.254/latest/meta-data")]
    public async Task GetImageAsync_PublicToPrivate_IsRefusedAtOnceUnlessAllowed(string from, string to, string shown)
    {
        using var bench = new Bench();
        bench.Gateway.Redirect("/next").Redirect(to).Answer(Pictures.Png(), HttpStatusCode.OK, null);
        using var allowing = new Bench(options => options with { AllowPrivateRedirects = true });
        allowing.Gateway.Redirect("/next").Redirect(to).Answer(Pictures.Png(), HttpStatusCode.OK, null);

        ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(() => DownloadAsync(bench.Options, from));

        Assert.Equal(
            $"The picture at {from} could not be fetched: it redirects to {shown}, which is in a private network. If it is meant to, set AIHubMixClientOptions.AllowPrivateRedirects.",
            exception.Message);
        Assert.Equal(2, bench.Gateway.Requests.Count);
        Assert.Equal(bench.Time.Start, bench.Time.GetUtcNow());
        Assert.Equal(Pictures.Png(), await DownloadAsync(allowing.Options, from));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/1", "http://localhost:5001/2")]
    [InlineData("http://localhost:5000/1", "http://192.168.0.7/2")]
    [InlineData("http://10.0.0.1/1", "https://a.example.com/2")]
    [InlineData("https://a.example.com/1", "https://8.8.8.8/2")]
    public async Task GetImageAsync_FromAPrivateAddressOrToAPublicOne_IsFollowed(string from, string to)
    {
        using var bench = new Bench();
        bench.Gateway.Redirect(to).Answer(Pictures.Png(), HttpStatusCode.OK, null);

        Assert.Equal(Pictures.Png(), await DownloadAsync(bench.Options, from));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetImageAsync_NameThatLeadsToAPrivateAddress_IsRefusedWhenItConnects(bool allowed)
    {
        string host = Dns.GetHostName();
        Assert.SkipUnless(await IsPrivateAsync(host), "The name of this machine leads to no private address.");
        await using var server = new RawServer(port => [RawServer.Redirect($"http://{host}:{port}/2"), Picture]);
        var options = new AIHubMixClientOptions { AllowPrivateRedirects = allowed };

        Task<byte[]> download = DownloadAsync(options, $"http://{host}:{server.Port}/1");

        if (allowed)
        {
            Assert.Equal(Pictures.Png(), await download);
        }
        else
        {
            ImageDownloadException exception = await Assert.ThrowsAsync<ImageDownloadException>(() => download);
            Assert.Contains($"it redirects to http://{host}:{server.Port}/2, which is in a private network", exception.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal((1, 1), (exception.Attempts, server.Heads.Count));
        }
    }

    [Fact]
    public async Task GetImageAsync_BehindAProxy_LeavesTheAddressToIt()
    {
        await using var proxy = new RawServer(_ => [RawServer.Redirect("http://b.example.com/2"), Picture]);
        using SocketsHttpHandler handler = GatewayTransport.CreateHandler();
        handler.Proxy = new WebProxy($"http://127.0.0.1:{proxy.Port}");
        using var invoker = new HttpMessageInvoker(handler);

        Assert.Equal(Pictures.Png(), await DownloadAsync(new AIHubMixClientOptions { HttpInvoker = invoker }, "http://a.example.com/1"));

        Assert.StartsWith("GET http://b.example.com/2 ", proxy.Heads[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetImageAsync_ConnectionBreaksOnRealSockets_GoesOnFromThere()
    {
        byte[] picture = [.. Pictures.Png(), .. new byte[1000]];
        await using var server = new RawServer(_ =>
        [
            RawServer.Answer("200 OK", $"ETag: \"a\"\r\nContent-Length: {picture.Length}", picture[..500]),
            RawServer.Answer("206 Partial Content", $"ETag: \"a\"\r\nContent-Range: bytes 500-{picture.Length - 1}/{picture.Length}\r\nContent-Length: {picture.Length - 500}", picture[500..]),
        ]);
        var retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) };

        Assert.Equal(picture, await DownloadAsync(new AIHubMixClientOptions { Retry = retry }, $"http://127.0.0.1:{server.Port}/deer.png"));

        Assert.Contains("Range: bytes=500-\n", server.Heads[1], StringComparison.Ordinal);
        Assert.Contains("If-Range: \"a\"\n", server.Heads[1], StringComparison.Ordinal);
        Assert.All(server.Heads, head => Assert.DoesNotContain(Bench.Key, head, StringComparison.Ordinal));
    }

    private static async Task<bool> IsPrivateAsync(string host)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, TestContext.Current.CancellationToken)).Any(PrivateAddress.Is);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<byte[]> DownloadAsync(AIHubMixClientOptions options, string url)
    {
        var core = new ClientCore(Bench.Key, options);
        using GatewayTransport transport = core.Transport;
        return (await new ImageDownloader(core, new CallSettings(options, null), GatewayRequest.Prediction(ImageModel.Untyped("a/b"), null), null)
            .DownloadAsync(new Uri(url), TestContext.Current.CancellationToken)).ToArray();
    }
}
