using System.Buffers;

namespace AIHubMix.Images.Models;

/// <summary>Checks that a model path is exactly a vendor and a model, so that it cannot lead a request, and the key with it, elsewhere.</summary>
internal static class ModelPath
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    public static string Check(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!IsPath(path))
        {
            throw new ArgumentException(
                $"'{path}' is not a model path. It must be \"vendor/model\", as in \"bfl/flux-kontext-max\": two segments of letters, digits, '-', '.', '_' and '~'.",
                nameof(path));
        }

        return path;
    }

    public static bool IsPath(string path) =>
        path.IndexOf('/') is > 0 and var slash && IsSegment(path.AsSpan(0, slash)) && IsSegment(path.AsSpan(slash + 1));

    private static bool IsSegment(ReadOnlySpan<char> segment) =>
        !segment.IsEmpty && segment is not "." and not ".." && !segment.ContainsAnyExcept(Allowed);
}
