using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator.Contract;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace AIHubMix.Images.ContractTests.Differential;

/// <summary>Whatever the input, the client's validation and the simulator's judge, which were made from the document by different ways, name the same violations.</summary>
/// <remarks>CONTRACT_INPUTS gives the number of inputs for each model, CONTRACT_SEED where they begin. A failure names its seed and the smallest input that shows it.</remarks>
public sealed class ClientAgainstJudgeTests
{
    private static readonly int Inputs = Number("CONTRACT_INPUTS", 200);
    private static readonly int Seed = Number("CONTRACT_SEED", 20260301);

    public static TheoryData<string> Models => [.. ModelProbe.Paths];

    [Theory]
    [MemberData(nameof(Models))]
    public void Validate_AnyInput_NamesTheViolationsThatTheJudgeNames(string path)
    {
        ModelContract model = DocumentModels.Of(path);
        var verdicts = new Dictionary<Verdict, int>();
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(Inputs)
            .WithQuietOnSuccess(true)
            .WithReplay(new Replay(new Rnd((ulong)Seed, SequenceOf(path)), FSharpOption<int>.None));

        long started = Stopwatch.GetTimestamp();
        Check.One(config, Prop.ForAll(InputGenerator.Of(model), input =>
        {
            Verdict verdict = Judging.Compare(model, input.Json);
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        }));

        TestContext.Current.TestOutputHelper?.WriteLine($"{Inputs} inputs from seed {Seed} in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s: {string.Join(", ", verdicts.Select(entry => $"{entry.Value} {entry.Key}"))}");
        Assert.All(Enum.GetValues<Verdict>(), verdict => Assert.True(verdicts.GetValueOrDefault(verdict) >= Inputs / 50, $"Too few inputs are {verdict}: the generator makes {string.Join(", ", verdicts)}."));
    }

    // Models that share a schema are tried with different inputs. FsCheck wants an odd number.
    private static ulong SequenceOf(string path) => (2 * (ulong)ModelProbe.Paths.ToList().IndexOf(path)) + 1;

    private static int Number(string variable, int otherwise) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
