using System.Text;
using System.Text.Json;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Responses;

/// <summary>Whatever the answer, and however it comes, the scanner makes of it what a plain reading of the whole makes of it; see <see cref="PlainReading"/> for what is meant to differ.</summary>
/// <remarks>Each case has a seed of its own, which a failure names.</remarks>
public sealed class PredictionScannerProperties
{
    private const int Seed = 20260301;

    [Fact]
    public async Task Scan_AnyAnswer_IsReadAsSystemTextJsonReadsIt()
    {
        for (int seed = Seed; seed < Seed + 2000; seed++)
        {
            var random = new Random(seed);
            await CheckAsync(new RandomAnswer(random).Next(largest: 1500), random, $"seed {seed}");
        }
    }

    [Fact]
    public async Task Scan_DamagedAnswer_IsReadOrRefusedAsSystemTextJsonReadsOrRefusesIt()
    {
        for (int seed = Seed; seed < Seed + 4000; seed++)
        {
            var random = new Random(seed);
            var answers = new RandomAnswer(random);
            await CheckAsync(answers.Damage(answers.Next(largest: 300)), random, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(100_000, 30)]
    [InlineData(8 * 1024 * 1024, 2)]
    public async Task Scan_LargePictures_AreReadAsSystemTextJsonReadsThem(int largest, int cases)
    {
        for (int seed = Seed; seed < Seed + cases; seed++)
        {
            var random = new Random(seed);
            var answers = new RandomAnswer(random);
            byte[] body = answers.Next(largest);
            await CheckAsync(random.Next(2) == 0 ? body : answers.Damage(body), random, $"seed {seed}");
        }
    }

    private static async Task CheckAsync(byte[] body, Random random, string seed)
    {
        string about = $"{seed}, {(body.Length < 5000 ? Encoding.UTF8.GetString(body) : $"{body.Length} bytes")}";
        var plain = new PlainReading(body);
        AssertPlain(plain, body, about);

        Scanned scanned = await Scanned.OfAsync(body);

        var failure = scanned.Failure as ScanException;
        Assert.True(plain.FailsAt == failure?.Offset, $"'{failure?.Message}', not at byte {plain.FailsAt}: {about}");
        Scanned.AssertSame(plain.Pictures, scanned.Pictures, about);
        string expected = Encoding.UTF8.GetString(plain.Text);
        string text = failure is null ? scanned.TextAsString : scanned.TextAsString.TrimEnd(',', ' ', '\t', '\r', '\n');
        Assert.True(expected == text, $"'{text}', not '{expected}': {about}");
        Assert.True(plain.HasDocument == scanned.Document is not null, $"'{scanned.Document}': {about}");

        for (int times = 0; times < 2; times++)
        {
            int piece = random.Next(3) switch { 0 => 1, 1 => random.Next(2, 20), _ => 5000 } + (body.Length / 1000);
            int destination = random.Next(3) switch { 0 => 1, 1 => random.Next(2, 20), _ => 5000 } + (body.Length / 1000);
            Scanned.AssertSame(
                scanned,
                await Scanned.OfAsync(body, () => random.Next(1, piece + 1), () => random.Next(1, destination + 1)),
                $"pieces of {piece} into {destination}, {about}");
        }
    }

    // The reading of the tests goes token by token; JsonDocument is asked whether it is right.
    private static void AssertPlain(PlainReading plain, byte[] body, string about)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body.AsMemory(body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0));
            Assert.True(plain.FailsAt is null, about);
        }
        catch (JsonException)
        {
            Assert.True(plain.FailsAt is not null, about);
        }
    }
}
