using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>What holds for every record that is generated: what is sent and what is read.</summary>
public sealed class RecordTests
{
    public static TheoryData<string> All => [.. GeneratedTypes.All.Select(type => type.Name)];

    public static TheoryData<string> Records => [.. GeneratedTypes.Records.Select(type => type.Name)];

    public static TheoryData<string> Kinds => [.. DefinitionsOf("input", "value", "response", "error")];

    public static TheoryData<string, string> Properties =>
        [.. GeneratedTypes.Records.SelectMany(type => GeneratedTypes.PropertiesOf(type).Select(property => (type.Name, property.Name)))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Record_OfTheDocument_IsGenerated(string schema) => Assert.Contains(GeneratedTypes.Records, type => type.Name == schema);

    [Theory]
    [MemberData(nameof(All))]
    public void Type_Generated_IsSealed(string type) =>
        Assert.True(GeneratedTypes.Of(type).IsSealed, $"{type} can be derived from. Write 'sealed' in its template.");

    [Theory]
    [MemberData(nameof(Records))]
    public void Properties_OfARecord_AreThoseOfTheDocumentByTheirJsonNames(string type)
    {
        Type record = GeneratedTypes.Of(type);
        IEnumerable<string?> names = GeneratedTypes.PropertiesOf(record).Where(property => !GeneratedTypes.IsAdditional(property)).Select(GeneratedTypes.JsonNameOf);

        Assert.Equal(GeneratedTypes.SchemaOf(record)!.ActualProperties.Keys, names);
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Property_OfARecord_IsSetOnlyWhenTheRecordIsMade(string type, string property)
    {
        Type record = GeneratedTypes.Of(type);
        PropertyInfo member = record.GetProperty(property)!;
        bool isInit = member.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

        // System.Text.Json takes no extension data with an init accessor, not even to write it.
        Assert.True(isInit || GeneratedTypes.IsAdditional(member), $"{type}.{property} can be set at any time. Write 'init' in its template.");
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Property_OfARecord_IsRequiredIfTheDocumentSaysSo(string type, string property)
    {
        Type record = GeneratedTypes.Of(type);
        PropertyInfo member = record.GetProperty(property)!;
        bool isRequired = GeneratedTypes.KindOf(record) is "input" or "value"
            && GeneratedTypes.JsonNameOf(member) is { } name
            && GeneratedTypes.SchemaOf(record)!.ActualProperties[name].IsRequired;

        Assert.Equal(isRequired, member.IsDefined(typeof(RequiredMemberAttribute)));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_ReadWithUnknownMembers_KeepsThem(string type)
    {
        Type record = GeneratedTypes.Of(type);
        JsonObject json = Document.InputCases.Least(GeneratedTypes.SchemaOf(record)!);
        json["of-tomorrow"] = new JsonArray(1, null, "x");

        object read = Read(record, json.ToJsonString());

        PropertyInfo additional = Assert.Single(GeneratedTypes.PropertiesOf(record), GeneratedTypes.IsAdditional);
        (string name, JsonElement value) = Assert.Single((IDictionary<string, JsonElement>)additional.GetValue(read)!);
        Assert.Equal("of-tomorrow", name);
        Assert.Equal("""[1,null,"x"]""", value.GetRawText());
        Assert.True(JsonNode.DeepEquals(json, JsonSerializer.SerializeToNode(read, GeneratedTypes.JsonOf(record))), $"{type} writes {JsonSerializer.Serialize(read, GeneratedTypes.JsonOf(record))}");
    }

    private static IEnumerable<string> DefinitionsOf(params string[] kinds) =>
        Document.DocumentModels.OpenApi.Definitions.Where(schema => kinds.Contains((string?)schema.Value.ExtensionData!["x-kind"])).Select(schema => schema.Key);

    // What is read has a reader of its own; what is sent is read by System.Text.Json.
    private static object Read(Type record, string json) =>
        record.GetMethod("FromJson", BindingFlags.Static | BindingFlags.NonPublic) is { } reader
            ? reader.Invoke(null, [JsonElement.Parse(json)])!
            : JsonSerializer.Deserialize(json, GeneratedTypes.JsonOf(record))!;
}
