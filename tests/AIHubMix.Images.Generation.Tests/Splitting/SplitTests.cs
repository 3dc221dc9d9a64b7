using AIHubMix.Images.Generation.Splitting;

namespace AIHubMix.Images.Generation.Tests.Splitting;

public sealed class SplitTests
{
    private const string Code = "// head\n\n// ---- file: A.g.cs\nclass A;\n\n// ---- file: B.g.cs\nclass B;\n";

    [Fact]
    public void Parse_TwoMarks_GivesEachFileTheHead() => Assert.Equal(
        [KeyValuePair.Create("A.g.cs", "// head\n\nclass A;\n"), KeyValuePair.Create("B.g.cs", "// head\n\nclass B;\n")],
        GeneratedCode.Parse(Code).Files);

    [Theory]
    [InlineData("class A;\n")]
    [InlineData("// ---- file: ../A.g.cs\n")]
    [InlineData("// ---- file: A.cs\n")]
    [InlineData("// ---- file: A.g.cs\n// ---- file: a.g.cs\n")]
    public void Parse_NamesThatCannotBe_AreRefused(string code) => Assert.Throws<FormatException>(() => GeneratedCode.Parse(code));

    [Fact]
    public void Update_Again_WritesWhatChangedAndDeletesWhatIsGone()
    {
        using var folder = new TemporaryFolder();
        var output = new OutputFolder(folder.Root);
        Assert.Equal(2, output.Update(new Dictionary<string, string> { ["A.g.cs"] = "a", ["B.g.cs"] = "b" }));
        File.SetLastWriteTimeUtc(folder.PathOf("A.g.cs"), DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(folder.PathOf(OutputFolder.List), DateTime.UnixEpoch);

        Assert.Equal(1, output.Update(new Dictionary<string, string> { ["A.g.cs"] = "a", ["C.g.cs"] = "c" }));

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(folder.PathOf("A.g.cs")));
        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(folder.PathOf(OutputFolder.List)));
        Assert.Equal(["A.g.cs", "C.g.cs", OutputFolder.List], Directory.EnumerateFiles(folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("A.g.cs\nC.g.cs\n", File.ReadAllText(folder.PathOf(OutputFolder.List)));
    }

    [Fact]
    public void Update_ManyAtOnce_NeverFails()
    {
        using var folder = new TemporaryFolder();
        Parallel.For(0, 200, number => new OutputFolder(folder.Root).Update(new Dictionary<string, string> { ["A.g.cs"] = new string('a', 100_000 + number) }));

        Assert.Equal(["A.g.cs", OutputFolder.List], Directory.EnumerateFiles(folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Split_SideBySide_LeavesWholeFilesAndNoScratch()
    {
        using var folder = new TemporaryFolder();
        string output = folder.PathOf("out");
        (int ExitCode, string[] Lines)[] runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => ToolRun.RunAsync(folder.Root, "split", folder.Write($"{number}.tmp", Code), output)));

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(["A.g.cs", "B.g.cs", OutputFolder.List], Directory.EnumerateFiles(output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*.tmp"));
    }
}
