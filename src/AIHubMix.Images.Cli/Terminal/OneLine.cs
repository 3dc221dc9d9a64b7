using Spectre.Console.Rendering;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>What is drawn in one line, and ends with an ellipsis where there is no room for more.</summary>
internal sealed class OneLine(IRenderable content) : Renderable
{
    private const int AnyWidth = int.MaxValue / 2;

    protected override Measurement Measure(RenderOptions options, int maxWidth) => content.Measure(options, maxWidth);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        List<Segment> whole = [.. content.Render(options, AnyWidth)];
        return Segment.CellCount(whole) <= maxWidth ? whole : [.. Segment.Truncate(whole, maxWidth - 1), new Segment("…", whole[^1].Style)];
    }
}
