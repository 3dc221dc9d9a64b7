using System.Globalization;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>Quantities as people read them.</summary>
internal static class Units
{
    private const double Kilo = 1000;

    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo:0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (Kilo * Kilo):0.0} MB"),
    };

    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    public static string Pixels(ImageHeader header) => string.Create(CultureInfo.InvariantCulture, $"{header.Width}x{header.Height}");
}
