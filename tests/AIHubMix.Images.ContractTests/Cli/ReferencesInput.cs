using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>An input that takes pictures in several objects.</summary>
public sealed partial record ReferencesInput : IImageInput<ReferencesInput>
{
    public static ImageModel<ReferencesInput> Model { get; } = new("acme/references");

    public static JsonTypeInfo<ReferencesInput> JsonTypeInfo => ReferencesContext.Default.ReferencesInput;

    public static IReadOnlyList<InputField> Fields { get; } =
    [
        PosterInput.Field("character", InputFieldKind.Object) with
        {
            Members = [PosterInput.Field("images", InputFieldKind.List) with { Items = PosterInput.Field("", InputFieldKind.Text), Role = InputFieldRole.Image, IsRequired = true }],
        },
        PosterInput.Field("styles", InputFieldKind.List) with
        {
            Items = PosterInput.Field("", InputFieldKind.Object) with { Members = [PosterInput.Field("url", InputFieldKind.Text) with { Role = InputFieldRole.Image, IsRequired = true }] },
        },
    ];

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Members { get; set; }

    public static int? GetRequestedCount(ReferencesInput input) => null;

    public static string? GetPrompt(ReferencesInput input) => null;

    public static void Validate(ReferencesInput input, InputValidation validation)
    {
    }

    [JsonSerializable(typeof(ReferencesInput))]
    internal sealed partial class ReferencesContext : JsonSerializerContext;
}
