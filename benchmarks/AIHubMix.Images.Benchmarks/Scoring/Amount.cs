using System.Globalization;
using System.Text.Json.Serialization;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>What numbers are numbers of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Unit>))]
internal enum Unit
{
    Bytes,
    Milliseconds,
    Seconds,
    PerSecond,
    Count,
}

/// <summary>Numbers as people read them, and the same wherever they are printed.</summary>
internal static class Amount
{
    private const double Kilo = 1000;

    public static string Text(double value, Unit unit) => unit switch
    {
        Unit.Bytes when value < 10 * Kilo => Text($"{value:#,0} B"),
        Unit.Bytes when value < Kilo * Kilo => Text($"{value / Kilo:0.0} kB"),
        Unit.Bytes => Text($"{value / Picture.MiB:0.00} MiB"),
        Unit.Milliseconds when value < 0.1 => Text($"{value * Kilo:0.00} us"),
        Unit.Milliseconds when value < 10 * Kilo => Text($"{value:0.000} ms"),
        Unit.Milliseconds => Text($"{value / Kilo:0.00} s"),
        Unit.Seconds => Text($"{value:0.000} s"),
        Unit.PerSecond => Text($"{value:#,0} /s"),
        _ => Text($"{value:#,0.##}"),
    };

    public static string Ratio(double value) => Text($"{value:0.000}");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
