using Spectre.Console;
using Spectre.Console.Rendering;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>A table with a rule below its head, as Spectre.Console's own looks with a simple border. That can do much more, which takes 130 kB of a tool that is compiled ahead of time.</summary>
/// <param name="rows">The cells, the head first.</param>
/// <param name="rightAligned">Whether the cells of a column stand at the right.</param>
/// <param name="lastWidth">The width into which the last column is folded; null for all that it needs.</param>
internal sealed class SimpleTable(IReadOnlyList<Text[]> rows, IReadOnlyList<bool> rightAligned, int? lastWidth) : Renderable
{
    private const string Edge = "  ";
    private const string Gap = "   ";
    private const int AnyWidth = int.MaxValue / 2;

    protected override Measurement Measure(RenderOptions options, int maxWidth)
    {
        int width = WidthOf(MeasureColumns(options));
        return new Measurement(width, width);
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        int[] widths = MeasureColumns(options);
        Segment blank = Segment.Padding(WidthOf(widths));
        return
        [
            blank, Segment.LineBreak,
            .. Render(rows[0], widths, options),
            new Segment(new string('─', WidthOf(widths))), Segment.LineBreak,
            .. rows.Skip(1).SelectMany(row => Render(row, widths, options)),
            blank, Segment.LineBreak,
        ];
    }

    private static int WidthOf(int[] widths) => (2 * Edge.Length) + widths.Sum() + (Gap.Length * (widths.Length - 1));

    private int[] MeasureColumns(RenderOptions options)
    {
        int[] widths = [.. rightAligned.Select((_, column) => rows.Max(row => ((IRenderable)row[column]).Measure(options, AnyWidth).Max))];
        widths[^1] = lastWidth ?? widths[^1];
        return widths;
    }

    private IEnumerable<Segment> Render(Text[] row, int[] widths, RenderOptions options)
    {
        List<SegmentLine>[] cells = [.. row.Select((cell, column) => Segment.SplitLines(((IRenderable)cell).Render(options, widths[column])))];
        for (int line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            for (int column = 0; column < cells.Length; column++)
            {
                yield return new Segment(column == 0 ? Edge : Gap);
                IEnumerable<Segment> content = line < cells[column].Count ? cells[column][line] : [];
                Segment padding = Segment.Padding(widths[column] - Segment.CellCount(content));
                foreach (Segment segment in rightAligned[column] ? content.Prepend(padding) : content.Append(padding))
                {
                    yield return segment;
                }
            }

            yield return new Segment(Edge);
            yield return Segment.LineBreak;
        }
    }
}
