using System.ClientModel;
using System.Net.Http.Headers;
using System.Text.Json;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Submitting;
using BenchmarkDotNet.Attributes;
using Refit;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>An input that was made beforehand becomes the content of a request and is written to nowhere, as each client does it: to stop at a string or an array would be unfair to those that write straight to the network.</summary>
/// <remarks>
/// <para>NSwag's client sends enums under their C# names and members that were never set; what it writes is longer, and refused by the gateway.</para>
/// <para>OpenAI's SDK puts prompt and model into the body in code of its own that nothing public reaches: of its body, only the settings are written here, which is less than the others do.</para>
/// </remarks>
[MemoryDiagnoser]
public class SerializationBenchmarks
{
    private readonly DallE3Input _small = Inputs.Dalle;
    private readonly RawRequest _smallRaw = new(RawInput.Dalle);
    private readonly KiotaRequest _smallKiota = KiotaPeer.Dalle;
    private readonly Peers.Stock.DallE3Request _smallNSwag = NSwagPeer.Dalle;
    private readonly OpenAI.Images.ImageGenerationOptions _smallOpenAI = OpenAIPeer.Small;
    private readonly IHttpContentSerializer _refit = RefitSettings.ForJsonContext(RawContext.Default).ContentSerializer;
    private readonly MediaTypeHeaderValue _json = new("application/json");

    [Benchmark(Baseline = true)]
    [Arguments(InputSize.Small)]
    [Arguments(InputSize.Large)]
    public Task Raw(InputSize size)
    {
        var content = new ByteArrayContent(size == InputSize.Small
            ? JsonSerializer.SerializeToUtf8Bytes(_smallRaw, RawContext.Default.RawRequest)
            : JsonSerializer.SerializeToUtf8Bytes(LargeInputs.Raw, RawContext.Default.RawIdeogramRequest));
        content.Headers.ContentType = _json;
        return WriteAsync(content);
    }

    [Benchmark]
    [Arguments(InputSize.Small)]
    [Arguments(InputSize.Large)]
    public Task Client(InputSize size) => WriteAsync(new PredictionContent(size == InputSize.Small ? Body(_small) : Body(Inputs.Large)));

    [Benchmark]
    [Arguments(InputSize.Small)]
    [Arguments(InputSize.Large)]
    public Task Refit(InputSize size) => WriteAsync(size == InputSize.Small ? _refit.ToHttpContent(_smallRaw) : _refit.ToHttpContent(LargeInputs.Raw));

    [Benchmark]
    [Arguments(InputSize.Small)]
    [Arguments(InputSize.Large)]
    public Task Kiota(InputSize size) => WriteAsync(KiotaPeer.ToContent(size == InputSize.Small ? _smallKiota : LargeInputs.Kiota));

    [Benchmark]
    [Arguments(InputSize.Small)]
    [Arguments(InputSize.Large)]
    public Task NSwag(InputSize size) => WriteAsync(size == InputSize.Small ? NSwagPeer.ToContent(_smallNSwag) : NSwagPeer.ToContent(LargeInputs.NSwag));

    [Benchmark]
    [Arguments(InputSize.Small)]
    public async Task OpenAISettings(InputSize size)
    {
        _ = size;
        using BinaryContent content = BinaryContent.Create(_smallOpenAI);
        await content.WriteToAsync(Stream.Null).ConfigureAwait(false);
    }

    private static PredictionBody Body<TInput>(TInput input)
        where TInput : class, IImageInput<TInput> => PredictionBody.Write(input);

    private static async Task WriteAsync(HttpContent content)
    {
        using HttpContent owned = content;
        await content.CopyToAsync(Stream.Null).ConfigureAwait(false);
    }
}

/// <summary>How much an input has in it.</summary>
public enum InputSize
{
    /// <summary>A prompt and three settings.</summary>
    Small,

    /// <summary>Nine members, 2,500 characters of them text.</summary>
    Large,
}
