using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>One look at a task, in each state, without a network: the SDK's resumes the task from its id first and keeps every member of the answer, where raw and Refit keep the two that they are to return.</summary>
/// <remarks>OpenAI's SDK has no tasks of this kind.</remarks>
[MemoryDiagnoser]
public class TaskStateBenchmarks
{
    private Contest? _contest;

    [Params(TaskState.Pending, TaskState.Ready, TaskState.Moderated, TaskState.Failed)]
    public TaskState State { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _contest = Contest.InMemory(State.ToHandler());
        foreach (Func<Task<string>> look in (Func<Task<string>>[])[Raw, Client, Refit, Kiota, NSwag])
        {
            string status = await look().ConfigureAwait(false);
            if (status != State.ToStatus())
            {
                throw new InvalidOperationException($"{look.Method.Name}: {status} instead of {State.ToStatus()}.");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public Task<string> Raw() => _contest!.Raw.LookAsync();

    [Benchmark]
    public Task<string> Client() => _contest!.Subject.LookAsync();

    [Benchmark]
    public Task<string> Refit() => _contest!.Peer<RefitPeer>().LookAsync();

    [Benchmark]
    public Task<string> Kiota() => _contest!.Peer<KiotaPeer>().LookAsync();

    [Benchmark]
    public Task<string> NSwag() => _contest!.Peer<NSwagPeer>().LookAsync();

    [GlobalCleanup]
    public void CleanUp() => _contest?.Dispose();
}
