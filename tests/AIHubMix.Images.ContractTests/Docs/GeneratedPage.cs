namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>A page that is written by a test: <c>.ci/docs</c> writes it, every other run holds it against what it would write.</summary>
internal static class GeneratedPage
{
    /// <summary>The environment variable that has pages written.</summary>
    private const string UpdateVariable = "AIHUBMIX_UPDATE_DOCS";

    /// <summary>Checks the part of a page that stands between two comments, <c>&lt;!-- models --&gt;</c> and <c>&lt;!-- end of models --&gt;</c> for the part <c>models</c>.</summary>
    public static void CheckPart(string name, string part, string expected)
    {
        string page = File.ReadAllText(Repository.PathOf(name));
        string begin = $"<!-- {part} -->\n", end = $"<!-- end of {part} -->\n";
        Check(name, page[..(page.IndexOf(begin, StringComparison.Ordinal) + begin.Length)] + expected + page[page.IndexOf(end, StringComparison.Ordinal)..]);
    }

    public static void Check(string name, string expected)
    {
        string path = Repository.PathOf(name);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(path, expected);
        }

        string[] committed = File.Exists(path) ? File.ReadAllText(path).Split('\n') : [];
        string[] rendered = expected.Split('\n');
        int line = committed.Zip(rendered).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(
            committed.Length == rendered.Length && line == rendered.Length,
            $"{name} is not what the catalog says, from line {line + 1} on: it should be{Environment.NewLine}{rendered.ElementAtOrDefault(line)}{Environment.NewLine}and is{Environment.NewLine}{committed.ElementAtOrDefault(line)}{Environment.NewLine}"
            + "Run .ci/docs and commit what it writes.");
    }
}
