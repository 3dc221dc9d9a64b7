using System.Globalization;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The width and height of a picture in pixels.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    private const int LargestSide = 4096;
    private const int SmallestSide = 64;
    private const int Block = 16;
    private const double Tolerance = 1.5;

    /// <summary>Reads a size such as <c>1024x1536</c>, <c>1024*1536</c> or <c>2K</c>, which is square.</summary>
    public static bool TryParse(string text, out PictureSize size)
    {
        size = default;
        if (text is [var thousands and >= '1' and <= '4', 'K'])
        {
            size = new PictureSize(1024 * (thousands - '0'), 1024 * (thousands - '0'));
            return true;
        }

        int cross = text.AsSpan().IndexOfAny('x', 'X', '*');
        if (cross <= 0
            || !TryParseSide(text.AsSpan(0, cross), out int width)
            || !TryParseSide(text.AsSpan(cross + 1), out int height))
        {
            return false;
        }

        size = new PictureSize(width, height);
        return true;
    }

    /// <summary>Finds the size of about <paramref name="pixels"/> pixels whose sides have exactly the given ratio.</summary>
    public static PictureSize FromRatio(int across, int down, int pixels = 1 << 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(across);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(down);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pixels);

        int divisor = GreatestCommonDivisor(across, down);
        across /= divisor;
        down /= divisor;

        int longer = Math.Max(across, down);
        if (longer > LargestSide)
        {
            return Approximate(across, down, pixels);
        }

        int most = LargestSide / longer;
        int fewest = Math.Min(most, (SmallestSide + Math.Min(across, down) - 1) / Math.Min(across, down));
        double ideal = Math.Sqrt(pixels / ((double)across * down));

        // In lowest terms one side of the ratio is odd, so only factors that are themselves multiples of the block
        // make both sides multiples of it.
        int below = (int)(ideal / Block) * Block;
        int aligned = new[] { below, below + Block }
            .Where(factor => factor >= fewest && factor <= most && Distance(factor, ideal) <= Math.Log(Tolerance) / 2)
            .OrderBy(factor => Distance(factor, ideal))
            .FirstOrDefault();

        int factor = aligned > 0 ? aligned : Math.Clamp((int)Math.Round(ideal), fewest, most);
        return new PictureSize(across * factor, down * factor);
    }

    /// <summary>Writes the size as <c>1024x1536</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    private static bool TryParseSide(ReadOnlySpan<char> text, out int side) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out side) && side > 0;

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private static double Distance(int factor, double ideal) => Math.Abs(Math.Log(factor / ideal));

    private static PictureSize Approximate(int across, int down, int pixels)
    {
        double factor = Math.Min(
            Math.Sqrt(pixels / ((double)across * down)),
            LargestSide / (double)Math.Max(across, down));
        return new PictureSize(Side(across * factor), Side(down * factor));

        static int Side(double length) => Math.Clamp((int)Math.Round(length), SmallestSide, LargestSide);
    }
}
