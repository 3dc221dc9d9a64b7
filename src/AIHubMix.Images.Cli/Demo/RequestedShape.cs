using System.Globalization;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>The size or the ratio of sides that an input asks for.</summary>
/// <param name="Width">Pixels, or the first figure of the ratio.</param>
/// <param name="Height">Pixels, or the second figure of the ratio.</param>
/// <param name="IsRatio">Whether only the ratio is asked for.</param>
internal readonly record struct RequestedShape(int Width, int Height, bool IsRatio)
{
    // Models round to sizes of their own: Imagen answers 4:3 with 1280x896, which is 7 % off. The nearest other ratio that a demo asks for is 12 % off.
    private const double RatioTolerance = 0.08;

    private static readonly string[] SizeMembers = ["size", "resolution"];
    private static readonly string[] RatioMembers = ["aspect_ratio", "aspectRatio"];

    /// <summary>Reads the shape out of an input; null when it leaves the shape to the model.</summary>
    public static RequestedShape? Of(JsonObject input) => Find(input, SizeMembers, isRatio: false) ?? Find(input, RatioMembers, isRatio: true);

    public bool Fits(ImageHeader picture) => IsRatio
        ? picture is { Width: > 0, Height: > 0 }
            && Math.Abs(Math.Log((double)picture.Width / picture.Height * Height / Width)) <= RatioTolerance
        : picture.Width == Width && picture.Height == Height;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}{(IsRatio ? ':' : 'x')}{Height}");

    private static RequestedShape? Find(JsonObject input, string[] members, bool isRatio)
    {
        foreach (string member in members)
        {
            if (input[member] is JsonValue value && value.TryGetValue(out string? text)
                && text.Split('x', '*', ':') is [var width, var height]
                && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out int across) && across > 0
                && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out int down) && down > 0)
            {
                return new RequestedShape(across, down, isRatio);
            }
        }

        return null;
    }
}
