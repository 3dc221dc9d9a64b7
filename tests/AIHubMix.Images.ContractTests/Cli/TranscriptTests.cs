using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AIHubMix.Images.Cli;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>Runs the commands of the pages, and holds what they print against what stands below them. With AIHUBMIX_WRITE_TRANSCRIPTS set it writes the pages anew.</summary>
public sealed partial class TranscriptTests
{
    private const string Prompt = "$ ";
    private const string Tool = "aihubmix-images ";
    private const string ShownToken = "eyJ2Ijox…";

    private const string CommandLinePage = "docs/command-line.md";

    [Theory]
    [InlineData(CommandLinePage)]
    [InlineData("README.md")]
    public async Task Page_EveryCommand_PrintsWhatStandsBelowIt(string name)
    {
        string path = Repository.PathOf(name);
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromSeconds(12));
        bench.IsMerged = true;
        string page = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var session = new Session(bench);
        var made = new StringBuilder();
        int end = 0;
        foreach (Match block in Block().Matches(page))
        {
            made.Append(page, end, block.Groups[1].Index - end).Append(await session.RunAsync(block.Groups[1].Value));
            end = block.Groups[1].Index + block.Groups[1].Length;
        }

        made.Append(page, end, page.Length - end);
        if (Environment.GetEnvironmentVariable("AIHUBMIX_WRITE_TRANSCRIPTS") is { Length: > 0 } && Masked(page) != Masked(made.ToString()))
        {
            page = made.ToString();
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Masked(page), Masked(made.ToString()));
        Assert.True(end > 0, $"{name} has no transcript.");
        bench.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public void Page_ExitCodes_AreThoseOfTheHelp()
    {
        string page = File.ReadAllText(Repository.PathOf(CommandLinePage));
        MatchCollection codes = HelpedCode().Matches(ExitCode.Description.ReplaceLineEndings("\n"));
        Assert.Equal(7, codes.Count);
        Assert.All(codes, code => Assert.Contains($"| {code.Groups[1].Value} | {code.Groups[2].Value} |", page, StringComparison.Ordinal));
    }

    // What the page says it lets differ.
    private static string Masked(string page) => Size().Replace(Seconds().Replace(RequestId().Replace(page, "ID"), "N s"), "N kB");

    [GeneratedRegex(@"(?<=^```console\n)(.*?)(?=^```$)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^  (\d+) +(.*)$", RegexOptions.Multiline)]
    private static partial Regex HelpedCode();

    [GeneratedRegex("eyJ[A-Za-z0-9_-]{40,}")]
    private static partial Regex Token();

    [GeneratedRegex(@"\d{20,}")]
    private static partial Regex RequestId();

    [GeneratedRegex("""\d+\.\d s\b|(?<="seconds": )[\d.]+""")]
    private static partial Regex Seconds();

    [GeneratedRegex("""\d[\d.]* (kB|MB)\b|(?<="bytes": )\d+|(?<="totalTokens": )\d+|aihubmix-images \d+\.\d\S*, \.NET .*""")]
    private static partial Regex Size();

    [GeneratedRegex("""'([^']*)'|"([^"]*)"|(\S+)""")]
    private static partial Regex Word();

    private sealed class Session(ToolBench bench)
    {
        private string? _token;
        private int _exitCode;

        public async Task<string> RunAsync(string block)
        {
            var made = new StringBuilder();
            string[] lines = block.Split('\n');
            for (int index = 0; index < lines.Length; index++)
            {
                if (!lines[index].StartsWith(Prompt, StringComparison.Ordinal))
                {
                    continue;
                }

                made.Append(lines[index]).Append('\n');
                string command = lines[index][Prompt.Length..];
                if (command.StartsWith("cat ", StringComparison.Ordinal))
                {
                    // The file is what stands there.
                    string[] content = [.. lines[(index + 1)..].TakeWhile(line => !line.StartsWith(Prompt, StringComparison.Ordinal)).Where(line => line.Length > 0)];
                    bench.Write(command[4..], content);
                    made.AppendJoin('\n', content).Append('\n');
                }
                else if (command == "echo $?")
                {
                    made.Append(CultureInfo.InvariantCulture, $"{_exitCode}\n");
                }
                else
                {
                    made.Append(await InvokeAsync(command));
                }
            }

            return made.ToString();
        }

        private async Task<string> InvokeAsync(string command)
        {
            int start = command.IndexOf(Tool, StringComparison.Ordinal);
            bench.Input = start > 0 ? Word().Matches(command[..start])[1].Groups[2].Value : "";
            string text = _token is null ? command[(start + Tool.Length)..] : command[(start + Tool.Length)..].Replace(ShownToken, _token, StringComparison.Ordinal);
            _exitCode = await bench.RunAsync([.. Word().Matches(text).Select(word => word.Groups.Values.Skip(1).First(group => group.Success).Value)]);
            string output = bench.Output.ReplaceLineEndings("\n").Replace(bench.Folder, "~", StringComparison.Ordinal).Replace(bench.Gateway.Endpoint.Authority, "127.0.0.1:8765", StringComparison.Ordinal);
            _token = Token().Match(output) is { Success: true } token ? token.Value : _token;
            return Token().Replace(output, ShownToken);
        }
    }
}
