using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The strokes and washes that all motifs are drawn with.</summary>
internal static class Brush
{
    private const int StepsPerSegment = 6;

    /// <summary>A paint of one colour.</summary>
    public static SKPaint Flat(SKColor colour) => new() { Color = colour, IsAntialias = true };

    /// <summary>A paint that draws lines with round ends.</summary>
    public static SKPaint Line(SKColor colour, float width) => new()
    {
        Color = colour,
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeWidth = width,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    /// <summary>Fills a path with a vertical wash.</summary>
    public static void Wash(SKCanvas canvas, SKPath path, float top, float bottom, params SKColor[] colours)
    {
        using SKPaint paint = Vertical(top, bottom, colours);
        canvas.DrawPath(path, paint);
    }

    /// <summary>Fills a rectangle with a vertical wash.</summary>
    public static void Wash(SKCanvas canvas, SKRect area, params SKColor[] colours)
    {
        using SKPaint paint = Vertical(area.Top, area.Bottom, colours);
        canvas.DrawRect(area, paint);
    }

    /// <summary>A soft round or flattened glow.</summary>
    public static void Glow(
        SKCanvas canvas, SKPoint centre, float radius, SKColor colour, float opacity, float flatten = 1, SKBlendMode blend = SKBlendMode.SrcOver)
    {
        using SKShader shader = SKShader.CreateRadialGradient(
            SKPoint.Empty,
            radius,
            [Tone.Fade(colour, opacity), Tone.Fade(colour, opacity * 0.36f), Tone.Fade(colour, opacity * 0.09f), Tone.Fade(colour, 0)],
            [0, 0.32f, 0.66f, 1],
            SKShaderTileMode.Clamp);
        using SKPaint paint = new() { Shader = shader, BlendMode = blend };
        canvas.Save();
        canvas.Translate(centre.X, centre.Y);
        canvas.Scale(1, flatten);
        canvas.DrawRect(new SKRect(-radius, -radius, radius, radius), paint);
        canvas.Restore();
    }

    /// <summary>Adds a limb: a smooth stroke through the given points, each with its own radius.</summary>
    public static void AddLimb(SKPathBuilder path, params ReadOnlySpan<(float X, float Y, float Radius)> joints)
    {
        int count = ((joints.Length - 1) * StepsPerSegment) + 1;
        Span<SKPoint> outline = count <= 128 ? stackalloc SKPoint[count * 2] : new SKPoint[count * 2];
        (float X, float Y, float Radius) previous = At(joints, 0);
        (float X, float Y, float Radius) here = previous;
        for (int i = 0; i < count; i++)
        {
            (float X, float Y, float Radius) next = i + 1 < count ? At(joints, (i + 1f) / StepsPerSegment) : here;
            float dx = next.X - previous.X;
            float dy = next.Y - previous.Y;
            float length = MathF.Max(1e-4f, MathF.Sqrt((dx * dx) + (dy * dy)));
            float nx = -dy / length * here.Radius;
            float ny = dx / length * here.Radius;
            outline[i] = new SKPoint(here.X - nx, here.Y - ny);
            outline[^(i + 1)] = new SKPoint(here.X + nx, here.Y + ny);
            previous = here;
            here = next;
        }

        path.AddPoly(outline, true);
        path.AddCircle(joints[0].X, joints[0].Y, joints[0].Radius, SKPathDirection.Clockwise);
        path.AddCircle(joints[^1].X, joints[^1].Y, joints[^1].Radius, SKPathDirection.Clockwise);
    }

    /// <summary>Adds a long lens that is thick in the middle and pointed at both ends.</summary>
    public static void AddSliver(SKPathBuilder path, float x, float y, float length, float thickness)
    {
        path.MoveTo(x - (length / 2), y);
        path.QuadTo(x, y - thickness, x + (length / 2), y);
        path.QuadTo(x, y + thickness, x - (length / 2), y);
        path.Close();
    }

    private static SKPaint Vertical(float top, float bottom, SKColor[] colours)
    {
        using SKShader shader = SKShader.CreateLinearGradient(
            new SKPoint(0, top), new SKPoint(0, bottom), colours, SKShaderTileMode.Clamp);
        return new SKPaint { Shader = shader, IsAntialias = true };
    }

    private static (float X, float Y, float Radius) At(ReadOnlySpan<(float X, float Y, float Radius)> joints, float position)
    {
        int segment = Math.Min((int)position, joints.Length - 2);
        float t = position - segment;
        (float X, float Y, float Radius) a = joints[Math.Max(0, segment - 1)];
        (float X, float Y, float Radius) b = joints[segment];
        (float X, float Y, float Radius) c = joints[segment + 1];
        (float X, float Y, float Radius) d = joints[Math.Min(joints.Length - 1, segment + 2)];
        return (
            CatmullRom(a.X, b.X, c.X, d.X, t),
            CatmullRom(a.Y, b.Y, c.Y, d.Y, t),
            b.Radius + ((c.Radius - b.Radius) * t));
    }

    private static float CatmullRom(float a, float b, float c, float d, float t) =>
        0.5f * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}
