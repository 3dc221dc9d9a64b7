using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Submitting;

/// <summary>Bodies with pictures from anywhere are byte for byte those that hold all base64 in memory.</summary>
public sealed class PictureBodyTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static readonly int[] Sizes = [1, 2, 3, 4, 47 * 1024, 48 * 1024 - 1, 48 * 1024, 48 * 1024 + 1, 48 * 1024 + 2, 49 * 1024, 96 * 1024, (192 * 1024) - 1, 192 * 1024, (192 * 1024) + 1, (768 * 1024) - 1, 768 * 1024, (768 * 1024) + 1, 1024 * 1024];

    private static readonly JsonTypeInfo<DataUrlInput> DataUrlInfo =
        (JsonTypeInfo<DataUrlInput>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(DataUrlInput));

    /// <summary>Every field that takes a picture, as what is written for it and the JSON around its base64.</summary>
    private static readonly Dictionary<string, (Func<ImageSource, PredictionBody> Write, string Before, string After)> Fields = new()
    {
        ["GptImageInput.Image"] = (source => Write(new GptImageInput { Prompt = "x", Image = source, User = "鹿" }), "{\"prompt\":\"x\",\"image\":\"", "\",\"user\":\"鹿\"}"),
        ["FluxKontextInput.InputImage"] = (source => Write(new FluxKontextInput { Prompt = "x", InputImage = source, Seed = 1 }), "{\"prompt\":\"x\",\"input_image\":\"", "\",\"seed\":1}"),
        ["FluxKontextInput.InputImage2"] = (source => Write(new FluxKontextInput { Prompt = "x", InputImage2 = source }), "{\"prompt\":\"x\",\"input_image_2\":\"", "\"}"),
        ["FluxKontextInput.InputImage3"] = (source => Write(new FluxKontextInput { Prompt = "x", InputImage3 = source }), "{\"prompt\":\"x\",\"input_image_3\":\"", "\"}"),
        ["FluxKontextInput.InputImage4"] = (source => Write(new FluxKontextInput { Prompt = "x", InputImage4 = source }), "{\"prompt\":\"x\",\"input_image_4\":\"", "\"}"),
        ["StableDiffusionImagePrompt.Image"] = (
            source => Write(new StableDiffusion35Input { Prompt = "x", ImagePrompt = new StableDiffusionImagePrompt { Image = source, Strength = 0.5 }, Seed = 2 }),
            "{\"prompt\":\"x\",\"image_prompt\":{\"image\":\"",
            "\",\"strength\":0.5},\"seed\":2}"),
    };

    public static TheoryData<string> FieldNames => [.. Fields.Keys];

    /// <summary>Every input that takes a picture or several, with the property for it.</summary>
    public static TheoryData<string, string> Inputs => [.. typeof(ImageSource).Assembly.GetExportedTypes()
        .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IImageInput<>)))
        .SelectMany(type => type.GetProperties().Where(property => property.PropertyType.IsAssignableFrom(typeof(ImageSource)) || property.PropertyType.IsAssignableFrom(typeof(ImageSource[])))
            .Where(property => property.PropertyType != typeof(object)).Select(property => (type.Name, property.Name)))];

    [Theory]
    [MemberData(nameof(Inputs))]
    public Task Write_EveryInputThatTakesPictures_GivesWhatTheSerializerWrites(string input, string property) =>
        (Task)typeof(PictureBodyTests).GetMethod(nameof(CompareAsync), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(ImageSource).Assembly.GetType($"AIHubMix.Images.{input}")!).Invoke(null, [property])!;

    [Theory]
    [MemberData(nameof(FieldNames))]
    public async Task Write_AnyFieldAndSource_GivesTheBytesThatHoldAllInMemory(string field)
    {
        (Func<ImageSource, PredictionBody> write, string before, string after) = Fields[field];
        await ForEverySourceAsync(async (source, bytes, _) =>
            Assert.Equal($"{{\"input\":{before}{Convert.ToBase64String(bytes)}{after}}}", await SentAsync(write(source))));
    }

    [Fact]
    public async Task Write_AsDataUrl_GivesTheBytesThatHoldAllInMemory() =>
        await ForEverySourceAsync(async (source, bytes, _) =>
            Assert.Equal(
                $"{{\"input\":{{\"Image\":\"data:application/octet-stream;base64,{Convert.ToBase64String(bytes)}\"}}}}",
                await SentAsync(PredictionBody.Write(new DataUrlInput(source), DataUrlInfo))));

    [Fact]
    public async Task Write_SeveralPictures_PutsEachIntoItsPlace()
    {
        byte[] first = Bytes(50_000), second = Bytes(2), third = Bytes(49_152);
        PredictionBody body = Write(new FluxKontextInput
        {
            Prompt = "x",
            InputImage = ImageSource.FromBytes(first),
            InputImage2 = new Uri("https://example.com/2.png"),
            InputImage3 = new StreamedPicture(second).Source(),
            InputImage4 = new StreamedPicture(third) { CanSeek = true }.Source(),
        });

        Assert.Equal(
            $$$"""{"input":{"prompt":"x","input_image":"{{{Convert.ToBase64String(first)}}}","input_image_2":"https://example.com/2.png","input_image_3":"{{{Convert.ToBase64String(second)}}}","input_image_4":"{{{Convert.ToBase64String(third)}}}"}}""",
            await SentAsync(body));
    }

    [Fact]
    public async Task Length_EverySource_IsExactWhereItCanBeKnown() =>
        await ForEverySourceAsync(async (source, _, isKnown) =>
        {
            using var content = new PredictionContent(Write(new GptImageInput { Prompt = "x", Image = source }));
            await content.OpenAsync(Cancel);

            long? length = content.Headers.ContentLength;

            Assert.Equal(isKnown, length is not null);
            using var sent = new MemoryStream();
            await content.CopyToAsync(sent, Cancel);
            Assert.Equal(length ?? sent.Length, sent.Length);
        });

    [Fact]
    public void Write_Bytes_DoesNotCopyThem()
    {
        PredictionBody body = Write(new GptImageInput { Prompt = "x", Image = ImageSource.FromBytes(Bytes(100_000)) });

        Assert.Equal("""{"input":{"prompt":"x","image":""}}""", Encoding.UTF8.GetString(body.Json.Span));
    }

    [Fact]
    public async Task Serialize_OutsideOfABody_WritesTheWholeBase64() => await ForEverySourceAsync((source, bytes, _) =>
    {
        Assert.Equal(
            $$"""{"prompt":"x","image":"{{Convert.ToBase64String(bytes)}}"}""",
            JsonSerializer.Serialize(new GptImageInput { Prompt = "x", Image = source }, InputJson.TypeInfo<GptImageInput>()));
        Assert.Equal(
            $$"""{"Image":"data:application/octet-stream;base64,{{Convert.ToBase64String(bytes)}}"}""",
            JsonSerializer.Serialize(new DataUrlInput(source), DataUrlInfo));
        return Task.CompletedTask;
    });

    [Fact]
    public void Serialize_ByAnotherWriterInsideOfABody_WritesTheWholeBase64()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), Converters = { new NestedConverter() } };
        var picture = ImageSource.FromBytes(new byte[] { 1, 2, 3 });

        byte[] sent = InputJson.Sent(PredictionBody.Write(new Nested(picture), (JsonTypeInfo<Nested>)options.GetTypeInfo(typeof(Nested))));

        Assert.Equal("""{"input":{"prompt":"x","image":"AQID"}}""", Encoding.UTF8.GetString(sent));
    }

    [Fact]
    public void Serialize_StreamThatIsNotOpenedAtOnce_IsRefusedAndClosedLater()
    {
        var opening = new TaskCompletionSource();
        var picture = new StreamedPicture(Pictures.Png()) { Opening = (_, _) => opening.Task };

        NotSupportedException exception = Assert.Throws<NotSupportedException>(
            () => JsonSerializer.Serialize(new GptImageInput { Prompt = "x", Image = picture.Source() }, InputJson.TypeInfo<GptImageInput>()));

        Assert.Contains("ImageSource.FromStream", exception.Message, StringComparison.Ordinal);
        opening.SetResult();
        Assert.True(SpinWait.SpinUntil(() => picture.Closed == 1, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Serialize_FileThatIsMissing_TellsWhich()
    {
        using var folder = new TemporaryFolder();
        var source = ImageSource.FromFile(folder.PathOf("deer.png"));

        ImageSourceException exception = Assert.Throws<ImageSourceException>(
            () => JsonSerializer.Serialize(new GptImageInput { Prompt = "x", Image = source }, InputJson.TypeInfo<GptImageInput>()));

        Assert.Same(source, exception.Image);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("stream")]
    [InlineData("bytes")]
    public async Task InspectAsync_DataUrl_NamesTheTypeThatTheHeaderTells(string kind)
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = Pictures.WebpLossy(3, 2);
        await File.WriteAllBytesAsync(folder.PathOf("deer"), bytes, Cancel);
        var picture = new StreamedPicture(bytes);
        ImageSource source = kind switch { "file" => ImageSource.FromFile(folder.PathOf("deer")), "stream" => picture.Source(), _ => ImageSource.FromBytes(bytes) };
        PredictionBody body = PredictionBody.Write(new DataUrlInput(source), DataUrlInfo);

        await InspectAsync(body, validates: false);

        Assert.Equal($$$"""{"input":{"Image":"data:image/webp;base64,{{{Convert.ToBase64String(bytes)}}}"}}""", await SentAsync(body));
        Assert.Equal(picture.Opened, picture.Closed);
    }

    [Fact]
    public async Task InspectAsync_OnePictureInTwoPlaces_IsOpenedOnce()
    {
        var picture = new StreamedPicture(Pictures.Png());
        ImageSource source = picture.Source();

        await InspectAsync(Write(new FluxKontextInput { Prompt = "x", InputImage = source, InputImage2 = source }), validates: true);

        Assert.Equal((1, 1), (picture.Opened, picture.Closed));
    }

    [Fact]
    public async Task InspectAsync_NothingToValidate_OpensNothing()
    {
        var picture = new StreamedPicture(Pictures.Png());

        await InspectAsync(Write(new GptImageInput { Prompt = "x", Image = picture.Source() }), validates: false);

        Assert.Equal(0, picture.Opened);
    }

    private static async Task InspectAsync(PredictionBody body, bool validates)
    {
        using var deadline = new Images.Tasks.Deadline(TimeSpan.FromMinutes(1), TimeProvider.System, Cancel);
        await body.InspectAsync(ImageModel.Untyped("a/b"), validates, deadline);
    }

    private static PredictionBody Write<TInput>(TInput input)
        where TInput : class, IImageInput<TInput> => PredictionBody.Write(input);

    private static async Task<string> SentAsync(PredictionBody body)
    {
        using var content = new PredictionContent(body);
        await content.OpenAsync(Cancel);
        return await content.ReadAsStringAsync(Cancel);
    }

    private static byte[] Bytes(int size)
    {
        byte[] bytes = new byte[size];
        new Random(20260301 + size).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Bytes of every size by every way, and whether their number can be known beforehand.</summary>
    private static async Task CompareAsync<TInput>(string name)
        where TInput : class, IImageInput<TInput>
    {
        PropertyInfo property = typeof(TInput).GetProperty(name)!;
        var input = (TInput)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(TInput));
        ImageSource[] pictures = [ImageSource.FromBytes(Bytes(50_000)), new StreamedPicture(Bytes(49_152)).Source()];
        property.SetValue(input, property.PropertyType == typeof(ImageSource) ? pictures[0] : pictures);
        ImageSource[] inMemory = [ImageSource.FromBytes(Bytes(50_000)), ImageSource.FromBytes(Bytes(49_152))];
        var held = (TInput)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(TInput));
        property.SetValue(held, property.PropertyType == typeof(ImageSource) ? inMemory[0] : inMemory);

        using var expected = JsonDocument.Parse(JsonSerializer.Serialize(held, TInput.JsonTypeInfo));
        using var sent = JsonDocument.Parse(await SentAsync(PredictionBody.Write(input)));

        Assert.True(JsonElement.DeepEquals(expected.RootElement, sent.RootElement.GetProperty("input")));
    }

    private static async Task ForEverySourceAsync(Func<ImageSource, byte[], bool, Task> check)
    {
        using var folder = new TemporaryFolder();
        foreach (int size in Sizes)
        {
            byte[] bytes = Bytes(size);
            string path = folder.PathOf($"{size}");
            await File.WriteAllBytesAsync(path, bytes, Cancel);
            await check(ImageSource.FromBytes(bytes), bytes, true);
            await check(ImageSource.FromFile(path), bytes, true);
            await check(ImageSource.FromStream(_ => new ValueTask<Stream>(File.OpenRead(path))), bytes, true);
            await check(new StreamedPicture(bytes) { CanSeek = true }.Source(), bytes, true);
            await check(new StreamedPicture(bytes) { Portion = 1000 }.Source(size), bytes, true);
            await check(new StreamedPicture(bytes) { Portion = 4097 }.Source(), bytes, false);
        }
    }

    internal sealed record DataUrlInput([property: JsonConverter(typeof(DataUrlImageSourceConverter))] ImageSource Image);

    internal sealed record Nested(ImageSource Image);

    private sealed class NestedConverter : JsonConverter<Nested>
    {
        public override Nested Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Nested value, JsonSerializerOptions options) =>
            writer.WriteRawValue(JsonSerializer.Serialize(new GptImageInput { Prompt = "x", Image = value.Image }, InputJson.TypeInfo<GptImageInput>()));
    }
}
