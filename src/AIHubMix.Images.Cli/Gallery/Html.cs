using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace AIHubMix.Images.Cli.Gallery;

/// <summary>HTML in the making. The text of an interpolated string is markup, and whatever stands in its holes is encoded.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    public void Add([InterpolatedStringHandlerArgument("")] ref Markup markup) => _text.Append('\n');

    /// <summary>Adds text as it is.</summary>
    public void AddTrusted(string markup) => _text.Append(markup).Append('\n');

    public override string ToString() => _text.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder _text;

        // The compiler demands the counts; they tell nothing of use about a page that grows piece by piece.
        public Markup(int literalLength, int formattedCount, Html html) => _text = html._text;

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted<T>(T value, string? format = null)
        {
            string? text = value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString();
            _text.Append(WebUtility.HtmlEncode(text));
        }
    }
}
