using System.Runtime.Serialization;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace AIHubMix.Images.Benchmarks.Peers;

internal sealed class KiotaPredictionsRequestBuilder(IRequestAdapter adapter, string template, Dictionary<string, object> parameters)
    : BaseRequestBuilder(adapter, template, parameters)
{
    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new() { ["XXX"] = KiotaErrorResponse.CreateFromDiscriminatorValue };

    public async Task<KiotaAnswer?> PostAsync(KiotaRequest body, CancellationToken cancellationToken = default)
    {
        RequestInformation request = ToPostRequestInformation(body);
        return await RequestAdapter.SendAsync(request, KiotaAnswer.CreateFromDiscriminatorValue, Errors, cancellationToken).ConfigureAwait(false);
    }

    public async Task<KiotaListAnswer?> PostForListAsync(KiotaRequest body, CancellationToken cancellationToken = default)
    {
        RequestInformation request = ToPostRequestInformation(body);
        return await RequestAdapter.SendAsync(request, KiotaListAnswer.CreateFromDiscriminatorValue, Errors, cancellationToken).ConfigureAwait(false);
    }

    private RequestInformation ToPostRequestInformation(KiotaRequest body)
    {
        var request = new RequestInformation(Method.POST, UrlTemplate, PathParameters);
        request.Headers.TryAdd("Accept", "application/json");
        request.SetContentFromParsable(RequestAdapter, "application/json", body);
        return request;
    }
}

internal sealed class KiotaTaskRequestBuilder(IRequestAdapter adapter, Dictionary<string, object> parameters)
    : BaseRequestBuilder(adapter, "{+baseurl}/v1/tasks/{taskId}", parameters)
{
    private static readonly Dictionary<string, ParsableFactory<IParsable>> Errors = new() { ["XXX"] = KiotaErrorResponse.CreateFromDiscriminatorValue };

    public async Task<KiotaTask?> GetAsync(CancellationToken cancellationToken = default)
    {
        var request = new RequestInformation(Method.GET, UrlTemplate, PathParameters);
        request.Headers.TryAdd("Accept", "application/json");
        return await RequestAdapter.SendAsync(request, KiotaTask.CreateFromDiscriminatorValue, Errors, cancellationToken).ConfigureAwait(false);
    }
}

internal sealed class KiotaErrorResponse : ApiException, IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public KiotaError? Error { get; set; }

    public string? Type { get; set; }

    public override string Message => base.Message;

    public static KiotaErrorResponse CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["error"] = node => Error = node.GetObjectValue(KiotaError.CreateFromDiscriminatorValue),
        ["type"] = node => Type = node.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteObjectValue("error", Error);
        writer.WriteStringValue("type", Type);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaError : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public UntypedNode? Code { get; set; }

    public string? MessageEscaped { get; set; }

    public string? Param { get; set; }

    public string? Type { get; set; }

    public static KiotaError CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["code"] = node => Code = node.GetObjectValue(UntypedNode.CreateFromDiscriminatorValue),
        ["message"] = node => MessageEscaped = node.GetStringValue(),
        ["param"] = node => Param = node.GetStringValue(),
        ["type"] = node => Type = node.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteObjectValue("code", Code);
        writer.WriteStringValue("message", MessageEscaped);
        writer.WriteStringValue("param", Param);
        writer.WriteStringValue("type", Type);
        writer.WriteAdditionalData(AdditionalData);
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
    public string? Image { get; set; }

    public string? Prompt { get; set; }

    public KiotaSize? Size { get; set; }

    public KiotaQuality? Quality { get; set; }

    public KiotaStyle? Style { get; set; }

    public static KiotaInput CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["image"] = node => Image = node.GetStringValue(),
        ["prompt"] = node => Prompt = node.GetStringValue(),
        ["quality"] = node => Quality = node.GetEnumValue<KiotaQuality>(),
        ["size"] = node => Size = node.GetEnumValue<KiotaSize>(),
        ["style"] = node => Style = node.GetEnumValue<KiotaStyle>(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("image", Image);
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

internal sealed class KiotaListAnswer : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public List<KiotaItem>? Output { get; set; }

    public static KiotaListAnswer CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["output"] = node => Output = node.GetCollectionOfObjectValues(KiotaItem.CreateFromDiscriminatorValue)?.ToList(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteCollectionOfObjectValues("output", Output);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaItem : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public string? B64Json { get; set; }

    public string? BytesBase64 { get; set; }

    public string? MimeType { get; set; }

    public string? PollingUrl { get; set; }

    public string? TaskId { get; set; }

    public string? Url { get; set; }

    public static KiotaItem CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["b64_json"] = node => B64Json = node.GetStringValue(),
        ["bytesBase64"] = node => BytesBase64 = node.GetStringValue(),
        ["mimeType"] = node => MimeType = node.GetStringValue(),
        ["polling_url"] = node => PollingUrl = node.GetStringValue(),
        ["taskId"] = node => TaskId = node.GetStringValue(),
        ["url"] = node => Url = node.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("b64_json", B64Json);
        writer.WriteStringValue("bytesBase64", BytesBase64);
        writer.WriteStringValue("mimeType", MimeType);
        writer.WriteStringValue("polling_url", PollingUrl);
        writer.WriteStringValue("taskId", TaskId);
        writer.WriteStringValue("url", Url);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaTask : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public string? Id { get; set; }

    public double? Progress { get; set; }

    public KiotaTaskResult? Result { get; set; }

    public string? Status { get; set; }

    public static KiotaTask CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["id"] = node => Id = node.GetStringValue(),
        ["progress"] = node => Progress = node.GetDoubleValue(),
        ["result"] = node => Result = node.GetObjectValue(KiotaTaskResult.CreateFromDiscriminatorValue),
        ["status"] = node => Status = node.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("id", Id);
        writer.WriteDoubleValue("progress", Progress);
        writer.WriteObjectValue("result", Result);
        writer.WriteStringValue("status", Status);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaTaskResult : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public string? Prompt { get; set; }

    public string? Sample { get; set; }

    public List<string>? Samples { get; set; }

    public static KiotaTaskResult CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["prompt"] = node => Prompt = node.GetStringValue(),
        ["sample"] = node => Sample = node.GetStringValue(),
        ["samples"] = node => Samples = node.GetCollectionOfPrimitiveValues<string>()?.ToList(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("prompt", Prompt);
        writer.WriteStringValue("sample", Sample);
        writer.WriteCollectionOfPrimitiveValues("samples", Samples);
        writer.WriteAdditionalData(AdditionalData);
    }
}
