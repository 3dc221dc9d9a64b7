using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Recording;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Recording;

public sealed class BodyCopyTests
{
    private static readonly byte[] Picture = [.. Pictures.Png(640, 480), .. Noise(20_000)];
    private static readonly string Base64 = Convert.ToBase64String(Picture);

    public static TheoryData<int> Pieces => [1, 2, 3, 7, 1024, 4096, int.MaxValue];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void WriteTo_JsonInPiecesOfAnySize_IsKeptButForTheRestOfPictures(int size)
    {
        string json = $$$"""
            {"output":{"b64_json":[{"bytesBase64":"{{{Base64}}}","mimeType":"png"}, {"later":[1.50, 1e3, -0, null, true, "ä\u4e2d\n"]}],"urls":[]},
             "image":"data:image/png;base64,{{{Base64}}}", "short":"{{{Base64[..1024]}}}", "twice":"{{{Base64}}} {{{Base64}}}"}
            """;

        JsonNode body = Copy(json, size);

        string head = Base64[..BodyCopy.KeptDigits];
        Assert.Equal(
            $$$"""{"output":{"b64_json":[{"bytesBase64":"{{{head}}}","mimeType":"png"},{"later":[1.50,1e3,-0,null,true,"ä中\n"]}],"urls":[]},"image":"data:image/png;base64,{{{head}}}","short":"{{{head}}}","twice":"{{{head}}} {{{head}}}"}""",
            Compact(body["json"]!));
        Assert.Equal(
            [("$.output.b64_json[0].bytesBase64", Base64.Length), ("$.image", Base64.Length), ("$.twice", Base64.Length), ("$.twice", Base64.Length)],
            body["cut"]!.AsArray().Select(cut => ((string)cut!["path"]!, (int)cut["characters"]!)));
        Assert.Equal(Encoding.UTF8.GetByteCount(json), (int)body["bytes"]!);
        Assert.True(ImageHeader.TryRead(Convert.FromBase64String(head), out ImageHeader header));
        Assert.Equal((640, 480), (header.Width, header.Height));
        Assert.Null(body["truncated"]);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void WriteTo_EscapedBase64_IsCutAndDecodable(int size)
    {
        // As other serializers write it, and as e-mail breaks it into lines.
        string escaped = string.Concat(Base64.Chunk(76).Select(line => new string(line) + "\r\n"))
            .Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal).Replace("\r\n", "\\r\\n", StringComparison.Ordinal).Replace("A", "\\u0041", StringComparison.Ordinal);

        JsonNode body = Copy($$"""{"output":"{{escaped}}"}""", size);

        string kept = (string)body["json"]!["output"]!;
        Assert.Equal(Picture[..BodyCopy.KeptBytes], Convert.FromBase64String(kept));
        Assert.Equal(Base64.Length, (int)body["cut"]![0]!["characters"]!);
    }

    [Fact]
    public void WriteTo_LongTextThatIsNoBase64_IsKeptWhole()
    {
        string prompt = string.Concat(Enumerable.Repeat("A deer at a lake, ", 1000)) + string.Concat(Enumerable.Repeat("鹿", 2000));
        string escaped = string.Concat(Enumerable.Repeat("\\u9e7f", 2000));

        JsonNode body = Copy($$"""{"prompt":"{{prompt}}","escaped":"{{escaped}}"}""", 1000);

        Assert.Equal(prompt, (string)body["json"]!["prompt"]!);
        Assert.Equal(2000, ((string)body["json"]!["escaped"]!).Length);
        Assert.Null(body["cut"]);
    }

    [Theory]
    [InlineData("""{"output":[{"url":"https""")]
    [InlineData("""{"a":1}{"b":2}""")]
    [InlineData("""{"half":"\ud800"}""")]
    [InlineData("[[[")]
    [InlineData("<html><body>502 Bad Gateway</body></html>")]
    [InlineData("too many requests")]
    public void WriteTo_NoJson_IsText(string text) => Assert.Equal(text, (string?)Copy(text, 5)["text"]);

    [Fact]
    public void WriteTo_JsonThatBreaksOffWithinAPicture_IsTextWithItsBeginning()
    {
        JsonNode body = Copy($$"""{"output":[{"bytesBase64":"{{Base64[..20_000]}}""", 512);

        Assert.Equal($$"""{"output":[{"bytesBase64":"{{Base64[..BodyCopy.KeptDigits]}}""", (string?)body["text"]);
        Assert.Equal(20_000, (int)body["cut"]![0]!["characters"]!);
    }

