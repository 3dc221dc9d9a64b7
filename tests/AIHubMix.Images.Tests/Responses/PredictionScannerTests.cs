using System.IO.Compression;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Responses;

/// <summary>The scanner by itself. In the bodies PNG stands for the base64 of a picture, and ▲ for nothing: it marks the byte that a failure must name.</summary>
public sealed class PredictionScannerTests
{
    private static readonly string Png = Pictures.Base64(Pictures.Png());

    /// <summary>Has every byte and every digit, over several runs of the decoder.</summary>
    private static readonly byte[] Big = [.. Pictures.Png(), .. Enumerable.Range(0, 200_002).Select(index => (byte)(index * 7 ^ index >> 8))];

    public static TheoryData<string> Bodies =>
    [
        """{"output":{"b64_json":[{"bytesBase64":"PNG","mimeType":"image/png"},{"mimeType":"image/gif","bytesBase64":"R0lGODlhAQABAAAAAA=="}],"urls":["https://example.com/deer.png"]},"usage":{"total_tokens":7}}""",
        """{"usage":null,"output":["data:image/png;base64,PNG","https://example.com/deer.png","","/9j/","PNG"]}""",
        """{"output":"\/9j\u002fPN\u0047A\r\n\tAA=\u003d\n","x":[1.50e3,true,{"é":"\ud83e\udd8c\u00e9"}]}""",
        " \r\n{ \"output\" : [ { \"b64_json\" : \"PNG\" , \"seed\" : 4 } ,\r\n\t{ \"url\" : \"PNG\" } , { \"taskId\" : \"t1\" } ] }\n",
        "\uFEFF{\"outp\\u0075t\":[[\"PNG\"],{\"bytes\\u0042ase64\":\"AAAA\"}],\"output\":{\"b64_json\":\"PNG\"}}",
        """{"output":[{"b64_json":"damaged!"},{"b64_json":"PNG"},{"b64_json":"AAA"},{"b64_json":"data:,"},{"b64_json":"QQ=="}]}""",
        """{"output":[{"b64_json":"PNG"},{"taskId":"t1"}]} trailing""",
        """{"output":[{"taskId":"t1"},{"b64_json":"iVBO""",
    ];

    [Theory]
    [InlineData("""{"output":{"b64_json":[{"bytesBase64":"PNG","mimeType":"png"}],"urls":[]}}""")]
    [InlineData("""{"output":{"urls":[],"b64_json":[{"mimeType":"png","bytesBase64":"PNG"}]}}""")]
    [InlineData("""{"output":{"b64_json":["PNG"],"urls":[]}}""")]
    [InlineData("""{"output":{"urls":["PNG"]}}""")]
    [InlineData("""{"output":{"urls":[{"url":"data:image/png;base64,PNG"}]}}""")]
    [InlineData("""{"output":{"bytesBase64":"PNG"}}""")]
    [InlineData("""{"output":{"b64_json":"PNG"}}""")]
    [InlineData("""{"output":[{"bytesBase64":"PNG"}]}""")]
    [InlineData("""{"output":[{"b64_json":"PNG"}]}""")]
    [InlineData("""{"output":[{"url":"PNG"}]}""")]
    [InlineData("""{"output":[{"url":"https://example.com/deer.png","bytesBase64":"PNG","seed":7}]}""")]
    [InlineData("""{"output":[{"x":[{"y":{}}],"bytesBase64":"PNG"}]}""")]
    [InlineData("""{"output":["PNG"]}""")]
    [InlineData("""{"output":["https://example.com/deer.png",null,7,[],{},"PNG"]}""")]
    [InlineData("""{"output":"PNG"}""")]
    [InlineData("""{"output":"data:image/png;base64,PNG"}""")]
    [InlineData("""{"id":"p1","error":null,"output":"PNG","x":{"output":1}}""")]
    [InlineData("""{"output":[],"output":"PNG"}""")]
    [InlineData("""{"\u006futput":[{"\u0062ytesBase6\u0034":"PNG"}]}""")]
    [InlineData("\uFEFF \t\r\n{ \"output\" :\n\t[ \"PNG\" ] }\r\n")]
    public async Task NextAsync_PictureInAnyForm_IsDecodedAndStandsInTheTextAsAPlaceholder(string form)
    {
        string body = form.Replace("PNG", Png, StringComparison.Ordinal);

        Scanned scanned = await Scanned.OfAsync(body);

        Assert.Null(scanned.Failure);
        Assert.Equal(Pictures.Png(), Assert.Single(scanned.Pictures).Bytes);
        Assert.Null(scanned.Pictures[0].Problem);
        string prefix = form.Contains("data:", StringComparison.Ordinal) ? "data:image/png;base64," : "";
        Assert.Equal(body.Trim('\uFEFF', ' ', '\t', '\r', '\n').Replace(prefix + Png, "(picture 1, 29 bytes left out)", StringComparison.Ordinal), scanned.TextAsString.Trim());
        Assert.Equal(Encoding.UTF8.GetByteCount(body), scanned.Received);
        Assert.False(scanned.IsImage);
    }

