using AIHubMix.Images.Generation.Checking;

namespace AIHubMix.Images.Generation.Tests.Checking;

public sealed class CSharpNameTests
{
    [Theory]
    [InlineData("Auto", true)]
    [InlineData("漫画", true)]
    [InlineData("Été", true)]
    [InlineData("ßig", true)]
    [InlineData("Ⅷ", true)]
    [InlineData("क्षि", true)] // Letters, and marks that are none.
    [InlineData("A२", true)]
    [InlineData("A‿B", true)]
    [InlineData("A\u200CB", true)]
    [InlineData("", false)]
    [InlineData("2", false)]
    [InlineData("२", false)]
    [InlineData("\u0301a", false)]
    [InlineData("A+B", false)]
    [InlineData("A B", false)]
    [InlineData("A½", false)]
    [InlineData("A\n", false)]
    [InlineData("A😀", false)]
    public void IsValid_Name_IsWhatCSharpTakes(string name, bool expected) => Assert.Equal(expected, CSharpName.IsValid(name));

    [Fact]
    public void Check_ValuesInAnyScript_AreNames() => Assert.Empty(Problems("""enum: ["漫画", "été-chaud", "日本語:2"]"""));

    [Fact]
    public void Check_ValuesThatDifferInWhatTheCompilerDoesNotSee_AreTaken() => Assert.Contains(
        Problems("""enum: ["ab", "a\u200Cb"]"""), problem => problem.Contains("which is the name of another value, too; name it in x-csharp-names.", StringComparison.Ordinal));

    [Fact]
    public void Check_FieldInAnyScript_IsAName() =>
        Assert.Empty(OwnModel.Problems((OwnModel.Name, OwnModel.Text.Replace("        size:\n", "        风格_été: {type: string, description: The manner.}\n        size:\n", StringComparison.Ordinal))));

    [Fact]
    public void Check_TypeInAnotherScript_IsNoName() => Assert.Contains(
        Problems("""enum: ["ab"], title: 漫画""".Replace(", ", "\n          ", StringComparison.Ordinal)), problem => problem.Contains("error AHM010: '漫画' makes no C# type", StringComparison.Ordinal));

    private static string[] Problems(string words) =>
        OwnModel.Problems((OwnModel.Name, OwnModel.Text.Replace("enum: [\"1024x1024\", \"auto\"]\n          x-csharp-prefix: Size", words, StringComparison.Ordinal)));
}
