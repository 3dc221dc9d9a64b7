using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Inputs;

public sealed class ImageSourceTests
{
    private static readonly string[] Types = ["png", "jpeg", "webp"];

    [Theory]
    [InlineData("https://example.com/deer.png?sig=a%2Bb")]
    [InlineData("http://example.com/deer.png")]
    [InlineData("HTTPS://EXAMPLE.com/Deer.png")]
    public void FromUri_HttpOrHttps_KeepsTheUrlAsItIs(string url)
    {
        var source = ImageSource.FromUri(new Uri(url));

        Assert.Equal(new Uri(url), source.Uri);
        Assert.Equal(url, source.WireText);
        Assert.True(source.Bytes.IsEmpty);
    }

    [Theory]
    [InlineData("ftp://example.com/deer.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("deer.png")]
    [InlineData("//example.com/deer.png")]
    [InlineData("mailto:deer@example.com")]
    public void FromUri_AnythingElse_IsRefused(string url) =>
        Assert.Throws<ArgumentException>(() => ImageSource.FromUri(new Uri(url, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void FromUri_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => ImageSource.FromUri(null!));

    [Fact]
    public void FromBytes_Bytes_AreKeptAsTheyAre()
    {
        byte[] bytes = Pictures.Png();

        var source = ImageSource.FromBytes(bytes);

        Assert.Null(source.Uri);
        Assert.Null(source.WireText);
        Assert.Equal(bytes, source.Bytes.ToArray());
    }

    [Fact]
    public void FromBytes_Empty_IsRefused() => Assert.Throws<ArgumentException>(() => ImageSource.FromBytes(ReadOnlyMemory<byte>.Empty));

    [Fact]
    public void ImplicitConversion_Uri_IsTheSameAsFromUri()
    {
        ImageSource source = new Uri("https://example.com/deer.png");

        Assert.Equal("https://example.com/deer.png", source.WireText);
    }

    [Fact]
    public void ImplicitConversion_UriOfAnotherScheme_IsRefused() => Assert.Throws<ArgumentException>(() =>
    {
        ImageSource source = new Uri("file:///etc/passwd");
        return source;
    });

    [Theory]
    [InlineData("https://example.com/deer.png", "url")]
    [InlineData("http://example.com/deer.png", "url")]
    [InlineData("iVBORw0KGgo=", "bytes")]
    [InlineData("iVBORw0KGgp=", "bytes")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=", "bytes")]
    [InlineData("DATA:image/png;base64,iVBORw0KGgo=", "bytes")]
    [InlineData("", "text")]
    [InlineData("data:image/png;base64,", "text")]
    [InlineData("data:", "text")]
    [InlineData("C:\\deer.png", "text")]
    [InlineData("file:///deer.png", "text")]
    [InlineData("not base64!", "text")]
    [InlineData("iVBORw0KGg", "text")]
    [InlineData("雪の鹿", "text")]
    public void FromWire_AnyText_IsTakenForWhatItLooksLike(string text, string kind)
    {
        var source = ImageSource.FromWire(text);

        Assert.Equal(kind, source.Uri is not null ? "url" : source.Bytes.IsEmpty ? "text" : "bytes");
        if (kind == "bytes")
        {
            Assert.Equal("iVBORw0KGgo=", Convert.ToBase64String(source.Bytes.Span));
        }
    }

    [Theory]
    [InlineData("https://example.com/a b+c?d=é&e=%2F")]
    [InlineData("http://example.com")]
    [InlineData("iVBORw0KGgo=")]
    [InlineData("iVBO Rw0K Ggo=")]
    [InlineData("QR==")]
    [InlineData("data:image/png;base64,iVBORw0KGgo=")]
    [InlineData("DATA:;base64,iVBORw0KGgo=")]
    [InlineData("not base64!")]
    [InlineData("file:///deer.png")]
    [InlineData("data:image/png;base64,???")]
    [InlineData("")]
    public void FromWire_InAnInput_IsWrittenBackUnchanged(string text)
    {
        string json = $$"""{"prompt":"deer","input_image":"{{text}}"}""";

        InputJson.AssertSame(json, InputJson.Sent(InputJson.Read<FluxKontextInput>(json)));
    }

    public static TheoryData<byte[], bool> TypesOfBytes => new()
    {
        { Pictures.Png(), true },
        { Pictures.Jpeg(), true },
        { Pictures.WebpLossy(1, 1), true },
        { Pictures.Gif(1, 1), false },
        { Pictures.Avif(1, 1), false },
        { [1, 2, 3], false },
    };

    [Theory]
    [MemberData(nameof(TypesOfBytes))]
    public void HasProblem_Bytes_GoesByTheirType(byte[] bytes, bool allowed)
    {
        Assert.Equal(!allowed, ImageSource.FromBytes(bytes).HasProblem(Types, null, out string? problem));
        Assert.Equal(allowed ? null : "must be a picture of type png, jpeg, webp", problem);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public void HasProblem_BytesAtTheLimit_GoesByTheirNumber(int allowance, bool refused)
    {
        byte[] bytes = Pictures.Png();

        Assert.Equal(refused, ImageSource.FromBytes(bytes).HasProblem(Types, bytes.Length + allowance, out string? problem));
        Assert.Equal(refused ? $"must have at most {bytes.Length - 1} bytes" : null, problem);
    }

    [Fact]
    public void HasProblem_Url_IsNeverLookedInto() =>
        Assert.False(ImageSource.FromUri(new Uri("https://example.com/deer.bmp")).HasProblem(Types, 1, out _));

    [Fact]
    public void HasProblem_TextThatIsNeither_IsRefused()
    {
        Assert.True(ImageSource.FromWire("not base64!").HasProblem(Types, null, out string? problem));
        Assert.Equal("must be an http or https URL or base64", problem);
    }

    [Theory]
    [InlineData("iVBORw0KGgo=", null)]
    [InlineData("data:image/png;base64,iVBORw0KGgo=", null)]
    [InlineData("data:image/png;base64,R0lGODlh", "must be a picture of type png, jpeg, webp")]
    [InlineData("data:image/png;base64,", "must be an http or https URL or base64")]
    [InlineData("", "must be an http or https URL or base64")]
    public void HasProblem_TextFromJson_IsHeldToTheSameRules(string text, string? expected)
    {
        Assert.Equal(expected is not null, ImageSource.FromWire(text).HasProblem(Types, null, out string? problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void ToString_Bytes_TellsTypeAndSizeOnly()
    {
        byte[] bytes = [.. Pictures.Png(), .. new byte[2_000_000]];

        Assert.Equal($"image/png, {bytes.Length} bytes", ImageSource.FromBytes(bytes).ToString());
        Assert.Equal("unknown type, 3 bytes", ImageSource.FromBytes(new byte[] { 1, 2, 3 }).ToString());
        Assert.True(new FluxKontextInput { Prompt = "deer", InputImage = ImageSource.FromBytes(bytes) }.ToString().Length < 1000);
    }

    [Fact]
    public void FromFile_NoPath_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => ImageSource.FromFile(null!));
        Assert.Throws<ArgumentException>(() => ImageSource.FromFile(""));
        Assert.Throws<ArgumentException>(() => ImageSource.FromFile("a\0b"));
    }

    [Fact]
    public void FromStream_WrongArguments_AreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => ImageSource.FromStream(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageSource.FromStream(_ => default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageSource.FromStream(_ => default, -1));
    }

    [Fact]
    public async Task FromFile_RelativePath_GoesByTheDirectoryOfThatTime()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.PathOf("deer.png"), Pictures.Png(), TestContext.Current.CancellationToken);
        string path = Path.GetRelativePath(Environment.CurrentDirectory, folder.PathOf("deer.png"));

        Assert.Equal(folder.PathOf("deer.png"), ImageSource.FromFile(path).ToString());
        Assert.Equal(Pictures.Png(), ImageSource.FromFile(path).ReadAll().ToArray());
    }

    [Fact]
    public async Task ToString_FileOrStream_OpensNothingAndTellsWhatIsKnown()
    {
        var picture = new StreamedPicture(Pictures.Png());
        ImageSource stream = picture.Source();
        string path = Path.Combine(Path.GetTempPath(), "no such deer.png");

        Assert.Equal(("stream", path), (stream.ToString(), ImageSource.FromFile(path).ToString()));
        Assert.Equal(0, picture.Opened);
        await stream.InspectAsync(TestContext.Current.CancellationToken);
        Assert.Equal("stream (image/png, 29 bytes)", stream.ToString());
        ImageSource large = new StreamedPicture(new byte[100_000]).Source();
        await large.InspectAsync(TestContext.Current.CancellationToken);
        Assert.Equal("stream (unknown type, unknown number of bytes)", large.ToString());
    }

    [Fact]
    public void HasProblem_FileOrStreamNotYetInspected_IsNotLookedInto()
    {
        Assert.False(ImageSource.FromFile("/no such deer.png").HasProblem(Types, 1, out _));
        Assert.False(ImageSource.FromStream(_ => throw new IOException()).HasProblem(Types, 1, out _));
    }

    public static TheoryData<byte[], long?, long?, string?> InspectedStreams => new()
    {
        { Pictures.Png(), null, null, null },
        { Pictures.Png(), null, 29, null },
        { Pictures.Png(), null, 28, "must have at most 28 bytes" },
        { Pictures.Png(), 29, 28, "must have at most 28 bytes" },
        { [], null, null, "must not be empty" },
        { [], 5, 1, "must not be empty" },
        { [1, 2, 3], null, null, "must be a picture of type png, jpeg, webp" },
        { Pictures.Gif(1, 1), null, null, "must be a picture of type png, jpeg, webp" },
        { [.. Pictures.Jpeg(), .. new byte[100_000]], 100_023, 100_022, "must have at most 100022 bytes" },
        { [.. Pictures.Jpeg(), .. new byte[100_000]], 100_023, 100_023, null },
        { [.. Pictures.Jpeg(), .. new byte[100_000]], null, 10, null },
        { [.. Pictures.Gif(1, 1), .. new byte[100_000]], null, 10, "must be a picture of type png, jpeg, webp" },
    };

    [Theory]
    [MemberData(nameof(InspectedStreams))]
    public async Task HasProblem_InspectedStream_GoesByWhatWasSeen(byte[] bytes, long? length, long? maximum, string? expected)
    {
        ImageSource source = new StreamedPicture(bytes) { Portion = 10 }.Source(length);
        await source.InspectAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected is not null, source.HasProblem(Types, maximum, out string? problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public async Task HasProblem_SeekableStreamInTheMiddle_CountsWhatIsLeft()
    {
        var source = ImageSource.FromStream(_ => new ValueTask<Stream>(new MemoryStream([0, .. Pictures.Png(), .. new byte[100_000]]) { Position = 1 }));
        await source.InspectAsync(TestContext.Current.CancellationToken);

        Assert.False(source.HasProblem(Types, 100_029, out _));
        Assert.True(source.HasProblem(Types, 100_028, out _));
    }

    [Fact]
    public void ToString_LongText_IsShortened()
    {
        Assert.Equal(101, ImageSource.FromWire(new string('!', 5000)).ToString().Length);
        Assert.Equal(101, ImageSource.FromUri(new Uri("https://example.com/" + new string('a', 5000))).ToString().Length);
        Assert.Equal("https://example.com/a", ImageSource.FromUri(new Uri("https://example.com/a")).ToString());
    }
}
