using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>Everything public that is generated is documented, with all that the document states.</summary>
public sealed class DocumentationTests
{
    private static readonly XmlDocumentation Documentation = new(GeneratedTypes.Assembly);
    private static readonly JObject Sources = JObject.FromObject(DocumentModels.OpenApi.ExtensionData!["x-sources"]!);

    public static TheoryData<string> Types => [.. GeneratedTypes.Public.Select(type => type.Name)];

    public static TheoryData<string, string> Properties =>
        [.. GeneratedTypes.Records.SelectMany(type => GeneratedTypes.PropertiesOf(type).Where(property => !GeneratedTypes.IsAdditional(property)).Select(property => (type.Name, property.Name)))];

    public static TheoryData<string> Models => [.. ImageModels.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void TypeAndMembers_Public_AreDocumented(string name)
    {
        Type type = GeneratedTypes.Of(name);
        Assert.NotEmpty(XmlDocumentation.TextOf(Documentation.Of(type), "summary"));
        foreach (MemberInfo member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(IsWritten))
        {
            Assert.True(Documentation.Of(member)?.HasElements == true, $"{name}.{member.Name} has no documentation. Write it in its template.");
        }
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Property_OfARecord_SaysWhatTheDocumentSays(string type, string property)
    {
        Type record = GeneratedTypes.Of(type);
        PropertyInfo member = record.GetProperty(property)!;
        JsonSchemaProperty field = GeneratedTypes.SchemaOf(record)!.ActualProperties[GeneratedTypes.JsonNameOf(member)!];
        string remarks = XmlDocumentation.TextOf(Documentation.Of(member), "remarks");

        Assert.Equal(Plain(field.Description), XmlDocumentation.TextOf(Documentation.Of(member), "summary"));
        Assert.StartsWith($"JSON name: {field.Name}.", remarks, StringComparison.Ordinal);
        Assert.All(FactsOf(record, field), fact => Assert.Contains(fact, remarks, StringComparison.Ordinal));
        Assert.Equal(field.Default is not null, remarks.Contains("Default, when not set:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_OfTheCatalog_SaysWhatTheDocumentSays(string model)
    {
        OpenApiOperation operation = DocumentModels.OpenApi.Operations.Single(candidate => candidate.Operation.OperationId == $"predict{model}").Operation;
        var documentation = Documentation.Of(typeof(ImageModels).GetProperty(model)!);

        Assert.Equal(Plain(operation.Summary), XmlDocumentation.TextOf(documentation, "summary"));
        Assert.Equal(Plain(operation.Description), XmlDocumentation.TextOf(documentation, "remarks"));
    }

    private static IEnumerable<string> FactsOf(Type record, JsonSchemaProperty field)
    {
        JsonSchema type = field.ActualTypeSchema;
        (string? least, string? most) = (Written(type.Minimum), Written(type.Maximum));
        JToken? image = field.Extension("x-image");
        (string? shortest, string? longest) = image is null ? (Written(type.MinLength), Written(type.MaxLength)) : default;
        string?[] facts =
        [
            (least, most) switch
            {
                (null, null) => null,
                (_, null) => $"{(type.IsExclusiveMinimum ? "More than" : "At least")} {least}.",
                (null, _) => $"{(type.IsExclusiveMaximum ? "Less than" : "At most")} {most}.",
                _ when type.IsExclusiveMinimum || type.IsExclusiveMaximum => $"Range: {(type.IsExclusiveMinimum ? "more than" : "at least")} {least} and {(type.IsExclusiveMaximum ? "less than" : "at most")} {most}.",
                _ => $"Range: {least} to {most}.",
            },
            (shortest, longest) switch
            {
                (null, null) => null,
                (_, null) => $"At least {shortest} character",
                (null, _) => $"At most {longest} characters.",
                _ => $"Length: {shortest} to {longest} characters.",
            },
            type.MultipleOf is { } multiple ? $"A multiple of {Written(multiple)}." : null,
            (type.MinItems, type.MaxItems) switch
            {
                (< 2, 0) => null,
                (_, 0) => $"At least {type.MinItems} items.",
                (_, 1) => $"{(type.MinItems == 1 ? "" : "At most ")}1 item.",
                (< 2, _) => $"At most {type.MaxItems} items.",
                _ when type.MinItems == type.MaxItems => $" {type.MaxItems} items.",
                _ => $"{type.MinItems} to {type.MaxItems} items.",
            },
            image is null ? null : $"File types: {string.Join(", ", image["types"]!.Values<string>())}.",
            (string?)image?["base64"] == "none" ? "By URL only." : null,
            image?["maximumBytes"] is { } bytes ? $"At most {bytes} bytes." : null,
            field.Extension("x-ratio") is { } ratio ? $"From {ratio["minimum"]} to {ratio["maximum"]}." : null,
            field.IsRequired && GeneratedTypes.KindOf(record) is "input" or "value" ? "Required." : null,
            field.Default is { } value ? $"Default, when not set: {(value is bool truth ? (truth ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture))}." : null,
            $"Source: {string.Join("; ", field.Extension("x-source")!["from"]!.Select(key => (string)Sources[(string)key!]!["title"]!))} ({field.Extension("x-source")!["confidence"]}).",
        ];
        return facts.OfType<string>();
    }

    private static string? Written(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture);

    private static string Plain(string? text) => string.Join(' ', (text ?? "").Replace("`", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // A record's equality, its copying and the accessors of its properties are the compiler's.
    private static bool IsWritten(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute))
        && member is PropertyInfo or MethodBase { IsSpecialName: false } or ConstructorInfo { IsPublic: true }
        && member is not ConstructorInfo { DeclaringType.IsValueType: false }
        && !(member is MethodInfo { Name: "FromWire" });
}
