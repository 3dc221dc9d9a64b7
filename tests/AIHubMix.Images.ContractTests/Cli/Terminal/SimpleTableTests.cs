using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AIHubMix.Images.ContractTests.Cli.Terminal;

/// <summary>The tool's table beside that of Spectre.Console, letter for letter.</summary>
public sealed class SimpleTableTests
{
    private static readonly string[] Head = ["Model", "Bytes", "File"];

    private static readonly string[][] Rows =
    [
        ["bfl/flux-kontext-max", "534 kB", "deer.png"],
        ["ideogram/V3", "-", "a picture with a long name that folds.png"],
        ["鹿と湖", "12.3 MB", "湖のほとりの鹿.png"],
    ];

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData(24, false)]
    [InlineData(24, true)]
    [InlineData(12, true)]
    public void Render_Rows_LooksAsTheTableOfSpectreConsole(int? lastWidth, bool ansi)
    {
        (Screen expected, Screen actual) = (new(100), new(100));

        expected.Open(ansi).Write(TheirTable(lastWidth));
        actual.Open(ansi).Write(new SimpleTable([Cells(Head), .. Rows.Select(Cells)], [false, true, false], lastWidth));

        Assert.Equal(expected.Text, actual.Text);
        Assert.Contains("ideogram/V3", actual.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_Rows_IsTheWidthOfTheTableOfSpectreConsole()
    {
        var options = RenderOptions.Create(new Screen(100).Open());

        Measurement actual = ((IRenderable)new SimpleTable([Cells(Head), .. Rows.Select(Cells)], [false, true, false], null)).Measure(options, 1000);

        Assert.Equal(((IRenderable)TheirTable(null)).Measure(options, 1000).Max, actual.Max);
    }

    private static Table TheirTable(int? lastWidth)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (int column = 0; column < Head.Length; column++)
        {
            table.AddColumn(new TableColumn(Cells(Head)[column]) { Alignment = column == 1 ? Justify.Right : Justify.Left, Width = column == 2 ? lastWidth : null });
        }

        foreach (string[] row in Rows)
        {
            table.AddRow(Cells(row));
        }

        return table;
    }

    private static Text[] Cells(string[] texts) => [.. texts.Select(text => new Text(text, Color.Red))];
}
