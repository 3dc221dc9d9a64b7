using AIHubMix.Images.Cli.Batch;
using AIHubMix.Images.Cli.Inputs;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class InputBuilderTests
{
    [Theory]
    [InlineData("gpt-image-1", "n", "2", "2")]
    [InlineData("gpt-image-1", "prompt", "7", "\"7\"")]
    [InlineData("flux-kontext-max", "raw", "True", "true")]
    [InlineData("V3", "color_palette", """{"name":"EMBER"}""", """{"name":"EMBER"}""")]
    [InlineData("stable-diffusion-3-5-large", "image_prompt", """{"strength":0.5}""", """{"strength":0.5}""")]
    public void Set_Text_IsReadByTheKindOfTheField(string model, string name, string text, string json)
    {
        InputBuilder input = Of(model);

        input.Set(name, text);

        Assert.Equal(json, input.Input[name]!.ToJsonString());
    }

    [Fact]
    public void Set_ListItemByItem_CollectsThem()
    {
        InputBuilder input = Of("V3");

        input.Set("style_codes", "AAFF1234");
        input.Set("style_codes", "BBFF1234");

        Assert.Equal("""["AAFF1234","BBFF1234"]""", input.Input["style_codes"]!.ToJsonString());
    }

    [Fact]
    public void Set_MemberOfAnObject_MakesTheObject()
    {
        InputBuilder input = Of("stable-diffusion-3-5-large");

        input.Set("image_prompt.strength", "0.5");

        Assert.Equal("""{"strength":0.5}""", input.Input["image_prompt"]!.ToJsonString());
    }

    [Theory]
    [InlineData("n", "two", "must be a whole number")]
    [InlineData("n", "1.5", "must be a whole number")]
    [InlineData("output_compression", "1e2x", "must be a whole number")]
    public void Check_TextOfAnotherKind_TellsOnceWhatIsTaken(string name, string text, string rule)
    {
        InputBuilder input = Of("gpt-image-1");
        input.Set("prompt", "A deer");

        input.Set(name, text);

        InputProblem problem = Assert.Single(input.Check());
        Assert.Equal((name, text, rule), (problem.Field, problem.Value, problem.Rule));
    }

    [Theory]
    [InlineData("aspect", "aspect_ratio")]
    [InlineData("aspect-ratio", "aspect_ratio")]
    [InlineData("aspcet_ratio", "aspect_ratio")]
    [InlineData("sede", "seed")]
    [InlineData("zzz", null)]
    public void NearestNames_Slip_IsFound(string text, string? nearest) =>
        Assert.Equal(nearest is null ? [] : [nearest], NearestNames.Of(text, ["prompt", "aspect_ratio", "seed", "n"]));

    [Theory]
    [InlineData("a,b\n1,2\n", "a=1;b=2")]
    [InlineData("a,b\r\n1,\r\n", "a=1")]
    [InlineData("a,b\n\"x, \"\"y\"\"\nz\",2", "a=x, \"y\"\nz;b=2")]
    [InlineData("a,b\n1\n", "!it has 1 cells, and the header has 2")]
    [InlineData("a\n\"open", "!a quote is never closed")]
    [InlineData("a\n\n1\n", "a=1")]
    [InlineData("", "")]
    public void ReadTable_Text_IsReadAsTablesAreWritten(string text, string expected) => Assert.Equal(
        expected,
        string.Join('|', BatchFile.ReadTable(new StringReader(text), ',').Select(line => line.Problem is null ? string.Join(';', line.Members.Select(member => $"{member.Name}={member.Text}")) : "!" + line.Problem)));

    [Fact]
    public void ReadTable_CellsOverSeveralLines_CountsLinesAsEditorsDo() =>
        Assert.Equal([2, 4], BatchFile.ReadTable(new StringReader("a\n\"x\ny\"\nz\n"), ',').Select(line => line.Number));

    private static InputBuilder Of(string model) => new(ImageModels.Find(model)!, allowsUnknown: false, Path.GetTempPath());
}
