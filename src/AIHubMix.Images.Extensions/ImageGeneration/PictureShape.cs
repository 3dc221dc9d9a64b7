using System.Drawing;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AIHubMix.Images.Extensions.ImageGeneration;

/// <summary>Finds what a model has that is nearest to a size in pixels.</summary>
internal static class PictureShape
{
    // A picture of another shape is cut or stretched, one of another size only scaled.
    private const double WeightOfShape = 8;

    private const int LargestPart = 9999;

    /// <summary>Sets the size, or else the shape, to what is nearest.</summary>
    /// <param name="size">What was asked for.</param>
    /// <param name="sizes">The field of sizes; null when the model has none.</param>
    /// <param name="ratios">The field of shapes; null when the model has none.</param>
    /// <param name="input">Where it is set. The one of the two that is not used is taken out: what was asked for decides alone.</param>
    /// <returns>False when there is nothing to set.</returns>
    /// <exception cref="ArgumentException">The size is not positive.</exception>
    public static bool TryLay(Size size, InputField? sizes, InputField? ratios, JsonObject input)
    {
        if (size.Width <= 0 || size.Height <= 0)
        {
            throw new ArgumentException($"ImageSize is {size.Width}x{size.Height}; width and height must be more than zero. Nothing was sent.", nameof(size));
        }

        if (sizes is not null && (NearestSize(size, sizes) ?? FreeSize(size, sizes)) is { } nearest)
        {
            input[sizes.Name] = nearest;
            Remove(ratios, input);
            return true;
        }

        if (ratios is not null && (NearestRatio(size, ratios) ?? FreeRatio(size, ratios)) is { } ratio)
        {
            input[ratios.Name] = ratio;
            Remove(sizes, input);
            return true;
        }

        return false;
    }

    private static string? NearestSize(Size size, InputField field) => CandidatesOf(field)
        .MinBy(candidate => (WeightOfShape * Distance(RatioOf(size), RatioOf(candidate.Size))) + Distance(AreaOf(size), AreaOf(candidate.Size)))?.Value;

    // As the model writes it: "1024x1536" or "1024*1536".
    private static string? FreeSize(Size size, InputField field) => field.Values.Count > 0 || field.Pattern is null ? null
        : Array.Find([$"{size.Width}x{size.Height}", $"{size.Width}*{size.Height}"], text => Regex.IsMatch(text, field.Pattern, RegexOptions.CultureInvariant));

    private static string? NearestRatio(Size size, InputField field) => CandidatesOf(field)
        .MinBy(candidate => Distance(RatioOf(size), RatioOf(candidate.Size)))?.Value;

    // Values such as "auto" are none, unless the document tells of their pixels.
    private static IEnumerable<Candidate> CandidatesOf(InputField field)
    {
        foreach (string value in field.Values)
        {
            if ((Read(value) ?? Read(field.Pixels.GetValueOrDefault(value, ""))) is { } known)
            {
                yield return new Candidate(value, known);
            }
        }
    }

    private static string? FreeRatio(Size size, InputField field)
    {
        if (field.Values.Count > 0 || field.NarrowestRatio is null || field.WidestRatio is null || Read(field.NarrowestRatio) is not { } narrowest || Read(field.WidestRatio) is not { } widest)
        {
            return null;
        }

        if (RatioOf(size) <= RatioOf(narrowest))
        {
            return field.NarrowestRatio;
        }

        if (RatioOf(size) >= RatioOf(widest))
        {
            return field.WidestRatio;
        }

        char between = field.WidestRatio.First(character => !char.IsAsciiDigit(character));
        int divisor = DivisorOf(size.Width, size.Height);
        (int width, int height) = (size.Width / divisor, size.Height / divisor);
        while (width > LargestPart || height > LargestPart)
        {
            (width, height) = ((width + 1) / 2, (height + 1) / 2);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{width}{between}{height}");
    }

    private static int DivisorOf(int left, int right) => right == 0 ? left : DivisorOf(right, left % right);

    // "1024x1536", "1024*1536", "16x9" and "16:9".
    private static Size? Read(string text)
    {
        int between = text.AsSpan().IndexOfAny('x', '*', ':');
        return between > 0
            && int.TryParse(text.AsSpan(0, between), NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0
            && int.TryParse(text.AsSpan(between + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int height) && height > 0
            ? new Size(width, height)
            : null;
    }

    private static double RatioOf(Size size) => (double)size.Width / size.Height;

    private static double AreaOf(Size size) => (double)size.Width * size.Height;

    // Twice as much is as far as half as much.
    private static double Distance(double left, double right) => Math.Abs(Math.Log(left / right));

    private static void Remove(InputField? field, JsonObject input)
    {
        if (field is not null)
        {
            input.Remove(field.Name);
        }
    }

    private sealed record Candidate(string Value, Size Size);
}
