using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Serialization;

public sealed class DataUrlImageSourceConverterTests
{
    [Fact]
    public void Write_Bytes_BecomeADataUrlOfTheirType() => Assert.Equal(
        $"\"data:image/jpeg;base64,{Pictures.Base64(Pictures.Jpeg())}\"",
        Write(ImageSource.FromBytes(Pictures.Jpeg())));

    [Fact]
    public void Write_BytesOfNoKnownType_AreCalledOctets() =>
        Assert.Equal("\"data:application/octet-stream;base64,AQID\"", Write(ImageSource.FromBytes(new byte[] { 1, 2, 3 })));

    [Fact]
    public void Write_Url_StaysAsItIs() =>
        Assert.Equal("\"https://example.com/a?b=c&d\"", Write(ImageSource.FromUri(new Uri("https://example.com/a?b=c&d"))));

    private static string Write(ImageSource source)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new DataUrlImageSourceConverter().Write(writer, source, JsonSerializerOptions.Default);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
