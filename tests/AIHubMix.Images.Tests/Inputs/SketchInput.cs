using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images.Tests.Inputs;

/// <summary>An input with rules between its members that no model of the catalog has.</summary>
public sealed partial record SketchInput : IImageInput<SketchInput>
{
    private const string Source = "Acme, reference of Sketch";

    public static ImageModel<SketchInput> Model { get; } = new("acme/sketch");

    public static JsonTypeInfo<SketchInput> JsonTypeInfo => SketchContext.Default.SketchInput;

    public static IReadOnlyList<InputField> Fields { get; } =
    [
        Field("width", InputFieldKind.Integer),
        Field("height", InputFieldKind.Integer),
        Field("clear", InputFieldKind.Boolean),
        Field("format", InputFieldKind.Text),
        Field("marks", InputFieldKind.List) with
        {
            Items = Field("", InputFieldKind.Object) with { Members = [Field("x", InputFieldKind.Integer) with { IsRequired = true }, Field("names", InputFieldKind.List) with { Items = Field("", InputFieldKind.Text) }] },
        },
    ];

    [JsonPropertyName("width")]
    public int? Width { get; init; }

    [JsonPropertyName("height")]
    public int? Height { get; init; }

    [JsonPropertyName("clear")]
    public bool? Clear { get; init; }

    [JsonPropertyName("format")]
    public string? Format { get; init; }

    [JsonPropertyName("marks")]
    public IReadOnlyList<Mark>? Marks { get; init; }

    public static int? GetRequestedCount(SketchInput input) => null;

    public static string? GetPrompt(SketchInput input) => null;

    public static void Validate(SketchInput input, InputValidation validation)
    {
        if (input.Width is not null && input.Height is null)
        {
            validation.Add("width", input.Width, "needs height to be set as well", Source);
        }

        if (input.Height is not null && input.Width is null)
        {
            validation.Add("height", input.Height, "needs width to be set as well", Source);
        }

        if (input.Clear == false && input.Format is not (null or "jpeg"))
        {
            validation.Add("format", input.Format, "must be jpeg when clear is false", Source);
        }

        for (int index = 0; index < input.Marks?.Count; index++)
        {
            validation.Enter("marks", index);
            if (input.Marks[index].X > 9)
            {
                validation.Add("x", input.Marks[index].X, "must be at most 9", Source);
            }

            validation.Leave();
        }
    }

    private static InputField Field(string name, InputFieldKind kind) => new() { Name = name, Kind = kind, Description = "", Source = Source, Confidence = "documented" };

    public sealed record Mark
    {
        [JsonPropertyName("x")]
        public required int X { get; init; }

        [JsonPropertyName("names")]
        public IReadOnlyList<string>? Names { get; init; }
    }

    [JsonSerializable(typeof(SketchInput))]
    internal sealed partial class SketchContext : JsonSerializerContext;
}
