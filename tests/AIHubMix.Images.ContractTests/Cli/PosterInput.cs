using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>An input with pictures and rules deeper in it than those of the catalog have.</summary>
public sealed partial record PosterInput : IImageInput<PosterInput>
{
    public static ImageModel<PosterInput> Model { get; } = new("acme/poster");

    public static JsonTypeInfo<PosterInput> JsonTypeInfo => PosterContext.Default.PosterInput;

    public static IReadOnlyList<InputField> Fields { get; } =
    [
        Field("prompt", InputFieldKind.Text) with { Role = InputFieldRole.Prompt, IsRequired = true },
        Field("subject", InputFieldKind.List) with
        {
            MaxLength = 1,
            Items = Field("", InputFieldKind.Object) with
            {
                Members =
                [
                    Field("type", InputFieldKind.Text) with { IsRequired = true, Values = ["character", "thing"] },
                    Field("image_file", InputFieldKind.Image) with { IsRequired = true, Role = InputFieldRole.Image, MediaTypes = ["image/png"], MaxBytes = 1000 },
                ],
            },
        },
        Field("controls", InputFieldKind.Object) with
        {
            Members =
            [
                Field("level", InputFieldKind.Integer),
                Field("colors", InputFieldKind.List) with
                {
                    Items = Field("", InputFieldKind.Object) with { Members = [Field("rgb", InputFieldKind.List) with { Items = Field("", InputFieldKind.Integer), IsRequired = true, MinLength = 3, MaxLength = 3 }] },
                },
                Field("words", InputFieldKind.List) with { Items = Field("", InputFieldKind.Text), MinLength = 2, MaxLength = 4 },
            ],
        },
        Field("free", InputFieldKind.Object),
        Field("code", InputFieldKind.Text) with { MinLength = 8, MaxLength = 8 },
    ];

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Members { get; set; }

    public static int? GetRequestedCount(PosterInput input) => null;

    public static string? GetPrompt(PosterInput input) => null;

    public static void Validate(PosterInput input, InputValidation validation)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(validation);
        if (input.Members?.ContainsKey("code") == true && !input.Members.ContainsKey("controls"))
        {
            validation.Add("code", input.Members["code"], "needs controls to be set as well", "Acme");
        }
    }

    internal static InputField Field(string name, InputFieldKind kind) => new() { Name = name, Kind = kind, Description = $"What {name} is.", Source = "Acme", Confidence = "documented" };

    [JsonSerializable(typeof(PosterInput))]
    internal sealed partial class PosterContext : JsonSerializerContext;
}
