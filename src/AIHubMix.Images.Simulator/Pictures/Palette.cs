using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The hour and weather whose light a picture is painted in.</summary>
internal enum TimeOfDay
{
    Dawn,
    Noon,
    Dusk,
    Night,
    Mist,
}

/// <summary>The colours of one picture.</summary>
internal sealed record Palette(
    TimeOfDay Time,
    SKColor SkyTop,
    SKColor SkyMiddle,
    SKColor SkyLow,
    SKColor Light,
    SKColor RidgeFar,
    SKColor RidgeNear,
    SKColor Water,
    SKColor Bank,
    SKColor Foliage,
    SKColor Blossom,
    SKColor Accent)
{
    /// <summary>The darkest colour, for silhouettes and lines.</summary>
    public SKColor Ink { get; } = Tone.Shade(Bank, 0.52f);

    public bool IsNight => Time == TimeOfDay.Night;

    /// <summary>Reads a palette from eleven 0xRRGGBB colours in the order of the properties.</summary>
    public static Palette Of(TimeOfDay time, params ReadOnlySpan<uint> colours) => new(
        time,
        Opaque(colours[0]),
        Opaque(colours[1]),
        Opaque(colours[2]),
        Opaque(colours[3]),
        Opaque(colours[4]),
        Opaque(colours[5]),
        Opaque(colours[6]),
        Opaque(colours[7]),
        Opaque(colours[8]),
        Opaque(colours[9]),
        Opaque(colours[10]));

    /// <summary>A palette between this one and another; the sun and red lacquer keep their own colour.</summary>
    public Palette Blend(Palette other, float amount) => new(
        Time,
        Tone.Mix(SkyTop, other.SkyTop, amount),
        Tone.Mix(SkyMiddle, other.SkyMiddle, amount),
        Tone.Mix(SkyLow, other.SkyLow, amount),
        Light,
        Tone.Mix(RidgeFar, other.RidgeFar, amount),
        Tone.Mix(RidgeNear, other.RidgeNear, amount),
        Tone.Mix(Water, other.Water, amount),
        Tone.Mix(Bank, other.Bank, amount),
        Tone.Mix(Foliage, other.Foliage, amount),
        Tone.Mix(Blossom, other.Blossom, amount),
        Accent);

    /// <summary>The same light with its hues turned; red lacquer and blossom keep nearly their own colour.</summary>
    public Palette Turn(float degrees) => new(
        Time,
        Tone.Turn(SkyTop, degrees),
        Tone.Turn(SkyMiddle, degrees),
        Tone.Turn(SkyLow, degrees * 0.6f),
        Tone.Turn(Light, Math.Clamp(degrees * 0.3f, -10, 10)),
        Tone.Turn(RidgeFar, degrees),
        Tone.Turn(RidgeNear, degrees),
        Tone.Turn(Water, degrees),
        Tone.Turn(Bank, degrees),
        Tone.Turn(Foliage, degrees * 0.6f),
        Tone.Turn(Blossom, Math.Clamp(degrees * 0.3f, -10, 10)),
        Accent);

    private static SKColor Opaque(uint colour) => new(0xFF000000 | colour);
}
