using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Colour arithmetic in the perceptually even OKLab space.</summary>
internal static class Tone
{
    /// <summary>A colour part of the way from one to another.</summary>
    public static SKColor Mix(SKColor from, SKColor to, float amount)
    {
        (float l1, float a1, float b1) = ToLab(from);
        (float l2, float a2, float b2) = ToLab(to);
        return FromLab(
            l1 + ((l2 - l1) * amount),
            a1 + ((a2 - a1) * amount),
            b1 + ((b2 - b1) * amount));
    }

    /// <summary>The same colour with its hue turned around the colour circle.</summary>
    public static SKColor Turn(SKColor colour, float degrees)
    {
        (float l, float a, float b) = ToLab(colour);
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        return FromLab(l, (a * cos) - (b * sin), (a * sin) + (b * cos));
    }

    /// <summary>A lighter (above 1) or darker (below 1) shade.</summary>
    public static SKColor Shade(SKColor colour, float factor)
    {
        (float l, float a, float b) = ToLab(colour);
        float chroma = Math.Min(1, factor);
        return FromLab(Math.Min(1, l * factor), a * chroma, b * chroma);
    }

    /// <summary>The same colour at the given opacity, 0 to 1.</summary>
    public static SKColor Fade(SKColor colour, float opacity) =>
        colour.WithAlpha((byte)(Math.Clamp(opacity, 0, 1) * 255));

    private static (float L, float A, float B) ToLab(SKColor colour)
    {
        float r = ToLinear(colour.Red);
        float g = ToLinear(colour.Green);
        float b = ToLinear(colour.Blue);
        float l = MathF.Cbrt((0.4122214708f * r) + (0.5363325363f * g) + (0.0514459929f * b));
        float m = MathF.Cbrt((0.2119034982f * r) + (0.6806995451f * g) + (0.1073969566f * b));
        float s = MathF.Cbrt((0.0883024619f * r) + (0.2817188376f * g) + (0.6299787005f * b));
        return (
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    private static SKColor FromLab(float lightness, float a, float b)
    {
        float l = Cube(lightness + (0.3963377774f * a) + (0.2158037573f * b));
        float m = Cube(lightness - (0.1055613458f * a) - (0.0638541728f * b));
        float s = Cube(lightness - (0.0894841775f * a) - (1.2914855480f * b));
        return new SKColor(
            ToByte((4.0767416621f * l) - (3.3077115913f * m) + (0.2309699292f * s)),
            ToByte((-1.2684380046f * l) + (2.6097574011f * m) - (0.3413193965f * s)),
            ToByte((-0.0041960863f * l) - (0.7034186147f * m) + (1.7076147010f * s)));
    }

    private static float Cube(float value) => value * value * value;

    private static float ToLinear(byte channel)
    {
        float value = channel / 255f;
        return value <= 0.04045f ? value / 12.92f : MathF.Pow((value + 0.055f) / 1.055f, 2.4f);
    }

    private static byte ToByte(float linear)
    {
        float value = linear <= 0.0031308f ? linear * 12.92f : (1.055f * MathF.Pow(linear, 1 / 2.4f)) - 0.055f;
        return (byte)Math.Clamp(MathF.Round(value * 255), 0, 255);
    }
}
