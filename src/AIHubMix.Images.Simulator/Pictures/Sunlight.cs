using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Slanting rays and a darker rim that hold the picture together.</summary>
internal static class Sunlight
{
    /// <summary>Draws rays behind all that stands near.</summary>
    public static void Draw(SKCanvas canvas, Scene scene)
    {
        float strength = scene.Style.Rays * (scene.Has(Motifs.Rays) ? 1 : 0.5f);
        if (strength > 0 && !scene.Palette.IsNight)
        {
            DrawRays(canvas, scene, strength);
        }
    }

    /// <summary>Darkens the rim of a finished picture.</summary>
    public static void DrawVignette(SKCanvas canvas, Scene scene)
    {
        if (scene.Style.Disc != Disc.Glowing)
        {
            return;
        }

        SKPoint centre = new(scene.Width / 2, scene.Height * 0.48f);
        float radius = MathF.Sqrt((scene.Width * scene.Width) + (scene.Height * scene.Height)) * 0.56f;
        SKColor dark = Tone.Shade(scene.Palette.Ink, 0.7f);
        using SKShader shader = SKShader.CreateRadialGradient(
            centre, radius, [Tone.Fade(dark, 0), Tone.Fade(dark, 0), Tone.Fade(dark, 0.42f)], [0, 0.62f, 1], SKShaderTileMode.Clamp);
        using SKPaint paint = new() { Shader = shader };
        canvas.DrawRect(scene.Bounds, paint);
    }

    private static void DrawRays(SKCanvas canvas, Scene scene, float strength)
    {
        Dice dice = scene.Dice("rays");
        float reach = MathF.Max(scene.Width, scene.Height) * 0.95f;
        using SKPathBuilder builder = new();
        for (int ray = 0; ray < 8; ray++)
        {
            float angle = (MathF.PI * (0.18f + (0.09f * ray))) + dice.Range(-0.06f, 0.06f);
            float half = dice.Range(0.012f, 0.05f);
            builder.AddPoly([scene.Sun, Along(scene.Sun, angle - half, reach), Along(scene.Sun, angle + half, reach)], true);
        }

        using SKPath rays = builder.Detach();
        using SKShader shader = SKShader.CreateRadialGradient(
            scene.Sun,
            reach,
            [Tone.Fade(scene.Palette.Light, 0.3f * strength), Tone.Fade(scene.Palette.Light, 0.13f * strength), Tone.Fade(scene.Palette.Light, 0)],
            [0, 0.45f, 1],
            SKShaderTileMode.Clamp);
        using SKPaint paint = new() { Shader = shader, BlendMode = SKBlendMode.Screen, IsAntialias = true };
        canvas.DrawPath(rays, paint);
    }

    private static SKPoint Along(SKPoint from, float angle, float length) =>
        new(from.X + (MathF.Cos(angle) * length), from.Y + (MathF.Sin(angle) * length));
}
