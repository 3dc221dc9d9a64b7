using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Responses;

namespace AIHubMix.Images.Tests.Support;

/// <summary>A picture that was read to its end, or to what is wrong with it.</summary>
/// <param name="Bytes">The bytes; what came of them when there is a problem.</param>
/// <param name="NamedType">The type of its data URL.</param>
/// <param name="Problem">What is wrong with it, with the offset; null when nothing is.</param>
internal sealed record ScannedPicture(byte[] Bytes, string? NamedType, string? Problem);

/// <summary>All that a <see cref="PredictionScanner"/> makes of a body.</summary>
internal sealed record Scanned
{
    public required IReadOnlyList<ScannedPicture> Pictures { get; init; }

    /// <summary>Why the body was not read to its end; null when it was.</summary>
    public Exception? Failure { get; init; }

    public required byte[] Text { get; init; }

    /// <summary>The document's JSON; null when there is none.</summary>
    public string? Document { get; init; }

    public bool IsImage { get; init; }

    public long Received { get; init; }

    public string TextAsString => Encoding.UTF8.GetString(Text);

    /// <summary>Reads every picture.</summary>
    /// <param name="body">The body.</param>
    /// <param name="piece">The length of the next piece of the body.</param>
    /// <param name="destination">The length of the next buffer.</param>
    /// <param name="failure">How the body breaks off.</param>
    /// <param name="mediaType">The type of the answer when it is a picture's.</param>
    public static Task<Scanned> OfAsync(ReadOnlyMemory<byte> body, Func<int>? piece = null, Func<int>? destination = null, Exception? failure = null, string? mediaType = null) =>
        OfAsync(new Pieces(body, piece, failure), destination, mediaType);

    public static Task<Scanned> OfAsync(string body, Func<int>? piece = null, Func<int>? destination = null, Exception? failure = null, string? mediaType = null) =>
        OfAsync(Encoding.UTF8.GetBytes(body), piece, destination, failure, mediaType);

    public static async Task<Scanned> OfAsync(Stream body, Func<int>? destination = null, string? mediaType = null)
    {
        var pictures = new List<ScannedPicture>();
        Exception? failure = null;
        using var scanner = new PredictionScanner(body, mediaType);
        try
        {
            while (await scanner.NextAsync(CancellationToken.None))
            {
                pictures.Add(await ReadAsync(scanner, destination ?? (() => 100_000)));
            }
        }
        catch (Exception exception) when (exception is ScanException || exception == scanner.BrokenBy)
        {
            failure = exception;
        }

        Assert.True(pictures.Count == scanner.Count || failure == scanner.BrokenBy, "Pictures were counted that did not come.");
        return new Scanned
        {
            Pictures = pictures,
            Failure = failure,
            Text = scanner.Text.ToArray(),
            Document = DocumentOf(scanner),
            IsImage = scanner.IsImage,
            Received = scanner.Received,
        };
    }

    /// <summary>Checks all but what System.Text.Json says of a failure: it quotes what has come of the body.</summary>
    public static void AssertSame(Scanned expected, Scanned actual, string about)
    {
        Assert.True(
            (expected.Failure?.GetType(), (expected.Failure as ScanException)?.Offset) == (actual.Failure?.GetType(), (actual.Failure as ScanException)?.Offset),
            $"'{actual.Failure?.Message}', not '{expected.Failure?.Message}': {about}");
        AssertSame(expected.Pictures, actual.Pictures, about);
        Assert.True(expected.Text.AsSpan().SequenceEqual(actual.Text) && expected.Document == actual.Document, $"'{actual.TextAsString}', not '{expected.TextAsString}': {about}");
    }

    public static void AssertSame(IReadOnlyList<ScannedPicture> expected, IReadOnlyList<ScannedPicture> actual, string about)
    {
        Assert.True(expected.Count == actual.Count, $"{actual.Count} pictures, not {expected.Count}: {about}");
        foreach ((ScannedPicture one, ScannedPicture other) in expected.Zip(actual))
        {
            Assert.True((one.Problem, one.NamedType) == (other.Problem, other.NamedType), $"{(other.Problem, other.NamedType)}, not {(one.Problem, one.NamedType)}: {about}");
            Assert.True(one.Bytes.AsSpan().SequenceEqual(other.Bytes), $"{other.Bytes.Length} bytes, not the {one.Bytes.Length}: {about}");
        }
    }

    private static async Task<ScannedPicture> ReadAsync(PredictionScanner scanner, Func<int> destination)
    {
        using var bytes = new MemoryStream();
        byte[] buffer = [];
        string? problem = null;
        try
        {
            int read;
            do
            {
                int length = destination();
                buffer = buffer.Length < length ? new byte[length] : buffer;
                read = await scanner.ReadAsync(buffer.AsMemory(0, length), CancellationToken.None);
                bytes.Write(buffer, 0, read);
            }
            while (read > 0);
            Assert.Equal(bytes.Length, scanner.Length);
        }
        catch (ScanException exception)
        {
            // What came into the last buffer before the damage is no part of any count that was returned.
            Assert.InRange(scanner.Length, bytes.Length, bytes.Length + buffer.Length);
            bytes.Write(buffer, 0, (int)(scanner.Length - bytes.Length));
            problem = exception.Message;
        }

        return new ScannedPicture(bytes.ToArray(), scanner.NamedType, problem);
    }

    private static string? DocumentOf(PredictionScanner scanner)
    {
        try
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(scanner.ToJson()));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
