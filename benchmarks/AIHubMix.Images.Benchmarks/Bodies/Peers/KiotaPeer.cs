using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Serialization.Json;

namespace AIHubMix.Images.Benchmarks.Bodies.Peers;

/// <summary>Kiota's runtime under models written by hand as Kiota generates them from the document, where base64 is a string.</summary>
internal sealed class KiotaPeer : IPeer, IDisposable
{
    private readonly HttpClientRequestAdapter _adapter;

    public KiotaPeer(HttpClient http, Uri endpoint)
    {
        // Kiota sends a key over https only.
        _adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), new JsonParseNodeFactory(), new JsonSerializationWriterFactory(), http)
        {
            BaseUrl = endpoint.AbsoluteUri.TrimEnd('/'),
        };
    }

    public string Name => "Kiota 2.1.6";

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        var request = new RequestInformation(
            Method.POST, "{+baseurl}/v1/models/opanai/gpt-image-1/predictions", new Dictionary<string, object> { ["baseurl"] = _adapter.BaseUrl! });
        request.Headers.TryAdd("Accept", "application/json");
        request.SetContentFromParsable(_adapter, "application/json", new KiotaRequest { Input = new KiotaInput { Prompt = "A deer drinking in the lake" } });
        KiotaAnswer? answer = await _adapter.SendAsync(request, KiotaAnswer.CreateFromDiscriminatorValue).ConfigureAwait(false);
        return Convert.FromBase64String(answer!.Output!.B64Json![0].BytesBase64!);
    }

    public void Dispose() => _adapter.Dispose();
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

    public static KiotaInput CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["prompt"] = node => Prompt = node.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer) => writer.WriteStringValue("prompt", Prompt);
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