    [Fact]
    public void WriteTo_LongHtml_IsTruncated()
    {
        JsonNode body = Copy("<html>" + string.Concat(Enumerable.Repeat("<p>é</p>", 10_000)), 777);

        Assert.InRange(((string)body["text"]!).Length, 10_000, BodyCopy.LongestText);
        Assert.StartsWith("<html><p>é</p>", (string)body["text"]!, StringComparison.Ordinal);
        Assert.True((bool)body["truncated"]!);
    }

    [Fact]
    public void WriteTo_LongJson_IsTruncatedText()
    {
        JsonNode body = Copy("{\"a\":\"" + string.Concat(Enumerable.Repeat("word ", 100_000)) + "\"}", 10_000);

        Assert.Null(body["json"]);
        Assert.Equal(BodyCopy.LongestJson, ((string)body["text"]!).Length);
        Assert.True((bool)body["truncated"]!);
        Assert.Equal(500_008, (int)body["bytes"]!);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void WriteTo_Picture_IsItsBeginning(int size)
    {
        JsonNode body = Copy(Picture, size);

        Assert.Equal(Picture[..BodyCopy.KeptBytes], body["base64"]!.GetValue<JsonElement>().GetBytesFromBase64());
        Assert.Equal(Picture.Length, (int)body["bytes"]!);
        Assert.True((bool)body["truncated"]!);
    }

    [Fact]
    public void WriteTo_BytesThatAreNoText_AreBase64()
    {
        JsonNode body = Copy([0xFF, 0xFE, 0x00, 0xC3], 10);

        Assert.Equal("//4Aww==", (string?)body["base64"]);
        Assert.Null(body["truncated"]);
    }

    [Fact]
    public void WriteTo_ByteOrderMark_IsNoPartOfTheJson()
    {
        JsonNode body = Copy([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($$"""{"a":"{{Base64}}"}""")], 2);

        Assert.Equal("$.a", (string?)body["cut"]![0]!["path"]);
    }

    [Fact]
    public void WriteTo_Nothing_HasNoBody() => Assert.Empty(Written(new BodyCopy()).AsObject());

    [Fact]
    public void Restart_AfterSomething_ForgetsIt()
    {
        var copy = new BodyCopy();
        copy.Append(Encoding.UTF8.GetBytes($$"""{"a":"{{Base64}}\"""));
        copy.Restart();
        copy.Append("""{"b":1}"""u8);

        JsonNode body = Written(copy)["body"]!;

        Assert.Equal("""{"bytes":7,"json":{"b":1}}""", Compact(body));
    }

    [Fact]
    public void Append_AnyAmount_KeepsABoundedPart()
    {
        var copy = new BodyCopy();
        byte[] digits = Encoding.ASCII.GetBytes(Base64[..(Base64.Length - 4)]);
        copy.Append("{\"a\":\""u8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int piece = 0; piece < 2000; piece++)
        {
            copy.Append(digits);
        }

        long picture = GC.GetAllocatedBytesForCurrentThread() - before;
        for (int piece = 0; piece < 200_000; piece++)
        {
            copy.Append("\",\"some more\":\"text"u8);
        }

        long all = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(picture, 0, 64 * 1024);
        Assert.InRange(all, BodyCopy.LongestJson, 8 * BodyCopy.LongestJson);
        Assert.Equal(6 + (2000L * digits.Length) + (200_000L * 19), copy.Length);
    }

    private static JsonNode Copy(string body, int size) => Copy(Encoding.UTF8.GetBytes(body), size);

    private static JsonNode Copy(byte[] body, int size)
    {
        var copy = new BodyCopy();
        for (int position = 0; position < body.Length; position += Math.Min(size, body.Length))
        {
            copy.Append(body.AsSpan(position, Math.Min(size, body.Length - position)));
        }

        return Written(copy)["body"]!;
    }

    private static JsonNode Written(BodyCopy copy)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            copy.WriteTo(writer, new Sanitizer(Bench.Key));
            writer.WriteEndObject();
        }

        return JsonNode.Parse(json.WrittenSpan)!;
    }

    private static string Compact(JsonNode json) => json.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(20260301).NextBytes(noise);
        return noise;
    }
}
