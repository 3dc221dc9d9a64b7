using System.Text.RegularExpressions;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Pictures;
using AIHubMix.Images.Simulator.Serving;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class PictureTests(SimulatorFixture fixture) : IClassFixture<SimulatorFixture>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> SizesAndRatios => [.. DocumentModels.All.SelectMany(model =>
        model.FieldsOf("size").Concat(model.FieldsOf("aspect-ratio")).SelectMany(sized => ValuesOf(sized).Select(value => (model.Path, sized.Name, value))))];

    public static TheoryData<string> Models => [.. ModelProbe.Paths];

    [Theory]
    [MemberData(nameof(SizesAndRatios))]
    public void Generation_SizeOrRatioOfTheDocument_IsThatOfThePictures(string path, string field, string value)
    {
        ModelContract model = DocumentModels.Of(path);
        PictureSize size = new Generation(model, new JObject { ["prompt"] = "A deer", [field] = value }).Pictures[0].Size;

        JsonSchemaProperty property = model.Input.ActualProperties[field];
        if ((string?)property.Extension("x-pixels")?[value] is { } exact)
        {
            Assert.Equal(exact, size.ToString());
            return;
        }

        int[] sides = value.EndsWith('K') ? [1024 * (value[0] - '0'), 1024 * (value[0] - '0')] : [.. value.Split('x', '*', ':').Select(int.Parse)];
        if ((string?)property.Extension("x-role") == "size")
        {
            Assert.Equal(new PictureSize(sides[0], sides[1]), size);
        }
        else
        {
            Assert.Equal((long)sides[0] * size.Height, (long)sides[1] * size.Width);
            Assert.InRange(size.Width * size.Height, 700_000, 1_500_000);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Generate_EachModel_DrawsAPictureOfItsOwn(string path)
    {
        using AIHubMixClient client = fixture.Simulator.CreateClient(new AIHubMixClientOptions { TimeProvider = new ImmediateTimeProvider() });
        ImageResult result = await ModelProbe.Of(path).GenerateAsync(client, ModelProbe.Of(path).Minimal(), Cancel);
        ReadOnlyMemory<byte> bytes = await result.Images[0].GetBytesAsync(Cancel);

        Assert.True(ImageHeader.TryRead(bytes.Span, out ImageHeader header));
        JsonSchemaProperty? format = DocumentModels.Of(path).FieldsOf("output-format").FirstOrDefault();
        (int width, int height) = DefaultSizeOf(DocumentModels.Of(path));
        Assert.Equal((((string?)format?.Default)?.EndsWith("jpeg", StringComparison.Ordinal) == true ? "image/jpeg" : "image/png", width, height), (header.MediaType, header.Width, header.Height));
        Assert.True(bytes.Length > 50_000);
    }

    [Fact]
    public void Paint_EachMotif_ChangesWhatThePromptAloneWouldGive()
    {
        static byte[] Paint(string prompt, string model) => PicturePainter.Paint(new PictureRequest(model, prompt, new PictureSize(192, 128), PictureFormat.Png, 7, 0));

        Motifs[] motifs = [.. Enum.GetValues<Motifs>().Except([Motifs.None])];
        string[] words = ["deer", "cherry", "temple", "torii", "sea", "mountain", "night", "snow", "city", "cat", "bird", "boat", "autumn", "mist", "sunset", "sunrise", "lantern", "pine", "sunlight", "noon"];
        Assert.Equal(motifs, words.Select(PromptReader.Read));
        foreach (string model in (string[])["opanai/dall-e-3", "google/imagen-3.0-generate-002", "bfl/flux-kontext-max", "ideogram/V3", "stability/Stable-Diffusion-3-5-Large"])
        {
            Assert.Equal(words.Length, words.Select(word => Convert.ToHexString(Paint(word, model))).Distinct().Count());
        }
    }

    [Fact]
    public void Paint_OtherPromptModelSeedOrIndex_IsAnotherPicture()
    {
        var request = new PictureRequest("bfl/flux-kontext-max", "A deer", new PictureSize(256, 256), PictureFormat.Png, 0, 0);
        byte[][] pictures = [.. new[]
        {
            request,
            request with { Prompt = "A fox" },
            request with { Model = "ideogram/V3" },
            request with { Model = "bfl/flux-kontext-pro" },
            request with { Seed = 1 },
            request with { Index = 1 },
        }.Select(PicturePainter.Paint)];
        Assert.Equal(pictures.Length, pictures.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(pictures[0], PicturePainter.Paint(request));
    }

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    public async Task Generate_OutputFormat_IsThatOfTheBytes(string format, string mediaType)
    {
        using AIHubMixClient client = fixture.Simulator.CreateClient();
        ImageResult result = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer", OutputFormat = format, Size = "1536x1024" }, cancellationToken: Cancel);
        Assert.Equal((mediaType, 1536, 1024), (result.Images[0].Header!.Value.MediaType, result.Images[0].Header!.Value.Width, result.Images[0].Header!.Value.Height));
        Assert.True(result.Usage?.TotalTokens > 0);
    }

    [Fact]
    public async Task Generate_SeveralPictures_AreThatManyAndDiffer()
    {
        using AIHubMixClient client = fixture.Simulator.CreateClient();
        ImageResult result = await client.GenerateAsync(ImageModels.Imagen4Preview0606, new() { Prompt = "A deer", NumberOfImages = 4 }, cancellationToken: Cancel);
        var bytes = new List<string>();
        foreach (GeneratedImage image in result.Images)
        {
            bytes.Add(Convert.ToHexString((await image.GetBytesAsync(Cancel)).Span));
        }

        Assert.Equal(4, bytes.Distinct().Count());
        Assert.True(result.IsComplete);
    }

    [Fact]
    public async Task Generate_DallE3AskedForBase64_AnswersInline()
    {
        using AIHubMixClient client = fixture.Simulator.CreateClient();
        ImageResult inline = await client.GenerateAsync(ImageModels.DallE3, new() { Prompt = "A deer", ResponseFormat = DallE3ResponseFormat.B64Json }, cancellationToken: Cancel);
        ImageResult url = await client.GenerateAsync(ImageModels.DallE3, new() { Prompt = "A deer" }, cancellationToken: Cancel);
        Assert.Equal((ResponseForm.ObjectBase64, ResponseForm.ObjectUrl), (inline.Form, url.Form));
    }

    private static (int Width, int Height) DefaultSizeOf(ModelContract model) =>
        ((string?)model.FieldsOf("size").FirstOrDefault()?.Default)?.Split('x', '*') is [var width, var height] ? (int.Parse(width), int.Parse(height)) : (1024, 1024);

    private static IEnumerable<string> ValuesOf(JsonSchemaProperty field) => field.Enumeration.Count > 0
        ? field.Enumeration.OfType<string>().Where(value => value != "auto")
        : field.Pattern is { } pattern && (string?)field.Extension("x-role") == "size" ? ((string[])["1536x2048", "1536*2048", "1K", "2K", "4K"]).Where(size => Regex.IsMatch(size, pattern))
        : ["21:9", "16:9", "3:2", "1:1", "2:3", "9:21"];
}
