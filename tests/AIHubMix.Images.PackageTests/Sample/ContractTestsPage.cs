using System.Globalization;
using System.Text.RegularExpressions;

namespace AIHubMix.Images.PackageTests.Sample;

/// <summary>The sample project of <c>docs/contract-tests.md</c>: each block of code below a line with a file's name in bold is that file.</summary>
internal static partial class ContractTestsPage
{
    public const string Workflow = ".github/workflows/contract-tests.yml";

    public static string Text { get; } = File.ReadAllText(Repository.PathOf("docs/contract-tests.md"));

    public static IReadOnlyDictionary<string, string> Files { get; } =
        Blocks().Where(block => block.Groups["language"].Value != "diff").ToDictionary(block => block.Groups["file"].Value, block => block.Groups["text"].Value + "\n");

    /// <summary>The change for the worse that the page shows: the file, and the lines before and after it.</summary>
    public static (string File, string Before, string After) Break
    {
        get
        {
            Match block = Blocks().Single(block => block.Groups["language"].Value == "diff");
            string[] lines = block.Groups["text"].Value.Split('\n');
            return (block.Groups["file"].Value, Side('+'), Side('-'));

            string Side(char other) => string.Join('\n', lines.Where(line => line[0] != other).Select(line => line[1..]));
        }
    }

    /// <summary>How many tests the page says that the sample has.</summary>
    public static int Tests => int.Parse(NumberOfTests().Match(Text).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>What the page shows of the ledger's message: its lines, and of those with an ellipsis the parts.</summary>
    public static IEnumerable<string> LedgerMessage =>
        LastBlock().Match(Text).Groups[1].Value.Split(['\n', '…'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The last command of the workflow, without <c>dotnet</c>.</summary>
    public static string[] TestCommand => RunLine().Matches(Files[Workflow])[^1].Groups[1].Value.Split(' ');

    private static MatchCollection Blocks() => Block().Matches(Text);

    [GeneratedRegex(@"^\*\*(?<file>[^*\n]+)\*\*\n\n```(?<language>\w+)\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\n```\n([^`]+)\n```\s*$")]
    private static partial Regex LastBlock();

    [GeneratedRegex(@"(\d+) tests")]
    private static partial Regex NumberOfTests();

    [GeneratedRegex(@"^ *- run: dotnet (.+)$", RegexOptions.Multiline)]
    private static partial Regex RunLine();
}
