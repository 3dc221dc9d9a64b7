using System.Diagnostics;
using System.Globalization;

namespace AIHubMix.Images.Benchmarks.Soaking;

/// <summary>Buys pictures at a bounded rate for a long time over a network that fails at random, and holds the bill of the simulator, which runs in a process of its own, against what the client said.</summary>
internal sealed class Soak : IDisposable
{
    private const double DefaultMinutes = 10;
    private const int DefaultSeed = 20260301;
    private const int PerSecond = 5;
    private const double LargestGrowth = 0.05;
    private static readonly TimeSpan BetweenSamples = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(60);

    private readonly UnreliableNetwork _network;
    private readonly AIHubMixClient _client;
    private readonly Outcome[] _outcomes;
    private readonly Random _random;
    private readonly List<long> _heap = [];
    private int _unobserved;
    private int _untyped;
    private int _collected;
    private int _downloadFailures;

    private Soak(Uri gateway, int most, int seed)
    {
        _random = new Random(seed);
        _outcomes = new Outcome[most];
        _network = new UnreliableNetwork(seed);
        _client = new AIHubMixClient("sk-soak", new AIHubMixClientOptions
        {
            SubmitEndpoint = gateway,
            TasksEndpoint = gateway,
            HttpInvoker = new HttpMessageInvoker(_network),
            Deadline = TimeSpan.FromSeconds(8),
            PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(50)),
            Retry = new RetryOptions
            {
                BaseDelay = TimeSpan.FromMilliseconds(20),
                MaxDelay = TimeSpan.FromMilliseconds(200),
                MaxRetryAfter = TimeSpan.FromMilliseconds(200),
                Budget = TimeSpan.FromSeconds(2),
            },
        });
        TaskScheduler.UnobservedTaskException += (_, _) => Interlocked.Increment(ref _unobserved);
    }

    /// <summary>What became of a call, as the client told it.</summary>
    private enum Outcome : byte
    {
        NotCalled,
        Result,
        OutcomeUnknown,
        Billed,
        NotBilled,
        Cancelled,
    }

    /// <summary>Runs for the minutes that the first argument gives, with the seed that the second gives.</summary>
    /// <returns>0 when every promise was kept.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        TimeSpan length = TimeSpan.FromMinutes(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : DefaultMinutes);
        int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : DefaultSeed;
        using Process gateway = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, SoakGateway.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var endpoint = new Uri((await gateway.StandardOutput.ReadLineAsync())!);
            using var soak = new Soak(endpoint, (int)(length.TotalSeconds * PerSecond) + 1, seed);
            await soak.CallAsync(length);
            await gateway.StandardInput.WriteLineAsync();
            return soak.Report(await SoakGateway.ReadLedgerAsync(gateway.StandardOutput), length, seed);
        }
        finally
        {
            gateway.Kill();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _network.Dispose();
    }

    private async Task CallAsync(TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        TimeSpan nextSample = WarmUp < length ? WarmUp : TimeSpan.Zero;
        var running = new List<Task>();
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (int number = 0; number < _outcomes.Length && watch.Elapsed < length; number++)
        {
            await beat.WaitForNextTickAsync();
            running.RemoveAll(task => task.IsCompletedSuccessfully);
            running.Add(CallAsync(number));
            if (watch.Elapsed >= nextSample)
            {
                await Task.WhenAll(running);
                running.Clear();
                _heap.Add(MeasureHeap());
                nextSample = watch.Elapsed + BetweenSamples;
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{watch.Elapsed:mm\\:ss} {number + 1} calls, {_heap[^1] / 1024} KiB and {GC.GetGCMemoryInfo().GenerationInfo[3].SizeAfterBytes / 1024} KiB of large buffers"));
            }
        }

        await Task.WhenAll(running);
    }

    /// <summary>What is alive, the large objects left out: those are the buffers that the array pool of .NET keeps for a while, as many as chance has it.</summary>
    private static long MeasureHeap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetGCMemoryInfo().GenerationInfo[..3].ToArray().Sum(generation => generation.SizeAfterBytes - generation.FragmentationAfterBytes);
    }

    private async Task CallAsync(int number)
    {
        ImageModel model = ImageModels.All[number % ImageModels.All.Count];
        var input = new System.Text.Json.Nodes.JsonObject { ["prompt"] = SoakGateway.PromptOf(number) };
        int patience;
        lock (_random)
        {
            patience = _random.Next(100) < 5 ? _random.Next(200) : Timeout.Infinite;
        }

        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(patience), TimeProvider.System);
        try
        {
            ImageResult result = await _client.GenerateAsync(model, input, cancellationToken: caller.Token).ConfigureAwait(false);
            _outcomes[number] = Outcome.Result;
            await DownloadAsync(result).ConfigureAwait(false);
        }
        catch (AIHubMixException exception)
        {
            _outcomes[number] = OutcomeOf(exception.Billing, inDoubt: Outcome.OutcomeUnknown);
            await CollectAsync(number, exception.TaskToken).ConfigureAwait(false);
        }
        catch (GenerationCanceledException exception)
        {
            _outcomes[number] = OutcomeOf(exception.Billing, inDoubt: Outcome.Cancelled);
            await CollectAsync(number, exception.TaskToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Interlocked.Increment(ref _untyped);
            Console.Error.WriteLine(exception);
        }
    }

    private static Outcome OutcomeOf(BillingClass billing, Outcome inDoubt) => billing switch
    {
        BillingClass.OutcomeUnknown => inDoubt,
        BillingClass.Billed => Outcome.Billed,
        _ => Outcome.NotBilled,
    };

    /// <summary>What was paid for is collected, however often it takes.</summary>
    private async Task CollectAsync(int number, string? token)
    {
        for (int attempt = 0; token is not null && attempt < 5; attempt++)
        {
            try
            {
                ImageResult result = await _client.ResumeTask(token).WaitAsync().ConfigureAwait(false);
                _outcomes[number] = Outcome.Result;
                Interlocked.Increment(ref _collected);
                await DownloadAsync(result).ConfigureAwait(false);
                return;
            }
            catch (AIHubMixException)
            {
                // The network fails here as well.
            }
        }
    }

    private async Task DownloadAsync(ImageResult result)
    {
        foreach (GeneratedImage image in result.Images)
        {
            try
            {
                await image.GetBytesAsync().ConfigureAwait(false);
            }
            catch (ImageDownloadException)
            {
                Interlocked.Increment(ref _downloadFailures);
            }
        }
    }

    private int Report(IReadOnlyList<int> ledger, TimeSpan length, int seed)
    {
        int[] billed = new int[_outcomes.Length];
        foreach (int number in ledger)
        {
            billed[number]++;
        }

        int calls = Count(_ => true);
        int twice = billed.Count(times => times > 1);
        int resultsNotBilled = Count(number => _outcomes[number] == Outcome.Result && billed[number] != 1);
        int deniedButBilled = Count(number => _outcomes[number] == Outcome.NotBilled && billed[number] != 0);
        int results = Of(Outcome.Result), unknown = OfBilled(Outcome.OutcomeUnknown), taken = OfBilled(Outcome.Billed), cancelled = OfBilled(Outcome.Cancelled);
        int neverBilled = Of(Outcome.OutcomeUnknown) + Of(Outcome.Billed) - unknown - taken;
        bool balances = ledger.Count == results + unknown + taken + cancelled;
        int quarter = Math.Max(1, _heap.Count / 4);
        double first = Median(_heap[..quarter]), last = Median(_heap[^quarter..]), growth = (last / first) - 1;
        bool isKept = twice == 0 && resultsNotBilled == 0 && deniedButBilled == 0 && balances && _untyped == 0 && _unobserved == 0 && growth <= LargestGrowth;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            soak          {length.TotalMinutes:0.#} min, seed {seed}, {calls} calls of {ImageModels.All.Count} models, {_network.Requests} requests, {_network.Faults} of them failed on purpose
            outcomes      {results} results ({_collected} of them collected by a token), {unknown} unknown, {taken} billed without a result, {Of(Outcome.NotBilled)} not billed, {cancelled} cancelled
            ledger        {ledger.Count} = {results} results + {unknown} unknown + {taken} billed without a result + {cancelled} cancelled: {(balances ? "balances" : "DOES NOT BALANCE")}
            in doubt      {neverBilled} failures and {Of(Outcome.Cancelled) - cancelled} cancellations that may have been billed, and were not
            paid twice    {twice}
            wrong claims  {resultsNotBilled} results that were not billed once, {deniedButBilled} calls billed though the client said not
            exceptions    {_untyped} untyped, {_unobserved} unobserved; {_downloadFailures} downloads failed in time
            heap          {first / 1024:0} KiB early, {last / 1024:0} KiB late ({growth:+0.0%;-0.0%}), {_heap.Count} samples after full collections
            {(isKept ? "kept" : "BROKEN")}
            """));
        return isKept ? 0 : 1;

        int Of(Outcome outcome) => _outcomes.Count(one => one == outcome);
        int OfBilled(Outcome outcome) => Count(number => _outcomes[number] == outcome && billed[number] == 1);
        int Count(Func<int, bool> which) => Enumerable.Range(0, _outcomes.Length).Count(number => _outcomes[number] != Outcome.NotCalled && which(number));
        static double Median(List<long> values) => values.Count == 0 ? double.NaN : values.Order().ElementAt(values.Count / 2);
    }
}
