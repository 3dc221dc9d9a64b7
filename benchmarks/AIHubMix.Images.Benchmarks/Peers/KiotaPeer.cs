using System.Runtime.Serialization;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Serialization.Json;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>Kiota's runtime under request builders and models written by hand in the form that its generator emits, with base64 as a string.</summary>
/// <remarks>Its generator would make <c>output</c> a wrapper of four forms and try each; the one that arrives is spared that here.</remarks>
internal sealed class KiotaPeer : IPeer, IDisposable
{
    private readonly HttpClientRequestAdapter _adapter;
    private readonly KiotaPredictionsRequestBuilder _dalle;
    private readonly KiotaPredictionsRequestBuilder _gptImage;

    public KiotaPeer(HttpClient http, Uri endpoint)
    {
        // The HttpClient has the key: Kiota's own provider of one sends it over https only.
        _adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), new JsonParseNodeFactory(), new JsonSerializationWriterFactory(), http)
        {
            BaseUrl = endpoint.AbsoluteUri.TrimEnd('/'),
        };
        var parameters = new Dictionary<string, object> { ["baseurl"] = _adapter.BaseUrl };
        _dalle = new KiotaPredictionsRequestBuilder(_adapter, "{+baseurl}/v1/models/opanai/dall-e-3/predictions", parameters);
        _gptImage = new KiotaPredictionsRequestBuilder(_adapter, "{+baseurl}/v1/models/opanai/gpt-image-1/predictions", parameters);
    }

    public string Name => "Kiota 2.1.6";

    public async Task<string> CallAsync()
    {
        KiotaAnswer? answer = await _dalle.PostAsync(new KiotaRequest
        {
            Input = new KiotaInput { Prompt = Inputs.Prompt, Size = KiotaSize.OneThousandTwentyFourx1024, Quality = KiotaQuality.Hd, Style = KiotaStyle.Natural },
        }).ConfigureAwait(false);
        return answer!.Output!.Urls![0];
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        KiotaAnswer? answer = await _gptImage.PostAsync(new KiotaRequest { Input = new KiotaInput { Prompt = Inputs.Prompt } }).ConfigureAwait(false);
        return Convert.FromBase64String(answer!.Output!.B64Json![0].BytesBase64!);
    }

    public void Dispose() => _adapter.Dispose();
}

internal sealed class KiotaPredictionsRequestBuilder(IRequestAdapter adapter, string template, Dictionary<string, object> parameters)
    : BaseRequestBuilder(adapter, template, parameters)
{
    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new() { ["XXX"] = KiotaError.CreateFromDiscriminatorValue };

    public async Task<KiotaAnswer?> PostAsync(KiotaRequest body, CancellationToken cancellationToken = default)
    {
        RequestInformation request = ToPostRequestInformation(body);
        return await RequestAdapter.SendAsync(request, KiotaAnswer.CreateFromDiscriminatorValue, Errors, cancellationToken).ConfigureAwait(false);
    }

    private RequestInformation ToPostRequestInformation(KiotaRequest body)
    {
        var request = new RequestInformation(Method.POST, UrlTemplate, PathParameters);
        request.Headers.TryAdd("Accept", "application/json");
        request.SetContentFromParsable(RequestAdapter, "application/json", body);
        return request;
    }
}

internal sealed class KiotaError : ApiException, IParsable
{
    public static KiotaError CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>();

    public void Serialize(ISerializationWriter writer)
    {
    }
}

internal enum KiotaSize
{
    [EnumMember(Value = "1024x1024")]
    OneThousandTwentyFourx1024,
}

internal enum KiotaQuality
{
    [EnumMember(Value = "standard")]
    Standard,

    [EnumMember(Value = "hd")]
    Hd,
}

internal enum KiotaStyle
{
    [EnumMember(Value = "vivid")]
    Vivid,

    [EnumMember(Value = "natural")]
    Natural,
}

internal sealed class KiotaRequest : IParsable
{
    public KiotaInput? Input { get; set; }

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["input"] = node => Input = node.GetObjectValue(KiotaInput.CreateFromDiscriminatorValue),
    };

    public void Serialize(ISerializationWriter writer) => writer.WriteObjectValue("input", Input);
}

internal sealed class KiotaInput : IParsable
{
    public string? Prompt { get; set; }

    public KiotaSize? Size { get; set; }

    public KiotaQuality? Quality { get; set; }

    public KiotaStyle? Style { get; set; }

    public static KiotaInput CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["prompt"] = node => Prompt = node.GetStringValue(),
        ["quality"] = node => Quality = node.GetEnumValue<KiotaQuality>(),
        ["size"] = node => Size = node.GetEnumValue<KiotaSize>(),
        ["style"] = node => Style = node.GetEnumValue<KiotaStyle>(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("prompt", Prompt);
        writer.WriteEnumValue("quality", Quality);
        writer.WriteEnumValue("size", Size);
        writer.WriteEnumValue("style", Style);
    }
}

internal sealed class KiotaAnswer : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public KiotaOutput? Output { get; set; }

    public static KiotaAnswer CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["output"] = node => Output = node.GetObjectValue(KiotaOutput.CreateFromDiscriminatorValue),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteObjectValue("output", Output);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaOutput : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public List<KiotaPicture>? B64Json { get; set; }

    public List<string>? Urls { get; set; }

    public static KiotaOutput CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["b64_json"] = node => B64Json = node.GetCollectionOfObjectValues(KiotaPicture.CreateFromDiscriminatorValue)?.ToList(),
        ["urls"] = node => Urls = node.GetCollectionOfPrimitiveValues<string>()?.ToList(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteCollectionOfObjectValues("b64_json", B64Json);
        writer.WriteCollectionOfPrimitiveValues("urls", Urls);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaPicture : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public string? BytesBase64 { get; set; }

    public string? MimeType { get; set; }

    public static KiotaPicture CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["bytesBase64"] = node => BytesBase64 = node.GetStringValue(),
        ["mimeType"] = node => MimeType = node.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("bytesBase64", BytesBase64);
        writer.WriteStringValue("mimeType", MimeType);
        writer.WriteAdditionalData(AdditionalData);
    }
}
