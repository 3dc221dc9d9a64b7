using System.Text.Json;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Serialization;

public sealed class RawImageSourceConverterTests
{
    [Fact]
    public void Write_Bytes_BecomeBareBase64WithNothingEscaped()
    {
        byte[] bytes = [0xFB, 0xEF, 0xBE, 0xFF, 0xFF, 0xFF];

        Assert.Equal("""{"prompt":"x","input_image":"++++////"}""", InputJson.Sent(new FluxKontextInput { Prompt = "x", InputImage = ImageSource.FromBytes(bytes) }));
    }

    [Fact]
    public void Write_Url_StaysAsItWasWritten()
    {
        const string Url = "https://EXAMPLE.com:443/a/../b%2Fc d?e=é+f";

        Assert.Equal($$"""{"prompt":"x","input_image":"{{Url}}"}""", InputJson.Sent(new FluxKontextInput { Prompt = "x", InputImage = new Uri(Url) }));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void Read_AnythingButAString_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => InputJson.Read<FluxKontextInput>($$"""{"prompt":"x","input_image":{{json}}}"""));

    [Fact]
    public void Read_Null_IsAbsence() => Assert.Null(InputJson.Read<FluxKontextInput>("""{"prompt":"x","input_image":null}""").InputImage);
}
