using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>A small answer in each of the six forms, without a network, until the URL, the decoded picture of 3 KiB or the task's id is there: a client that left the base64 as a string would be spared half of the work.</summary>
/// <remarks>
/// <para>The SDK finds out which form has come; raw, Refit and Kiota are told beforehand, and have types of their own for it, which is in their favour.</para>
/// <para>NSwag's client can read the two objects alone, and throws at a list. OpenAI's SDK reads its own form, whose lists are like two of these.</para>
/// </remarks>
[MemoryDiagnoser]
public class ReadingBenchmarks
{
    private readonly Dictionary<OutputForm, Contest> _contests = Enum.GetValues<OutputForm>().ToDictionary(form => form, form => Contest.InMemory(form.ToHandler()));

    public static IReadOnlyList<OutputForm> Forms => Enum.GetValues<OutputForm>();

    [GlobalSetup]
    public async Task CheckAsync()
    {
        foreach (OutputForm form in Forms)
        {
            Check(form, await Raw(form).ConfigureAwait(false));
            Check(form, await Client(form).ConfigureAwait(false));
            Check(form, await Refit(form).ConfigureAwait(false));
            Check(form, await Kiota(form).ConfigureAwait(false));
        }

        Check(OutputForm.ObjectBase64, await NSwag(OutputForm.ObjectBase64).ConfigureAwait(false));
        Check(OutputForm.ObjectUrl, await NSwag(OutputForm.ObjectUrl).ConfigureAwait(false));
        Check(OutputForm.ListUrl, await OpenAI(OutputForm.ListUrl).ConfigureAwait(false));
        Check(OutputForm.ListOpenAIBase64, await OpenAI(OutputForm.ListOpenAIBase64).ConfigureAwait(false));
    }

    [Benchmark(Baseline = true)]
    [ArgumentsSource(nameof(Forms))]
    public Task<int> Raw(OutputForm form) => _contests[form].Raw.ReadAsync(form);

    [Benchmark]
    [ArgumentsSource(nameof(Forms))]
    public Task<int> Client(OutputForm form) => _contests[form].Subject.ReadAsync(form);

    [Benchmark]
    [ArgumentsSource(nameof(Forms))]
    public Task<int> Refit(OutputForm form) => _contests[form].Peer<RefitPeer>().ReadAsync(form);

    [Benchmark]
    [ArgumentsSource(nameof(Forms))]
    public Task<int> Kiota(OutputForm form) => _contests[form].Peer<KiotaPeer>().ReadAsync(form);

    [Benchmark]
    [Arguments(OutputForm.ObjectBase64)]
    [Arguments(OutputForm.ObjectUrl)]
    public Task<int> NSwag(OutputForm form) => _contests[form].Peer<NSwagPeer>().ReadAsync(form);

    [Benchmark]
    [Arguments(OutputForm.ListUrl)]
    [Arguments(OutputForm.ListOpenAIBase64)]
    public Task<int> OpenAI(OutputForm form) => _contests[form].Peer<OpenAIPeer>().ReadAsync(form);

    [GlobalCleanup]
    public void CleanUp()
    {
        foreach (Contest contest in _contests.Values)
        {
            contest.Dispose();
        }
    }

    private static void Check(OutputForm form, int length)
    {
        if (length != form.ExpectedLength())
        {
            throw new InvalidOperationException($"{form}: {length} instead of {form.ExpectedLength()}.");
        }
    }
}
