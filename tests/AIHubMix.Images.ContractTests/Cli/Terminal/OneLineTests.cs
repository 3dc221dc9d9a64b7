using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.ContractTests.Cli.Terminal;

public sealed class OneLineTests
{
    [Theory]
    [InlineData("A deer at a lake", 16, "A deer at a lake")]
    [InlineData("A deer at a lake", 80, "A deer at a lake")]
    [InlineData("A deer at a lake", 15, "A deer at a…")]
    [InlineData("A-deer-at-a-lake", 10, "A-deer-at…")]
    public void Render_Text_IsOneLineThatEndsWhereTheRoomDoes(string text, int width, string expected)
    {
        var screen = new Screen(width);

        screen.Open().Write(new Rows(new OneLine(new Text(text)), new Text("end")));

        Assert.Equal([expected, "end"], screen.Lines.Select(line => line.Replace(" …", "…", StringComparison.Ordinal)));
    }
}
