using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Submitting;

public sealed class PredictionContentTests
{
    [Fact]
    public async Task Create_Input_IsTheseBytes()
    {
        using HttpContent content = new PredictionContent(PredictionBody.Write(new FluxKontextInput { Prompt = "A deer", AspectRatio = "2:3", SafetyTolerance = 2 }, InputJson.TypeInfo<FluxKontextInput>()));

        Assert.Equal(
            """{"input":{"prompt":"A deer","aspect_ratio":"2:3","safety_tolerance":2}}"""u8.ToArray(),
            await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Create_OnlyThePromptIsSet_SendsNothingElse() => Assert.All(
        [
            InputJson.Sent(new GptImageInput { Prompt = "deer" }),
            InputJson.Sent(new DallE3Input { Prompt = "deer" }),
            InputJson.Sent(new ImagenInput { Prompt = "deer" }),
            InputJson.Sent(new FluxKontextInput { Prompt = "deer" }),
            InputJson.Sent(new IdeogramV3Input { Prompt = "deer" }),
            InputJson.Sent(new StableDiffusion35Input { Prompt = "deer" }),
        ],
        json => Assert.Equal("""{"prompt":"deer"}""", json));

    [Fact]
    public void Create_InputWithUnknownMembersAndValues_IsSentAsItWasRead()
    {
        Check<GptImageInput>("""{"prompt":"a","size":"8x8","quality":"","background":"blue","image":"???","stream":true,"x":[null,{"y":1.50}]}""");
        Check<DallE3Input>("""{"prompt":"a","n":99,"size":"8x8","style":"odd","x":{"prompt":1}}""");
        Check<ImagenInput>("""{"prompt":"a","aspectRatio":"8:1","guidanceScale":-1e10,"seed":-1,"prompt2":"b"}""");
        Check<FluxKontextInput>("""{"prompt":"a","aspect_ratio":"tall","input_image_5":"c"}""");
        Check<IdeogramV3Input>("""{"prompt":"a","resolution":"8x8","style_codes":["?",""],"color_palette":{"members":[]},"seed":-1,"x":null}""");
        Check<StableDiffusion35Input>("""{"prompt":"a","image_prompt":{"image":"iVBORw0KGgo=","strength":9,"x":1},"mode":"odd","x":""}""");

        static void Check<TInput>(string json)
            where TInput : class, IImageInput<TInput> => InputJson.AssertSame(json, InputJson.Sent(InputJson.Read<TInput>(json)));
    }

    [Fact]
    public async Task Create_JsonObject_IsSentAsItIs()
    {
        using HttpContent content = new PredictionContent(PredictionBody.Write(new JsonObject { ["prompt"] = "1 + 1 < 3 é 鹿", ["x"] = null, ["y"] = new JsonArray(1, "2") }));

        Assert.Equal(
            """{"input":{"prompt":"1 + 1 < 3 é 鹿","x":null,"y":[1,"2"]}}""",
            Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Create_Always_HasExactTypeAndLength()
    {
        using HttpContent content = new PredictionContent(PredictionBody.Write(new FluxKontextInput { Prompt = "鹿" }, InputJson.TypeInfo<FluxKontextInput>()));

        Assert.Equal("application/json", content.Headers.ContentType!.ToString());
        Assert.Equal("""{"input":{"prompt":"鹿"}}"""u8.Length, content.Headers.ContentLength);
        Assert.Equal(content.Headers.ContentLength, (await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Create_SentTwice_IsTheSameBothTimes()
    {
        using HttpContent content = new PredictionContent(PredictionBody.Write(new FluxKontextInput { Prompt = "deer" }, InputJson.TypeInfo<FluxKontextInput>()));
        using MemoryStream first = new(), second = new();

        await content.CopyToAsync(first, TestContext.Current.CancellationToken);
        await content.CopyToAsync(second, TestContext.Current.CancellationToken);

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.NotEmpty(first.ToArray());
    }

    [Fact]
    public async Task WasAskedFor_BeforeAndAfterTheBodyIsRead_TellsWhetherItWas()
    {
        using var content = new PredictionContent(PredictionBody.Write([]));
        Assert.Equal("""{"input":{}}"""u8.Length, content.Headers.ContentLength);
        Assert.False(content.WasAskedFor);

        await content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        Assert.True(content.WasAskedFor);
    }
}
