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
        Unit.Bytes when value < Kilo * Kilo => $"{Digits(value / Kilo)} kB",
        Unit.Bytes => $"{Digits(value / Picture.MiB)} MiB",
        Unit.Milliseconds when value < 1 => $"{Digits(value * Kilo)} us",
        Unit.Milliseconds when value < 10 * Kilo => $"{Digits(value)} ms",
        Unit.Milliseconds => $"{Digits(value / Kilo)} s",
        Unit.Seconds when value < 1 => $"{Digits(value * Kilo)} ms",
        Unit.Seconds => $"{Digits(value)} s",
        Unit.PerSecond => Text($"{value:#,0} /s"),
        _ => Text($"{value:#,0.##}"),
    };

    public static string Ratio(double value) => Text($"{value:0.000}");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Three that count.
    private static string Digits(double value) => value >= 100 ? Text($"{value:0}") : value >= 10 ? Text($"{value:0.0}") : Text($"{value:0.00}");
}
