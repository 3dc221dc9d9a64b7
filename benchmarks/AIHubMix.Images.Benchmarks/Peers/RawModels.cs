using System.Text.Json.Serialization;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Peers;

internal sealed record RawRequest([property: JsonPropertyName("input")] RawInput Input);

internal sealed record RawInput(
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("size")] string? Size = null,
    [property: JsonPropertyName("quality")] string? Quality = null,
    [property: JsonPropertyName("style")] string? Style = null)
{
    /// <summary>As <see cref="Inputs.Dalle"/>.</summary>
    public static RawInput Dalle => new(Inputs.Prompt, "1024x1024", "hd", "natural");
}

internal sealed record RawPictureRequest([property: JsonPropertyName("input")] RawPictureInput Input);

internal sealed record RawPictureInput([property: JsonPropertyName("prompt")] string Prompt, [property: JsonPropertyName("image")] byte[] Image);

internal sealed record RawIdeogramRequest([property: JsonPropertyName("input")] RawIdeogramInput Input);

internal sealed record RawIdeogramInput(
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("rendering_speed")] string? RenderingSpeed,
    [property: JsonPropertyName("resolution")] string? Resolution,
    [property: JsonPropertyName("seed")] int? Seed,
    [property: JsonPropertyName("num_images")] int? NumImages,
    [property: JsonPropertyName("magic_prompt")] string? MagicPrompt,
    [property: JsonPropertyName("negative_prompt")] string? NegativePrompt,
    [property: JsonPropertyName("style_codes")] IReadOnlyList<string>? StyleCodes,
    [property: JsonPropertyName("color_palette")] RawPalette? ColorPalette);

internal sealed record RawPalette([property: JsonPropertyName("members")] IReadOnlyList<RawColor> Members);

internal sealed record RawColor([property: JsonPropertyName("color_hex")] string Hex, [property: JsonPropertyName("color_weight")] double? Weight = null);

internal sealed record RawAnswer([property: JsonPropertyName("output")] RawOutput Output)
{
    public int Length(OutputForm form) => form == OutputForm.ObjectUrl ? Output.Urls[0].Length : Output.Pictures[0].Bytes.Length;
}

internal sealed record RawOutput(
    [property: JsonPropertyName("urls")] IReadOnlyList<string> Urls,
    [property: JsonPropertyName("b64_json")] IReadOnlyList<RawPicture> Pictures);

internal sealed record RawPicture([property: JsonPropertyName("bytesBase64")] byte[] Bytes, [property: JsonPropertyName("mimeType")] string MimeType);

internal sealed record RawListAnswer([property: JsonPropertyName("output")] IReadOnlyList<RawItem> Output)
{
    public int Length(OutputForm form) => form switch
    {
        OutputForm.ListUrl => Output[0].Url!.Length,
        OutputForm.ListTask => Output[0].TaskId!.Length,
        OutputForm.ListBase64 => Output[0].Bytes!.Length,
        _ => Output[0].OpenAIBytes!.Length,
    };
}

internal sealed record RawItem(
    [property: JsonPropertyName("url")] string? Url,
    [property: JsonPropertyName("bytesBase64")] byte[]? Bytes,
    [property: JsonPropertyName("b64_json")] byte[]? OpenAIBytes,
    [property: JsonPropertyName("taskId")] string? TaskId);

internal sealed record RawTask([property: JsonPropertyName("status")] string Status, [property: JsonPropertyName("result")] RawTaskResult? Result);

internal sealed record RawTaskResult([property: JsonPropertyName("sample")] string? Sample);

internal sealed record RawFailure([property: JsonPropertyName("error")] RawError Error);

internal sealed record RawError([property: JsonPropertyName("message")] string Message, [property: JsonPropertyName("type")] string? Type);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RawRequest))]
[JsonSerializable(typeof(RawPictureRequest))]
[JsonSerializable(typeof(RawIdeogramRequest))]
[JsonSerializable(typeof(RawAnswer))]
[JsonSerializable(typeof(RawListAnswer))]
[JsonSerializable(typeof(RawTask))]
[JsonSerializable(typeof(RawFailure))]
internal sealed partial class RawContext : JsonSerializerContext;
