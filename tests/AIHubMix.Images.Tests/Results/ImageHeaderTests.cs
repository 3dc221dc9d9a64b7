using System.Text;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Results;

public sealed class ImageHeaderTests
{
    public static TheoryData<string, byte[]> WholeHeaders => new()
    {
        { "image/png png 1024x768", Pictures.Png(1024, 768) },
        { "image/gif gif 640x480", Pictures.Gif(640, 480) },
        { "image/jpeg jpg 1920x1080", Pictures.Jpeg(1920, 1080) },
        { "image/jpeg jpg 1920x1080", Pictures.Jpeg(1920, 1080, frame: 0xC2) },
        { "image/jpeg jpg 1920x1080", Pictures.Jpeg(1920, 1080, 0xC1, Pictures.JpegSegment(0xE0, 14), Pictures.JpegSegment(0xE1, 3000), Pictures.JpegSegment(0xFE, 5)) },
        { "image/jpeg jpg 1920x1080", Pictures.Jpeg(1920, 1080, 0xC0, Pictures.JpegSegment(0xC4, 29), Pictures.JpegSegment(0xDB, 65), Pictures.JpegSegment(0xCC, 4)) },
        { "image/jpeg jpg 1920x1080", Pictures.Jpeg(1920, 1080, 0xC0, Pictures.JpegSegment(0xE0, 14), [0xFF, 0xFF, 0xFF]) },
        { "image/jpeg jpg 1920x1080", Pictures.Jpeg(1920, 1080, 0xC0, [0xFF, 0xFF]) },
        { "image/webp webp 800x600", Pictures.WebpLossy(800, 600) },
        { "image/webp webp 800x600", Pictures.WebpLossy(800 | 1 << 14, 600 | 2 << 14) },
        { "image/webp webp 800x600", Pictures.WebpLossless(800, 600) },
        { "image/webp webp 16384x16384", Pictures.WebpLossless(16384, 16384) },
        { "image/webp webp 800x600", Pictures.WebpExtended(800, 600) },
        { "image/webp webp 100000x70000", Pictures.WebpExtended(100000, 70000) },
        { "image/avif avif 512x256", Pictures.Avif(512, 256) },
        { "image/avif avif 512x256", Pictures.Avif(512, 256, "avis") },
    };

    public static TheoryData<string, byte[]> SizelessHeaders => new()
    {
        { "image/png", Pictures.Png()[..8] },
        { "image/gif", "GIF89a"u8.ToArray() },
        { "image/jpeg", [0xFF, 0xD8, 0xFF] },
        { "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 2, 0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0] },
        { "image/jpeg", [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 100)] },
        { "image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]] },
        { "image/webp", Pictures.Webp("ALPH", new byte[20]) },
        { "image/webp", Pictures.WebpLossy(800, 600)[..16] },
        { "image/avif", Pictures.Avif(512, 256)[..16] },
    };

    public static TheoryData<byte[]> NoPictures =>
    [
        Array.Empty<byte>(),
        new byte[] { 0 },
        new byte[] { 0xFF, 0xD8 },
        Pictures.Png()[..7],
        Encoding.ASCII.GetBytes("<html><body>Sign in</body></html>"),
        Encoding.ASCII.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        Encoding.ASCII.GetBytes("{\"output\":[]}"),
        Encoding.ASCII.GetBytes("GIF7aaaaaaaaaa"),
        Encoding.ASCII.GetBytes("RIFF0000WAVEfmt aaaaaaaaaaaaaaaaaaaaaaaa"),
        Encoding.ASCII.GetBytes("0000ftypmp42aaaaaaaaaaaaaaaaaaaaaaaa"),
        new byte[64],
    ];

    [Theory]
    [MemberData(nameof(WholeHeaders))]
    public void TryRead_WholeHeader_TellsTypeAndSize(string expected, byte[] bytes)
    {
        Assert.True(ImageHeader.TryRead(bytes, out ImageHeader header));
        Assert.Equal(expected, $"{header.MediaType} {header.Extension} {header.Width}x{header.Height}");
    }

    [Theory]
    [MemberData(nameof(WholeHeaders))]
    public void TryRead_HeaderCutAnywhere_TellsTheRightSizeOrNone(string expected, byte[] bytes)
    {
        string type = expected[..expected.IndexOf(' ', StringComparison.Ordinal)];
        string size = expected[(expected.LastIndexOf(' ') + 1)..];
        for (int length = 0; length < bytes.Length; length++)
        {
            if (ImageHeader.TryRead(bytes.AsSpan(0, length), out ImageHeader header))
            {
                Assert.Equal(type, header.MediaType);
                Assert.Contains(header.Width.ToString(System.Globalization.CultureInfo.InvariantCulture), (string[])["0", size.Split('x')[0]]);
                Assert.Contains(header.Height.ToString(System.Globalization.CultureInfo.InvariantCulture), (string[])["0", size.Split('x')[1]]);
            }
            else
            {
                Assert.True(length < 16, $"{length} bytes of {type} are enough for its type.");
                Assert.Equal(default, header);
            }
        }
    }

    [Theory]
    [MemberData(nameof(SizelessHeaders))]
    public void TryRead_SizeMissing_TellsTheTypeAndZero(string type, byte[] bytes)
    {
        Assert.True(ImageHeader.TryRead(bytes, out ImageHeader header));
        Assert.Equal((type, 0, 0), (header.MediaType, header.Width, header.Height));
    }

    [Theory]
    [MemberData(nameof(NoPictures))]
    public void TryRead_NoPicture_IsFalse(byte[] bytes)
    {
        Assert.False(ImageHeader.TryRead(bytes, out ImageHeader header));
        Assert.Equal(default, header);
    }

    [Fact]
    public void TryRead_RandomBytesAfterAnyMagic_NeverThrows()
    {
        var random = new Random(20260301);
        byte[][] magics = [[], Pictures.Png()[..8], [0xFF, 0xD8], "GIF8"u8.ToArray(), Pictures.WebpLossless(1, 1)[..16], Pictures.WebpExtended(1, 1)[..16], Pictures.Avif(1, 1)[..12], [.. Pictures.Avif(1, 1)[..12], .. "ispe"u8]];
        for (int round = 0; round < 4000; round++)
        {
            byte[] magic = magics[round % magics.Length];
            byte[] bytes = new byte[magic.Length + random.Next(80)];
            random.NextBytes(bytes);
            if (round % 3 == 0)
            {
                // Markers everywhere, so that the search for a JPEG's frame goes deep.
                bytes.AsSpan().Replace((byte)1, (byte)0xFF);
                Array.Fill(bytes, (byte)0xFF, magic.Length, Math.Min(3, bytes.Length - magic.Length));
            }

            magic.CopyTo(bytes, 0);
            Assert.Null(Record.Exception(() => ImageHeader.TryRead(bytes, out _)));
        }
    }

    [Fact]
    public void TryRead_PngOfASizeBeyondReason_TellsNoSize()
    {
        Assert.True(ImageHeader.TryRead(Pictures.Png(-1, -1), out ImageHeader header));
        Assert.Equal((0, 0), (header.Width, header.Height));
    }
}
