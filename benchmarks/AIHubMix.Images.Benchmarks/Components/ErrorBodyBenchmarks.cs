using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>A call that is refused, without a network, until the client's own exception was caught and its message read: a pause before another attempt would be all that was measured, so each sends once.</summary>
/// <remarks>
/// <para>The time is for the most part that of throwing, once for each asynchronous method between the answer and the caller. The SDK's exception has the billing class, the trace id and the attempts in it,
/// which the others' have not; OpenAI's is told its own form.</para>
/// <para>Kiota's says of a page of HTML that nothing can read it, and NSwag's that it is no JSON: the only rows where the words of the gateway are not to be had.</para>
/// </remarks>
[MemoryDiagnoser]
public class ErrorBodyBenchmarks
{
    private Contest? _contest;

    [Params(ErrorBody.Unauthorized, ErrorBody.TooManyRequests, ErrorBody.ServerError, ErrorBody.HtmlPage)]
    public ErrorBody Error { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _contest = Contest.InMemory(Error.ToHandler());
        foreach (Func<Task<string>> fail in (Func<Task<string>>[])[Raw, Client, OpenAI, Refit, .. Error == ErrorBody.HtmlPage ? [] : (Func<Task<string>>[])[Kiota, NSwag]])
        {
            string message = await fail().ConfigureAwait(false);
            if (!message.Contains(Error.Words(), StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{fail.Method.Name}: \"{message}\" without \"{Error.Words()}\".");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public Task<string> Raw() => _contest!.Raw.FailAsync();

    [Benchmark]
    public Task<string> Client() => _contest!.Subject.FailAsync();

    [Benchmark]
    public Task<string> OpenAI() => _contest!.Peer<OpenAIPeer>().FailAsync();

    [Benchmark]
    public Task<string> Refit() => _contest!.Peer<RefitPeer>().FailAsync();

    [Benchmark]
    public Task<string> Kiota() => _contest!.Peer<KiotaPeer>().FailAsync();

    [Benchmark]
    public Task<string> NSwag() => _contest!.Peer<NSwagPeer>().FailAsync();

    [GlobalCleanup]
    public void CleanUp() => _contest?.Dispose();
}
