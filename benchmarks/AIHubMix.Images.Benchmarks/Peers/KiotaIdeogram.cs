using System.Runtime.Serialization;
using Microsoft.Kiota.Abstractions.Serialization;

namespace AIHubMix.Images.Benchmarks.Peers;

internal enum KiotaRenderingSpeed
{
    [EnumMember(Value = "DEFAULT")]
    DEFAULT,

    [EnumMember(Value = "TURBO")]
    TURBO,

    [EnumMember(Value = "QUALITY")]
    QUALITY,
}

internal enum KiotaResolution
{
    [EnumMember(Value = "512x1536")]
    FiveHundredTwelvex1536,

    [EnumMember(Value = "1024x1024")]
    OneThousandTwentyFourx1024,
}

internal enum KiotaMagicPrompt
{
    [EnumMember(Value = "AUTO")]
    AUTO,

    [EnumMember(Value = "ON")]
    ON,

    [EnumMember(Value = "OFF")]
    OFF,
}

internal sealed class KiotaIdeogramRequest : IParsable
{
    public KiotaIdeogramInput? Input { get; set; }

    public static KiotaIdeogramRequest CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["input"] = node => Input = node.GetObjectValue(KiotaIdeogramInput.CreateFromDiscriminatorValue),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteObjectValue("input", Input);
    }
}

internal sealed class KiotaIdeogramInput : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public KiotaPalette? ColorPalette { get; set; }

    public KiotaMagicPrompt? MagicPrompt { get; set; }

    public string? NegativePrompt { get; set; }

    public int? NumImages { get; set; }

    public string? Prompt { get; set; }

    public KiotaRenderingSpeed? RenderingSpeed { get; set; }

    public KiotaResolution? Resolution { get; set; }

    public int? Seed { get; set; }

    public List<string>? StyleCodes { get; set; }

    public static KiotaIdeogramInput CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["color_palette"] = node => ColorPalette = node.GetObjectValue(KiotaPalette.CreateFromDiscriminatorValue),
        ["magic_prompt"] = node => MagicPrompt = node.GetEnumValue<KiotaMagicPrompt>(),
        ["negative_prompt"] = node => NegativePrompt = node.GetStringValue(),
        ["num_images"] = node => NumImages = node.GetIntValue(),
        ["prompt"] = node => Prompt = node.GetStringValue(),
        ["rendering_speed"] = node => RenderingSpeed = node.GetEnumValue<KiotaRenderingSpeed>(),
        ["resolution"] = node => Resolution = node.GetEnumValue<KiotaResolution>(),
        ["seed"] = node => Seed = node.GetIntValue(),
        ["style_codes"] = node => StyleCodes = node.GetCollectionOfPrimitiveValues<string>()?.ToList(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteObjectValue("color_palette", ColorPalette);
        writer.WriteEnumValue("magic_prompt", MagicPrompt);
        writer.WriteStringValue("negative_prompt", NegativePrompt);
        writer.WriteIntValue("num_images", NumImages);
        writer.WriteStringValue("prompt", Prompt);
        writer.WriteEnumValue("rendering_speed", RenderingSpeed);
        writer.WriteEnumValue("resolution", Resolution);
        writer.WriteIntValue("seed", Seed);
        writer.WriteCollectionOfPrimitiveValues("style_codes", StyleCodes);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaPalette : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public List<KiotaColor>? Members { get; set; }

    public string? Name { get; set; }

    public static KiotaPalette CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["members"] = node => Members = node.GetCollectionOfObjectValues(KiotaColor.CreateFromDiscriminatorValue)?.ToList(),
        ["name"] = node => Name = node.GetStringValue(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteCollectionOfObjectValues("members", Members);
        writer.WriteStringValue("name", Name);
        writer.WriteAdditionalData(AdditionalData);
    }
}

internal sealed class KiotaColor : IAdditionalDataHolder, IParsable
{
    public IDictionary<string, object> AdditionalData { get; set; } = new Dictionary<string, object>();

    public string? ColorHex { get; set; }

    public double? ColorWeight { get; set; }

    public static KiotaColor CreateFromDiscriminatorValue(IParseNode parseNode) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        ["color_hex"] = node => ColorHex = node.GetStringValue(),
        ["color_weight"] = node => ColorWeight = node.GetDoubleValue(),
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("color_hex", ColorHex);
        writer.WriteDoubleValue("color_weight", ColorWeight);
        writer.WriteAdditionalData(AdditionalData);
    }
}
