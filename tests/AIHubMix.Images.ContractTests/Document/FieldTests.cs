using System.Globalization;
using AIHubMix.Images.Simulator.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>What the catalog tells of each field is what the document says.</summary>
public sealed class FieldTests
{
    public static TheoryData<string> Models => [.. ModelProbe.Paths];

    [Theory]
    [MemberData(nameof(Models))]
    public void Fields_EachModel_SaysOfEachWhatTheDocumentSays(string path)
    {
        ModelContract contract = DocumentModels.Of(path);
        IReadOnlyList<InputField> fields = ModelProbe.Of(path).Model.Fields;
        string[] absent = [.. contract.Rules.Where(rule => (string?)rule["rule"] == "absent").Select(rule => (string)rule["field"]!)];

        Assert.Equal(contract.Input.ActualProperties.Keys.Except(absent), fields.Select(field => field.Name));
        Assert.All(fields, field =>
        {
            JsonSchemaProperty documented = contract.Input.ActualProperties[field.Name];
            JObject[] own = [.. contract.Rules.Where(rule => (string?)rule["field"] == field.Name)];
            Compare(documented, field, [.. own.Where(rule => (string?)rule["rule"] == "refuses").SelectMany(rule => rule["values"]!.Select(value => (string)value!))]);
            Assert.Equal(documented.IsRequired || own.Any(rule => (string?)rule["rule"] == "required"), field.IsRequired);
            JsonSchema actual = documented.ActualTypeSchema;
            Assert.Equal(actual.Item is null ? (double?)contract.MaximumOf(documented) : null, field.Maximum);
            Assert.Equal(actual.Item is null ? actual.MaxLength : (int?)contract.MaximumOf(documented) ?? (actual.MaxItems > 0 ? actual.MaxItems : null), field.MaxLength);
            Assert.Equal((string?)documented.Extension("x-role") ?? "none", System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(field.Role.ToString()));
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Rules_EachModel_HasASentenceForEachOfTheDocumentWithItsReason(string path)
    {
        ModelContract contract = DocumentModels.Of(path);
        IReadOnlyList<string> rules = ModelProbe.Of(path).Model.Rules;

        Assert.Equal(contract.Rules.Count, rules.Count);
        Assert.All(contract.Rules, rule => Assert.Contains(rules, sentence =>
            sentence.EndsWith((string)rule["why"]!, StringComparison.Ordinal) && sentence.Contains($"`{rule["field"] ?? rule["fields"]![0]}`", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Family_EachModel_IsThatOfItsInput(string path) =>
        Assert.Equal((string?)DocumentModels.Of(path).Input.Extension("x-family"), ModelProbe.Of(path).Model.Family);

    [Fact]
    public void Fields_OfAnObject_HasItsMembers()
    {
        InputField palette = ImageModels.IdeogramV3.Fields.Single(field => field.Name == "color_palette");
        InputField members = palette.Members.Single(field => field.Name == "members");

        Assert.Equal(InputFieldKind.Object, palette.Kind);
        Assert.Equal((InputFieldKind.List, InputFieldKind.Object), (members.Kind, members.ItemKind));
        Assert.Equal(["color_hex", "color_weight"], members.Members.Select(field => field.Name));
        Assert.Equal((0.05, 1.0), (members.Members[1].Minimum, members.Members[1].Maximum));
    }

    [Fact]
    public void Fields_Pixels_AreThoseOfTheDocument() =>
        Assert.Equal("768x1408", ImageModels.Imagen4Preview0606.Fields.Single(field => field.Role == InputFieldRole.AspectRatio).Pixels["9:16"]);

    [Fact]
    public void Fields_Untyped_IsEmpty()
    {
        var model = ImageModel.Untyped("vendor/model");

        Assert.Empty(model.Family);
        Assert.Empty(model.Fields);
        Assert.Empty(model.Rules);
        Assert.Empty(model.Validate([]));
    }

    private static void Compare(JsonSchemaProperty documented, InputField field, string[] refused)
    {
        JToken? image = documented.Extension("x-image");
        Compare(documented, image, field);
        Assert.Equal((bool?)image?["single"] == true, field.TakesSingleItem);
        Assert.Equal(documented.Description, field.Description);
        Assert.Equal(documented.Enumeration.Select(value => (string)value!).Except(refused), field.Values);
        Assert.Equal(documented.Default is null ? null : Convert.ToString(documented.Default, CultureInfo.InvariantCulture)!.ToUpperInvariant(), field.Default?.ToUpperInvariant());
        Assert.Equal((string?)documented.Extension("x-ratio")?["minimum"], field.NarrowestRatio);
        Assert.Equal((string?)documented.Extension("x-ratio")?["maximum"], field.WidestRatio);
        Assert.Equal((string)documented.Extension("x-source")!["confidence"]!, field.Confidence);
        Assert.NotEmpty(field.Source);
    }

    // What can be said of an item of a list, too.
    private static void Compare(JsonSchema documented, JToken? image, InputField field)
    {
        JsonSchema actual = documented.ActualTypeSchema;
        Assert.Equal(image is null || actual.Item is not null ? KindOf(actual) : InputFieldKind.Image, field.Kind);
        Assert.Equal((double?)actual.Minimum, field.Minimum);
        Assert.Equal((actual.IsExclusiveMinimum, actual.IsExclusiveMaximum), (field.IsMinimumExclusive, field.IsMaximumExclusive));
        Assert.Equal((double?)actual.MultipleOf, field.MultipleOf);
        Assert.Equal(actual.MinLength ?? (actual.MinItems > 0 ? actual.MinItems : null), field.MinLength);
        Assert.Equal(image?["types"]?.Select(type => $"image/{type}") ?? [], field.MediaTypes);
        Assert.Equal((string?)image?["base64"] == "none", field.IsUrlOnly);
        Assert.Equal((long?)image?["maximumBytes"], field.MaxBytes);
        Assert.Equal(actual.Item is null, field.Items is null);
        if (actual.Item is { } item)
        {
            Compare(item, image, field.Items!);
            Assert.Equal((double?)item.ActualTypeSchema.Maximum, field.Items!.Maximum);
            Assert.Equal(item.ActualTypeSchema.MaxLength ?? (item.ActualTypeSchema.MaxItems > 0 ? item.ActualTypeSchema.MaxItems : null), field.Items.MaxLength);
            Assert.Equal(field.Items.Kind, field.ItemKind);
        }
    }

    private static InputFieldKind KindOf(JsonSchema schema) => schema.Type switch
    {
        JsonObjectType.String => InputFieldKind.Text,
        JsonObjectType.Integer => InputFieldKind.Integer,
        JsonObjectType.Number => InputFieldKind.Number,
        JsonObjectType.Boolean => InputFieldKind.Boolean,
        JsonObjectType.Array => InputFieldKind.List,
        _ => InputFieldKind.Object,
    };
}
