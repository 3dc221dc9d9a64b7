using System.Net;
using System.Text;

namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>An SVG as it is written. What things look like is in its classes, once for light and once for dark.</summary>
internal sealed class Drawing
{
    private const string Style = """
        <style>
          text { font-family: -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; font-size: 11.5px; fill: #1f2328; }
          .card { fill: #ffffff; stroke: #d1d9e0; }
          .head { font-size: 17px; font-weight: 600; }
          .part { font-size: 13.5px; font-weight: 600; }
          .panel { font-weight: 600; }
          .faint { fill: #59636e; }
          .ours { fill: #0969da; }
          .limit { fill: #818b98; }
          .peer { fill: #d4a72c; }
          .short { fill: #cf222e; }
          .track { fill: #eef1f4; }
          .line { stroke: #1f2328; stroke-width: 1.5; }
          .axis { stroke: #818b98; stroke-width: 1; }
          .end { text-anchor: end; }
          .middle { text-anchor: middle; }
          .bold { font-weight: 600; fill: #1f2328; }
          @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .card { fill: #0d1117; stroke: #3d444d; }
            .faint { fill: #9198a1; }
            .bold { fill: #f0f6fc; }
            .ours { fill: #4493f8; }
            .limit { fill: #9198a1; }
            .peer { fill: #bb8009; }
            .short { fill: #f85149; }
            .track { fill: #212830; }
            .line { stroke: #f0f6fc; }
            .axis { stroke: #656c76; }
          }
        </style>
        """;

    private readonly StringBuilder _shapes = new();

    public void Text(double x, double y, string text, string kind = "") =>
        _shapes.Append(Amount.Text($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{kind}\">{WebUtility.HtmlEncode(text)}</text>\n"));

    /// <summary>A bar, with a text for who points at it.</summary>
    public void Bar(double x, double y, double width, double height, string kind, string title) =>
        _shapes.Append(Amount.Text($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.##}\" height=\"{height:0.#}\" rx=\"1.5\" class=\"{kind}\"><title>{WebUtility.HtmlEncode(title)}</title></rect>\n"));

    public void Upright(double x, double top, double bottom, string kind) =>
        _shapes.Append(Amount.Text($"<line x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{top:0.#}\" y2=\"{bottom:0.#}\" class=\"{kind}\"/>\n"));

    public string Finish(double width, double height, string title, string description) => Amount.Text($"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0} {height:0}" width="{width:0}" height="{height:0}" role="img" aria-labelledby="title description">
        <title id="title">{WebUtility.HtmlEncode(title)}</title>
        <desc id="description">{WebUtility.HtmlEncode(description)}</desc>
        {Style}
        <rect x="0.5" y="0.5" width="{width - 1:0}" height="{height - 1:0}" rx="6" class="card"/>
        {_shapes}</svg>

        """);
}
