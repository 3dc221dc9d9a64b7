using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.ColdStart;

/// <summary>A process that makes one contender, and with it one small call without a network.</summary>
/// <remarks>Of each contender nothing is loaded in the process of another: they are made in methods that are compiled when they are called.</remarks>
internal static class ColdStartChild
{
    public const string Verb = "cold-start-child";

    public const string Client = "client";
    public const string Raw = "raw";
    public const string OpenAI = "openai";
    public const string Refit = "refit";
    public const string Kiota = "kiota";
    public const string NSwag = "nswag";

    private static readonly Uri Endpoint = new("http://127.0.0.1:1/");

    public static async Task<int> RunAsync(string contender)
    {
        long started = Stopwatch.GetTimestamp();
        var handler = MemoryHandler.ForSmallCalls();
        string url = await (contender switch
        {
            Client => CallWithClientAsync(handler),
            Raw => CallWithRawAsync(handler),
            OpenAI => CallWithOpenAIAsync(handler),
            Refit => CallWithRefitAsync(handler),
            Kiota => CallWithKiotaAsync(handler),
            NSwag => CallWithNSwagAsync(handler),
            _ => throw new ArgumentOutOfRangeException(nameof(contender)),
        }).ConfigureAwait(false);
        double elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (url != SmallBodies.Url)
        {
            throw new InvalidOperationException($"{contender}: {url}");
        }

        Console.WriteLine(elapsed.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string> CallWithClientAsync(HttpMessageHandler handler) => new Subject(new HttpMessageInvoker(handler), Endpoint).CallAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string> CallWithRawAsync(HttpMessageHandler handler) => new RawPeer(Contest.CreateHttpClient(handler, Endpoint), Endpoint).CallAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string> CallWithOpenAIAsync(HttpMessageHandler handler) => new OpenAIPeer(Contest.CreateHttpClient(handler, Endpoint), Endpoint).CallAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string> CallWithRefitAsync(HttpMessageHandler handler) => new RefitPeer(Contest.CreateHttpClient(handler, Endpoint)).CallAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string> CallWithKiotaAsync(HttpMessageHandler handler) => new KiotaPeer(Contest.CreateHttpClient(handler, Endpoint), Endpoint).CallAsync();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<string> CallWithNSwagAsync(HttpMessageHandler handler) => new NSwagPeer(Contest.CreateHttpClient(handler, Endpoint), Endpoint).CallAsync();
}