    [Theory]
    [InlineData("""{"output":[{"mimeType":"PNG","taskId":"PNG"}]}""")]
    [InlineData("""{"output":[{"polling_urls":["PNG"]}]}""")]
    [InlineData("""{"error":{"b64_json":"PNG"},"b64_json":"PNG","url":"PNG"}""")]
    [InlineData("""{"x":{"output":"PNG"},"output":{"output":"PNG"}}""")]
    [InlineData("""{"output":[{"output":["PNG"]}],"Output":"PNG","outputs":"PNG"}""")]
    [InlineData("""{"output":[""],"x":["PNG"]}""")]
    [InlineData("""{"output":[{"b64_json":"","url":"https://example.com/PNG"},"none","AAAA","data:image/png;base64,AAAA","iVBORw0KGg==","data:image/png;base64","data:image/png;base64,"]}""")]
    [InlineData("""{"output":[{"\ud83e":"PNG"}],"\ud83e":["PNG"]}""")]
    [InlineData("""[{"output":"PNG"}]""")]
    [InlineData("\"PNG\"")]
    [InlineData("7")]
    [InlineData("null")]
    public async Task NextAsync_StringThatIsNoPicture_IsText(string form)
    {
        string body = form.Replace("PNG", Png, StringComparison.Ordinal);

        Scanned scanned = await Scanned.OfAsync(body);

        Assert.Null(scanned.Failure);
        Assert.Empty(scanned.Pictures);
        Assert.Equal(body, scanned.TextAsString);
        Assert.Equal(body, scanned.Document);
    }

    [Fact]
    public async Task NextAsync_SeveralPictures_ComeInTheOrderOfTheBody()
    {
        byte[][] pictures = [Pictures.Gif(1, 1), Big, Pictures.Png(), Pictures.WebpLossy(1, 1), Pictures.Avif(1, 1), Pictures.Jpeg()];
        string body = $$"""{"output":[{{string.Join(',', pictures.Select((picture, index) => $"{{\"n\":{index},\"{(index % 2 == 0 ? "url" : "b64_json")}\":\"{Pictures.Base64(picture)}\"}}"))}}]}""";

        Scanned scanned = await Scanned.OfAsync(body);

        Assert.Null(scanned.Failure);
        Assert.Equal(pictures, scanned.Pictures.Select(picture => picture.Bytes));
        Assert.Equal(
            $$"""{"output":[{{string.Join(',', pictures.Select((picture, index) => $"{{\"n\":{index},\"{(index % 2 == 0 ? "url" : "b64_json")}\":\"(picture {index + 1}, {picture.Length} bytes left out)\"}}"))}}]}""",
            scanned.TextAsString);
    }

