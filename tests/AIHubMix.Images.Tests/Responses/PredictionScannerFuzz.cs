using System.Diagnostics;
using System.Globalization;
using System.Text;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Responses;

/// <summary>Damaged bodies, in pieces of any length and into buffers of any length: each is read or refused, in bounded steps and memory.</summary>
/// <remarks>FUZZ_EXECUTIONS gives the number of bodies, FUZZ_SEED where they begin. A failure names the seed of its body.</remarks>
public sealed class PredictionScannerFuzz
{
    private const int Corpus = 200;

    /// <summary>What a body may cost besides its length: the pool may have to make a buffer of 64 KiB.</summary>
    private const int Beside = 128 * 1024;

    /// <summary>What an exception costs on its way through the methods.</summary>
    private const int OfException = 16 * 1024;

    /// <summary>What a read or a step costs: without optimization an async method makes an object each time.</summary>
#if DEBUG
    private const int OfStep = 128;
#else
    private const int OfStep = 0;
#endif

    [Fact]
    public async Task Scan_AnyBytes_EndsInSuccessOrAScanExceptionWithinBounds()
    {
        int executions = Number("FUZZ_EXECUTIONS", 20_000);
        int first = Number("FUZZ_SEED", 1);
        byte[][] corpus = CorpusOf(first);
        int refused = 0;
        int damaged = 0;
        long started = Stopwatch.GetTimestamp();
        for (int seed = first; seed < first + executions; seed++)
        {
            Execution execution = await ExecuteAsync(corpus, seed);

            // What is made once is paid for by the first that needs it.
            execution = execution.IsModest ? execution : await ExecuteAsync(corpus, seed);
            Assert.True(execution.IsModest, $"seed {seed}: {execution}");
            refused += execution.IsRead ? 0 : 1;
            damaged += execution.Damaged;
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{executions} bodies in {seconds:F1} s, {refused} refused, {damaged} damaged pictures");
        Assert.InRange(refused, executions / 10, executions * 9 / 10);
        Assert.InRange(damaged, executions / 50, executions * 10);
    }

    [Fact]
    public async Task GenerateAsync_AnyBytes_EndsInAResultOrATypedException()
    {
        int executions = Number("FUZZ_EXECUTIONS", 100_000) / 200;
        int seed = Number("FUZZ_SEED", 1);
        byte[][] corpus = CorpusOf(seed);
        for (int execution = 0; execution < executions; execution++)
        {
            var random = new Random(seed + execution);
            using Bench bench = new();
            bench.Gateway.Answer(ChunkedBody.Of(random.Next(3) == 0 ? new IOException("reset") : null, [.. BodyOf(corpus, random).Chunk(random.Next(1, 300))]));
            bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");

            Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

            Assert.True(failure is null or AIHubMixException, $"seed {seed + execution}: {failure}");
        }
    }

    private static byte[][] CorpusOf(int seed)
    {
        var answers = new RandomAnswer(new Random(seed));
        return
        [
            Pictures.Png(),
            .. Enumerable.Range(0, Corpus).Select(_ => answers.Next(largest: 300)).Where(body => body.Length < 4000),
        ];
    }

    private static byte[] BodyOf(byte[][] corpus, Random random)
    {
        byte[] body = corpus[random.Next(corpus.Length)];
        return random.Next(16) == 0 ? body : new RandomAnswer(random).Damage(body);
    }

    private static async Task<Execution> ExecuteAsync(byte[][] corpus, int seed)
    {
        var random = new Random(seed);
        byte[] body = BodyOf(corpus, random);
        int piece = random.Next(4) switch { 0 => 1, 1 => 20, _ => 5000 };
        int room = random.Next(4) switch { 0 => 4, 1 => 50, _ => 1000 };
        byte[] destination = new byte[room];
        bool skips = random.Next(4) == 0;
        var pieces = new Pieces(body, () => random.Next(1, piece + 1), random.Next(4) == 0 ? new IOException("reset") : null);
        bool isRead = false;
        int damaged = 0;
        int steps = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (var scanner = new PredictionScanner(pieces, random.Next(4) == 0 ? "image/png" : null))
        {
            try
            {
                while (await scanner.NextAsync(CancellationToken.None))
                {
                    steps++;
                    try
                    {
                        while ((!skips || random.Next(2) == 0) && await scanner.ReadAsync(destination.AsMemory(0, random.Next(1, room + 1)), CancellationToken.None) > 0)
                        {
                            steps++;
                        }
                    }
                    catch (ScanException)
                    {
                        damaged++;
                    }
                }

                isRead = true;
            }
            catch (Exception exception) when (exception is ScanException || exception == scanner.BrokenBy)
            {
                // It is refused.
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}: {Encoding.UTF8.GetString(body)}", exception);
            }
        }

        return new Execution(body.Length, isRead, damaged, steps, pieces.Reads, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int Number(string variable, int otherwise) => Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private readonly record struct Execution(int Length, bool IsRead, int Damaged, int Steps, int Reads, long Allocated)
    {
        // Every step gives at least a byte, or a picture; every read too, but for the end and one more for each picture that asks for it.
        public bool IsModest => Steps <= Length + 2 && Reads <= Length + 3 && Allocated <= Beside + (8 * Length) + (OfException * Damaged) + (OfStep * (Steps + Reads));
    }
}