    [Theory]
    [InlineData("data:image/png;base64,", "image/png")]
    [InlineData("DATA:image/PNG;name=a.png;base64,", "image/PNG")]
    [InlineData("data:image/png,", "image/png")]
    [InlineData("\\u0064ata\\u003aimage\\/png;base64\\u002c", "image/png")]
    [InlineData("data:;base64,", null)]
    [InlineData("data:,", null)]
    [InlineData("", null)]
    public async Task NextAsync_DataUrl_NamesTheType(string prefix, string? type)
    {
        Scanned scanned = await Scanned.OfAsync($$"""{"output":["{{prefix}}{{Png}}","{{Png}}"]}""");

        Assert.Equal([type, null], scanned.Pictures.Select(picture => picture.NamedType));
        Assert.All(scanned.Pictures, picture => Assert.Equal(Pictures.Png(), picture.Bytes));
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task NextAsync_LongPrefix_IsOneUpToItsLimit(int length, bool isPrefix)
    {
        string prefix = $"data:image/png;name={new string('x', length - 28)};base64,"[..(length - 1)].TrimEnd(',') + ",";
        Assert.Equal(length, prefix.Length);

        Scanned scanned = await Scanned.OfAsync($$"""{"output":[{"b64_json":"{{prefix}}{{Png}}"},"{{prefix}}{{Png}}"]}""");

        Assert.Equal(isPrefix ? [null, null] : ["has base64 that is damaged at byte 28"], scanned.Pictures.Select(picture => picture.Problem));
        Assert.Null(scanned.Failure);
    }

    [Theory]
    [InlineData("abc▲,")]
    [InlineData("abcd▲,")]
    [InlineData("abcde▲,")]
    [InlineData("data▲:")]
    [InlineData("data▲;,")]
    public async Task ReadAsync_CommaAfterNoDataUrl_IsDamage(string prefix)
    {
        await AssertDamagedAsync($$"""{"output":[{"b64_json":"{{prefix}}PNG"},{"url":"PNG"}]}""", "has base64 that is damaged");

        Assert.Empty((await Scanned.OfAsync($$"""{"output":["{{prefix.Replace("▲", "", StringComparison.Ordinal)}}{{Png}}"]}""")).Pictures);
    }

    [Theory]
    [InlineData("\\/+/\\u002F\\u002b", "/+//+")]
    [InlineData("\\n\\r\\n\\t \\u0020\\u000aAAAA", "AAAA")]
    [InlineData("AAA\\nA", "AAAA")]
    [InlineData("\\u0041\\u0041\\u0041\\u0041", "AAAA")]
    public async Task ReadAsync_EscapesInBase64_AreRead(string escaped, string base64)
    {
        string tail = base64.PadRight((base64.Length + 3) / 4 * 4, 'A');
        string escapedTail = escaped + new string('A', tail.Length - base64.Length);
        byte[] expected = Convert.FromBase64String(Png[..36] + tail + "QQ==");

        foreach (string padding in (string[])["QQ==", "QQ\\u003d=", "Q\\u0051=\\u003D", "QQ=\\n=", "QQ==\\r\\n", "QQ= = ", "QR==", "Q\\u0052=="])
        {
            Scanned scanned = await Scanned.OfAsync($$"""{"output":["{{Png[..36]}}{{escapedTail}}{{padding}}"]}""");

            Assert.Equal(expected, Assert.Single(scanned.Pictures).Bytes);
            Assert.Null(scanned.Pictures[0].Problem);
        }
    }

    [Theory]
    [InlineData("""[{"b64_json":"▲!AAA"}]""")]
    [InlineData("""[{"b64_json":"AAA▲-"}]""")]
    [InlineData("""[{"b64_json":"AAAAAAA▲_AAAA"}]""")]
    [InlineData("""[{"b64_json":"AAAAA▲éA"}]""")]
    [InlineData("""[{"b64_json":"AAAAAA▲\u00e9AAAAA"}]""")]
    [InlineData("""[{"b64_json":"AAAAA▲\bAAAAA"}]""")]
    [InlineData("""[{"b64_json":"AAAA▲\"AAA"}]""")]
    [InlineData("""[{"b64_json":"AAAA▲\u0022AAA"}]""")]
    [InlineData("""[{"b64_json":"A▲=AA"}]""")]
    [InlineData("""[{"b64_json":"AA▲="}]""")]
    [InlineData("""[{"b64_json":"▲="}]""")]
    [InlineData("""[{"b64_json":"▲===="}]""")]
    [InlineData("""[{"b64_json":"AA▲==AAAA"}]""")]
    [InlineData("""[{"b64_json":"AAA▲=\r\nAAAA"}]""")]
    [InlineData("""[{"b64_json":"AA▲=A"}]""")]
    [InlineData("""[{"b64_json":"data:image/png;base64,AAAA▲:"}]""")]
    [InlineData("""[{"b64_json":"\/▲!AA"}]""")]
    [InlineData("""[{"b64_json":"\/\u0041▲!A"}]""")]
    [InlineData("""[{"b64_json":"▲!\/\/\/"}]""")]
    [InlineData("""[{"b64_json":"AAAAA▲!\r\nAAAAAAAA"}]""")]
    [InlineData("""[{"b64_json":"AAAA▲\u0021\u0041\u0041\u0041AAAA"}]""")]
    [InlineData("""[{"b64_json":"\u0041\n \u0041▲!\n\u0041"}]""")]
    [InlineData("""{"b64_json":[{"bytesBase64":"iV▲*ORw0KGgo="}]}""")]
    [InlineData("""["R0lGODlhAQABAAAA▲!"]""")]
    [InlineData("""[{"url":"data:image/png;base64,R0lGODlhAQABAAAA ▲!AAA"}]""")]
    [InlineData("\"R0lGODlhAQABAAAA▲\\u0000\"")]
    public Task ReadAsync_DamagedDigit_IsNamedWithItsPlaceAndCostsItsPictureOnly(string output) =>
        AssertDamagedAsync($$"""{"output":{{output}},"output":["PNG",{"b64_json":"PNG"}]}""", "has base64 that is damaged");

    [Theory]
    [InlineData("""[{"b64_json":"AAA▲"}]""")]
    [InlineData("""[{"b64_json":"AA▲"}]""")]
    [InlineData("""[{"b64_json":"A▲"}]""")]
    [InlineData("""[{"b64_json":"AAAAAAA▲"}]""")]
    [InlineData("""[{"b64_json":"data:,AAAAAAA▲"}]""")]
    [InlineData("""[{"b64_json":"\/\n\/ ▲"}]""")]
    [InlineData("""[{"b64_json":"AAAA\/\n▲"}]""")]
    [InlineData("""["R0lGODlhAQABAAAAAA▲"]""")]
    public Task ReadAsync_PaddingThatIsMissing_IsNamedWithItsPlace(string output) =>
        AssertDamagedAsync($$"""{"output":{{output}},"output":["PNG",{"b64_json":"PNG"}]}""", "has base64 that is not padded");

    [Theory]
    [InlineData("data:image/png;base64,▲")]
    [InlineData(" ▲")]
    [InlineData("\\r\\n▲")]
    public Task ReadAsync_NoBase64_IsNamedWithItsPlace(string text) =>
        AssertDamagedAsync($$"""{"output":[{"b64_json":"{{text}}"},"PNG",{"b64_json":"PNG"}]}""", "has no base64");

    [Theory]
    [InlineData("")]
    [InlineData("\\/\\/\\/")]
    [InlineData("\\n")]
    [InlineData("A")]
    public async Task ReadAsync_DamageFarIntoAPicture_IsNamedWithItsPlace(string before)
    {
        string base64 = Pictures.Base64(Big);
        foreach (int at in (int[])[65_535, 65_536, 65_537, 70_001, 131_072, base64.Length - 5, base64.Length - 1])
        {
            await AssertDamagedAsync($$"""{"output":[{"b64_json":"{{before}}{{base64[..at]}}▲!{{base64[(at + 1)..]}}"},"PNG",{"b64_json":"PNG"}]}""", "has base64 that is damaged");
        }
    }

    [Fact]
    public async Task NextAsync_DamagedBeginningOfAHugePicture_CostsThatPictureOnly()
    {
        string base64 = Pictures.Base64([.. Pictures.Png(), .. new byte[PredictionScanner.LongestText]]);

        await AssertDamagedAsync($$"""{"output":["PNG","{{base64[..30]}}▲!{{base64[31..]}}",{"b64_json":"PNG"}]}""", "has base64 that is damaged");
    }

    [Theory]
    [InlineData("{\"output\":[\"PNG▲\u0001PNG\"]}", "0x01 stands in a string")]
    [InlineData("{\"output\":[\"PNG\",{\"b64_json\":\"AAAAAAAA▲\n\"}]}", "0x0A stands in a string")]
    [InlineData("{\"output\":[{\"b64_json\":\"AAAAAAAA▲\\xAAAA\"}]}", "an escape of no known kind stands in a string")]
    [InlineData("{\"output\":[{\"b64_json\":\"AAAAAAAA▲\\u00G0AAAA\"}]}", "an escape of no known kind stands in a string")]
    [InlineData("{\"output\":[{\"b64_json\":\"AAAAAAAA▲\\u+041AAAA\"}]}", "an escape of no known kind stands in a string")]
    [InlineData("{\"output\":[{\"b64_json\":\"AA!AAAA▲\t\"}]}", "0x09 stands in a string")]
    [InlineData("{\"output\":[{\"b64_json\":\"AA!AAAA▲\\'\"}]}", "an escape of no known kind stands in a string")]
    [InlineData("{\"output\":[{\"b64_json\":\"AAAAAAAA▲", "it ends within a picture")]
    [InlineData("{\"output\":[{\"b64_json\":\"AA!AAAA▲", "it ends within a picture")]
    [InlineData("{\"output\":[{\"b64_json\":\"AAAAAAAA\\u00▲", "it ends within a picture")]
    public async Task NextAsync_StringThatIsNotJson_IsNamedWithItsPlace(string marked, string what)
    {
        (byte[] body, int offset) = Unmark(marked);

        await AssertAnyPiecesAsync(body, scanned => Assert.Equal($"is not JSON ({what}) at byte {offset}", Assert.IsType<ScanException>(scanned.Failure).Message));
        using var scanner = new PredictionScanner(new Pieces(body), null);
        ScanException exception = await Assert.ThrowsAsync<ScanException>(async () =>
        {
            while (await scanner.NextAsync(TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.Equal(offset, exception.Offset);
    }

    [Theory]
    [InlineData("▲")]
    [InlineData("▲<html>")]
    [InlineData("\uFEFF ▲x")]
    [InlineData("{▲'output':1}")]
    [InlineData("{\"output\":[\"PNG\"]▲]}")]
    [InlineData("{\"output\":[\"PNG\"]} ▲trailing")]
    [InlineData("{\"output\":[\"PNG\"]}▲{}")]
    [InlineData("{\"output\":[\"PNG\",▲]}")]
    [InlineData("{\"output\":[\"PNG\", ▲\"none\u0001\"]}")]
    [InlineData("{\"output\":[\"PNG\" ▲\"PNG\"]}")]
    [InlineData("{\"output\":[\"PNG\",▲,\"PNG\"]}")]
    [InlineData("{\"output\":[▲,\"PNG\"]}")]
    [InlineData("{\"output\":[{\"taskId\":\"t1\"}▲\"PNG\"]}")]
    [InlineData("{\"output\":{\"b64_json\":▲,\"PNG\"}}")]
    [InlineData("{\"output\":▲,\"PNG\"}")]
    [InlineData("{\"output\":\"PNG\"▲\"PNG\"}")]
    public async Task NextAsync_BodyThatIsNotJson_IsNamedWithItsPlaceAndKeepsWhatStandsBefore(string marked)
    {
        (byte[] body, int offset) = Unmark(marked);
        int pictures = Math.Max(0, marked[..marked.IndexOf('▲', StringComparison.Ordinal)].Split("PNG").Length - 1);

        await AssertAnyPiecesAsync(body, scanned =>
        {
            var failure = Assert.IsType<ScanException>(scanned.Failure);
            Assert.Equal(offset, failure.Offset);
            Assert.StartsWith("is not JSON (", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("LineNumber", failure.Message, StringComparison.Ordinal);
            Assert.Equal(pictures, scanned.Pictures.Count);
            Assert.All(scanned.Pictures, picture => Assert.Null(picture.Problem));
            Assert.Equal(marked.Contains('{', StringComparison.Ordinal), scanned.Document is not null);
        });
    }

    [Fact]
    public async Task NextAsync_LiteralThatIsNoneBeforeMuchText_IsNotQuoted()
    {
        var failure = Assert.IsType<ScanException>((await Scanned.OfAsync($"{{\"output\":tr{Pictures.Base64(Big)}")).Failure);

        Assert.Equal("is not JSON at byte 10", failure.Message);
        Assert.True(failure.ToString().Length < 2000, $"{failure.ToString().Length}");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task NextAsync_LongestText_IsTheLimitOfAllThatIsNoPicture(int excess, bool isRead)
    {
        string body = $$"""{"output":["{{Pictures.Base64(Big)}}"],"x":""}""";
        int around = body.Length - Pictures.Base64(Big).Length + $"(picture 1, {Big.Length} bytes left out)".Length;
        body = body.Replace("\"x\":\"\"", $"\"x\":\"{new string('x', PredictionScanner.LongestText - around + excess)}\"", StringComparison.Ordinal);

        Scanned scanned = await Scanned.OfAsync(body);

        Assert.Equal(Big, Assert.Single(scanned.Pictures).Bytes);
        Assert.Equal(isRead, scanned.Failure is null);
        Assert.StartsWith(isRead ? "" : $"has more than {PredictionScanner.LongestText} bytes beside its pictures at byte ", scanned.Failure?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_PictureAtTheLimitOfTheText_IsWhole()
    {
        string text = new('x', PredictionScanner.LongestText - 40);

        Scanned scanned = await Scanned.OfAsync($$"""{"x":"{{text}}","output":["{{Png}}","{{Png}}"]}""");

        Assert.Equal(Pictures.Png(), Assert.Single(scanned.Pictures).Bytes);
        Assert.Null(scanned.Pictures[0].Problem);
        Assert.StartsWith("has more than", Assert.IsType<ScanException>(scanned.Failure).Message, StringComparison.Ordinal);
        Assert.NotNull(scanned.Document);
    }

    [Fact]
    public async Task NextAsync_EndlessText_IsRefusedInBoundedMemory()
    {
        string endless = new(' ', PredictionScanner.LongestText * 3);
        foreach (string beginning in (string[])["", "{\"x\":\"", "{\"output\":[\"", "{\"output\":[\"https://", "{\"output\":[\"data:", "{\"a\":"])
        {
            Scanned scanned = await Scanned.OfAsync(beginning + endless);

            Assert.Empty(scanned.Pictures);
            Assert.StartsWith("has more than", Assert.IsType<ScanException>(scanned.Failure).Message, StringComparison.Ordinal);
            Assert.True(scanned.Received <= 2 * PredictionScanner.LongestText, $"{scanned.Received}");
        }
    }

    [Theory]
    [InlineData(62, true)]
    [InlineData(63, false)]
    public async Task NextAsync_Nesting_HasALimit(int lists, bool isRead)
    {
        Scanned scanned = await Scanned.OfAsync($$"""{"output":["{{Png}}",{{new string('[', lists)}}"{{Png}}"{{new string(']', lists)}}]}""");

        Assert.Equal((isRead, isRead ? 2 : 1), (scanned.Failure is null, scanned.Pictures.Count));
        Assert.NotNull(scanned.Document);
    }

    [Fact]
    public async Task NextAsync_ConnectionThatBreaksAfterTheJson_IsNoFailure()
    {
        using var scanner = new PredictionScanner(new Pieces(Encoding.UTF8.GetBytes($$"""{"output":["{{Png}}"]}"""), failure: new IOException("reset")), null);

        Assert.True(await scanner.NextAsync(TestContext.Current.CancellationToken));
        Assert.False(await scanner.NextAsync(TestContext.Current.CancellationToken));
        Assert.False(await scanner.NextAsync(TestContext.Current.CancellationToken));
        Assert.IsType<IOException>(scanner.BrokenBy);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task NextAsync_ConnectionThatBreaksAnywhere_GivesThatFailureAndAllThatCameBefore(string form)
    {
        byte[] body = Fill(form);
        Scanned whole = await Scanned.OfAsync(body);
        for (int length = 0; length < body.Length; length++)
        {
            var reset = new IOException("reset");
            var plain = new PlainReading(body[..length]);

            Scanned scanned = await Scanned.OfAsync(body.AsMemory(0, length), failure: reset);

            // The JSON may be whole, or stop being JSON, before that.
            Assert.True(scanned.Failure == reset || (scanned.Failure is null && plain.FailsAt is null) || scanned.Failure?.Message == whole.Failure?.Message, $"{length}: {scanned.Failure}");
            Scanned.AssertSame([.. whole.Pictures.Take(scanned.Pictures.Count)], scanned.Pictures, $"{length}");
            Assert.InRange(scanned.Pictures.Count, plain.Pictures.Count - 1, plain.Pictures.Count);
            AssertHoldsEveryMember(plain, scanned, $"{length}");
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task ToJson_BodyThatEndsAnywhere_HoldsEveryWholeMember(string form)
    {
        byte[] body = Fill(form);
        for (int length = 0; length < body.Length; length++)
        {
            AssertHoldsEveryMember(new PlainReading(body[..length]), await Scanned.OfAsync(body.AsMemory(0, length)), $"{length}");
        }
    }

    [Theory]
    [InlineData("{", "{}")]
    [InlineData("{\"a\":", "{\"a\":null}")]
    [InlineData("{\"a\":[1,{\"b\":\"c\",\"d", "{\"a\":[1,{\"b\":\"c\"}]}")]
    [InlineData("{\"a\":[1,tr", "{\"a\":[1]}")]
    [InlineData("{\"output\":[{\"b64_json\":\"AAAA\",\"x\":1},{\"b64_json\":\"AA", "{\"output\":[{\"b64_json\":\"(picture 1, 3 bytes left out)\",\"x\":1},{\"b64_json\":null}]}")]
    [InlineData("{\"output\":[{\"b64_json\": \"AAAAAAAA", "{\"output\":[{\"b64_json\": null}]}")]
    [InlineData("{\"output\":[\"PNG\",\"PNG", "{\"output\":[\"(picture 1, 29 bytes left out)\"]}")]
    [InlineData("{\"output\":[\"PNG\",\"PNGPNG", "{\"output\":[\"(picture 1, 29 bytes left out)\",]}")]
    public async Task ToJson_BodyThatBreaksOff_ClosesWhatIsOpen(string form, string document) =>
        Assert.Equal(document, (await Scanned.OfAsync(Fill(form), failure: new IOException("reset"))).Document);

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task ReadAsync_AnyPieces_GivesTheSame(string form) => AssertAnyPiecesAsync(Fill(form), _ => { });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadAsync_CompressedBody_IsRead(bool isBrotli)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"output":["{{Pictures.Base64(Big)}}",{"b64_json":"{{Png}}"}]}""");
        using var compressed = new MemoryStream();
        using (Stream compressing = isBrotli ? new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressing.Write(body);
        }

        compressed.Position = 0;
        using Stream stream = isBrotli ? new BrotliStream(compressed, CompressionMode.Decompress) : new GZipStream(compressed, CompressionMode.Decompress);

        Scanned.AssertSame(await Scanned.OfAsync(body), await Scanned.OfAsync(stream), "compressed");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task NextAsync_PictureThatIsNotReadToItsEnd_IsSkipped(int read)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"output":["{{Png}}",{"b64_json":"{{Pictures.Base64(Big)}}"},{"b64_json":"damaged!\/\u0041"},"{{Png}}"],"x":1}""");
        foreach (int piece in (int[])[1, 7, 100_000])
        {
            using var scanner = new PredictionScanner(new Pieces(body, () => piece), null);
            for (int number = 1; number <= 4; number++)
            {
                Assert.True(await scanner.NextAsync(TestContext.Current.CancellationToken));
                Assert.Equal((number, 0), (scanner.Count, scanner.Length));
                if (number != 3 && read > 0)
                {
                    Assert.InRange(await scanner.ReadAsync(new byte[read], TestContext.Current.CancellationToken), 1, read);
                }
            }

            Assert.False(await scanner.NextAsync(TestContext.Current.CancellationToken));
            JsonElement json = scanner.ToJson();
            Assert.Equal(1, json.GetProperty("x").GetInt32());
            Assert.Equal([1, null, null, 4], json.GetProperty("output").EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? PredictionScanner.NumberOf(item.GetString()!) : null));
        }
    }

    [Fact]
    public async Task ReadAsync_NoPictureOrNoRoom_GivesNothing()
    {
        using var scanner = new PredictionScanner(new Pieces(Encoding.UTF8.GetBytes($$"""{"output":["{{Png}}"]}""")), null);

        Assert.Equal(0, await scanner.ReadAsync(new byte[10], TestContext.Current.CancellationToken));
        await scanner.NextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await scanner.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
        Assert.Equal(29, await scanner.ReadAsync(new byte[100], TestContext.Current.CancellationToken));
        Assert.Equal(0, await scanner.ReadAsync(new byte[10], TestContext.Current.CancellationToken));
        Assert.Equal(0, await scanner.ReadAsync(new byte[10], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData(null)]
    public async Task ReadAsync_BodyThatIsAPicture_IsCopied(string? type)
    {
        foreach (byte[] picture in (byte[][])[Pictures.Png(), Pictures.Gif(1, 1), Big, [.. Pictures.Jpeg(), .. Big]])
        {
            foreach (int piece in (int[])[1, 63, 64, 65, 100_000])
            {
                foreach (int destination in (int[])[1, 1000, 65_536, 1_000_000])
                {
                    if (picture.Length / Math.Min(piece, destination) > 5000)
                    {
                        continue;
                    }

                    Scanned scanned = await Scanned.OfAsync(picture, () => piece, () => destination, mediaType: type);

                    Assert.Null(scanned.Failure);
                    Assert.True(scanned.IsImage);
                    Assert.Equal(picture.Length, scanned.Received);
                    Assert.Equal(type, Assert.Single(scanned.Pictures).NamedType);
                    Assert.True(picture.AsSpan().SequenceEqual(scanned.Pictures[0].Bytes));
                }
            }
        }
    }

    [Fact]
    public async Task NextAsync_BodyThatIsAPictureAndIsNotRead_IsCounted()
    {
        using var scanner = new PredictionScanner(new Pieces(Big), null);

        Assert.True(await scanner.NextAsync(TestContext.Current.CancellationToken));
        Assert.False(await scanner.NextAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Big.Length, Big.Length, 1), (scanner.Length, scanner.Received, scanner.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<svg/>")]
    [InlineData("[\"deer\"]")]
    [InlineData("\u0001\u0002")]
    public async Task NextAsync_UnknownBytesUnderAPicturesType_AreThePicture(string body)
    {
        Scanned scanned = await Scanned.OfAsync(body, mediaType: "image/x");

        Assert.True(scanned.IsImage);
        Assert.Equal(body, Encoding.UTF8.GetString(Assert.Single(scanned.Pictures).Bytes));
    }

    [Fact]
    public async Task NextAsync_JsonUnderAPicturesType_IsJsonHoweverItComes()
    {
        byte[] body = Encoding.UTF8.GetBytes("\uFEFF" + new string(' ', 200) + $$"""{"output":["{{Png}}"]}""");
        for (int split = 1; split < body.Length; split++)
        {
            Scanned scanned = await Scanned.OfAsync(body, Pieces.OfLengths(split), mediaType: "image/png");

            Assert.False(scanned.IsImage, $"{split}");
            Assert.Equal(Pictures.Png(), Assert.Single(scanned.Pictures).Bytes);
        }
    }

    [Fact]
    public async Task ReadAsync_BodyThatIsAPictureAndBreaksOff_GivesThatFailure()
    {
        var reset = new IOException("reset");
        foreach (int length in (int[])[0, 5, 63, 64, 70_000])
        {
            Scanned scanned = await Scanned.OfAsync(Big.AsMemory(0, length), failure: reset, mediaType: "image/png");

            Assert.Equal((reset, length), (scanned.Failure, scanned.Received));
        }
    }

    [Theory]
    [InlineData("(picture 1, 29 bytes left out)", 1)]
    [InlineData("(picture 12,", 12)]
    [InlineData("(picture 0, 29 bytes left out)", null)]
    [InlineData("(picture -1, 29 bytes left out)", null)]
    [InlineData("(picture +1, 29 bytes left out)", null)]
    [InlineData("(picture 1 , 29 bytes left out)", null)]
    [InlineData("(picture 99999999999, 29 bytes left out)", null)]
    [InlineData("(picture ,)", null)]
    [InlineData("(picture 1", null)]
    [InlineData("(Picture 1, ", null)]
    [InlineData("", null)]
    public void NumberOf_Text_IsTheNumberOfAPlaceholderOnly(string text, int? number) => Assert.Equal(number, PredictionScanner.NumberOf(text));

    [Fact]
    public async Task Excerpt_Body_IsItsBeginningUntilThatIsGone()
    {
        byte[] small = Encoding.UTF8.GetBytes($$"""{"output":["{{Png}}"]} oops""");
        using var scanner = new PredictionScanner(new Pieces(small, () => 5), null);
        await scanner.NextAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ScanException>(() => scanner.NextAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(small, scanner.Excerpt.ToArray());

        using var other = new PredictionScanner(new Pieces(Encoding.UTF8.GetBytes($$"""{"output":["{{Pictures.Base64(Big)}}"]} oops""")), null);
        await other.NextAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ScanException>(() => other.NextAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("""{"output":["(picture 1, 0 bytes left out)"]}""", Encoding.UTF8.GetString(other.Excerpt));
    }

    [Fact]
    public void Dispose_Twice_IsHarmless()
    {
        var scanner = new PredictionScanner(new Pieces(Big), null);
        scanner.Dispose();
        scanner.Dispose();
        Assert.Equal(0, scanner.Excerpt.Length);
    }

    [Fact]
    public async Task Text_BodiesReadInTurns_AreKeptApart()
    {
        using var first = new PredictionScanner(new Pieces(Fill("""{"first":1,"output":["PNG",{"a":[]}]}""")), null);
        using var second = new PredictionScanner(new Pieces(Fill("""{"output":[["PNG"],"PNG"],"second":2}""")), null);

        Assert.True(await first.NextAsync(TestContext.Current.CancellationToken));
        Assert.True(await second.NextAsync(TestContext.Current.CancellationToken));
        Assert.False(await first.NextAsync(TestContext.Current.CancellationToken));
        Assert.True(await second.NextAsync(TestContext.Current.CancellationToken));
        Assert.False(await second.NextAsync(TestContext.Current.CancellationToken));

        Assert.Equal("""{"first":1,"output":["(picture 1, 0 bytes left out)",{"a":[]}]}""", Encoding.UTF8.GetString(first.Text));
        Assert.Equal("""{"output":[["(picture 1, 0 bytes left out)"],"(picture 2, 0 bytes left out)"],"second":2}""", Encoding.UTF8.GetString(second.Text));
    }

    [Fact]
    public async Task NextAsync_AfterDispose_LeavesTheNextBodyAlone()
    {
        var left = new PredictionScanner(new Pieces(Fill("""{"output":["PNG",1,2]}"""), () => 8), null);
        Assert.True(await left.NextAsync(TestContext.Current.CancellationToken));
        left.Dispose();
        using var next = new PredictionScanner(new Pieces(Fill("""{"output":["PNG"]}""")), null);
        Assert.True(await next.NextAsync(TestContext.Current.CancellationToken));

        Assert.Equal(0, await left.ReadAsync(new byte[100], TestContext.Current.CancellationToken));
        Assert.False(await left.NextAsync(TestContext.Current.CancellationToken));
        Assert.False(await next.NextAsync(TestContext.Current.CancellationToken));

        Assert.Equal("""{"output":["(picture 1, 0 bytes left out)"]}""", Encoding.UTF8.GetString(next.Text));
    }

    [Fact]
    public async Task ReadAsync_PictureOfAnySize_AllocatesTheSame()
    {
        const int megabyte = 1024 * 1024;
        byte[] destination = new byte[81_920];
        byte[] small = BodyOf(1);
        byte[] large = BodyOf(16);
        await AllocatedAsync(small);

        long allocated = await AllocatedAsync(small);
        long more = await AllocatedAsync(large);

        Assert.True(more - allocated <= 64 * 1024, $"{more} bytes, not {allocated}");

        byte[] BodyOf(int megabytes) => Encoding.UTF8.GetBytes($$"""{"output":[{"b64_json":"{{Pictures.Base64([.. Pictures.Png(), .. new byte[megabytes * megabyte]])}}"}]}""");

        async Task<long> AllocatedAsync(byte[] body)
        {
            var pieces = new Pieces(body);
            long before = GC.GetAllocatedBytesForCurrentThread();
            using (var scanner = new PredictionScanner(pieces, null))
            {
                while (await scanner.NextAsync(CancellationToken.None))
                {
                    while (await scanner.ReadAsync(destination, CancellationToken.None) > 0)
                    {
                    }
                }

                Assert.True(scanner.Length > body.Length / 2);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static byte[] Fill(string form) => Encoding.UTF8.GetBytes(form.Replace("PNG", Png, StringComparison.Ordinal));

    private static (byte[] Body, int Offset) Unmark(string marked)
    {
        string body = marked.Replace("PNG", Png, StringComparison.Ordinal);
        int mark = body.IndexOf('▲', StringComparison.Ordinal);
        return (Encoding.UTF8.GetBytes(body.Remove(mark, 1)), Encoding.UTF8.GetByteCount(body[..mark]));
    }

    // The pictures besides the damaged one are the two of PNG that stand after it, or around it.
    private static async Task AssertDamagedAsync(string marked, string what)
    {
        (byte[] body, int offset) = Unmark(marked);
        await AssertAnyPiecesAsync(body, scanned =>
        {
            Assert.Null(scanned.Failure);
            Assert.Equal($"{what} at byte {offset}", Assert.Single(scanned.Pictures, picture => picture.Problem is not null).Problem);
            Assert.All(scanned.Pictures.Where(picture => picture.Problem is null), picture => Assert.Equal(Pictures.Png(), picture.Bytes));
            Assert.NotNull(scanned.Document);
        });
    }

    /// <summary>Checks what is made of the body, and that it is the same in two pieces of any lengths, byte by byte, and into buffers of any length.</summary>
    private static async Task AssertAnyPiecesAsync(byte[] body, Action<Scanned> check)
    {
        Scanned whole = await Scanned.OfAsync(body);
        check(whole);
        int step = body.Length < 5000 ? 1 : body.Length / 4;
        for (int split = 1; split < body.Length; split += step)
        {
            Scanned.AssertSame(whole, await Scanned.OfAsync(body, Pieces.OfLengths(split)), $"{split} bytes first");
        }

        foreach (int size in body.Length < 5000 ? (int[])[1, 2, 3, 4, 5, 10_000_000] : [5, 4099, 10_000_000])
        {
            Scanned.AssertSame(whole, await Scanned.OfAsync(body, destination: () => Math.Max(size, body.Length / 5000)), $"into {size} bytes");
            Scanned.AssertSame(whole, await Scanned.OfAsync(body, () => Math.Max(size, body.Length / 50_000)), $"pieces of {size} bytes");
        }
    }

    private static void AssertHoldsEveryMember(PlainReading plain, Scanned scanned, string about)
    {
        Assert.True(plain.HasDocument == scanned.Document is not null, $"'{scanned.Document}': {about}");

        // A body that breaks off within a number or a literal leaves open whether that is whole.
        string expected = Encoding.UTF8.GetString(plain.Text).TrimEnd();
        string actual = scanned.TextAsString.TrimEnd().TrimEnd(',').TrimEnd();
        Assert.True(expected == actual || (expected.StartsWith(actual, StringComparison.Ordinal) && char.IsAsciiDigit(expected[^1])), $"'{actual}', not '{expected}': {about}");
    }
}
