using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>Every enum that is generated has the values of the document and takes any other text.</summary>
public sealed class OpenEnumTests
{
    private static readonly string[] Texts = ["of-tomorrow", "AUTO ", "a\"b\\c\n", "鹿 🦌", "1024X1024"];

    public static TheoryData<string> Enums => [.. GeneratedTypes.Enums.Select(type => type.Name)];

    public static TheoryData<string> Documented => [.. DocumentedEnums.Select(member => member.Title!).Distinct()];

    private static IEnumerable<JsonSchemaProperty> DocumentedEnums => DocumentModels.OpenApi.Definitions.Values.SelectMany(schema => schema.ActualProperties.Values).Where(member => WordsOf(member).Any());

    [Theory]
    [MemberData(nameof(Documented))]
    public void NamedMembers_OfAnEnum_AreTheValuesOfTheDocument(string name)
    {
        Type type = GeneratedTypes.Of(name);
        string[] named = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member.PropertyType == type)
            .Select(member => member.GetValue(null)!.ToString()!)];
        string[] known = [.. ((IEnumerable)type.GetProperty("KnownValues")!.GetValue(null)!).Cast<object>().Select(value => value.ToString()!)];

        Assert.All(DocumentedEnums.Where(field => field.Title == name), field => Assert.Equal(WordsOf(field), named));
        Assert.Equal(named, known);
        Assert.All(known, word => Assert.True(IsKnown(Make(type, word)), word));
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Value_OfAnyText_SurvivesTheRoundTripAndEqualsItself(string name)
    {
        Type type = GeneratedTypes.Of(name);
        JsonTypeInfo json = GeneratedTypes.JsonOf(type);
        foreach (string text in Texts)
        {
            object value = Make(type, text);
            Assert.Equal(text, value.ToString());
            Assert.Equal(text, type.GetProperty("Value")!.GetValue(value));
            Assert.False(IsKnown(value));
            Assert.Equal(value, Make(type, text));
            Assert.Equal(value.GetHashCode(), Make(type, text).GetHashCode());
            Assert.NotEqual(value, Make(type, text + "!"));
            Assert.Equal(value, type.GetMethod("op_Implicit")!.Invoke(null, [text]));
            string written = JsonSerializer.Serialize(value, json);
            Assert.Equal(text, JsonElement.Parse(written).GetString());
            Assert.Equal(value, JsonSerializer.Deserialize(written, json));
        }
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Value_Default_IsEmptyAndEqualsTheEmptyText(string name)
    {
        Type type = GeneratedTypes.Of(name);
        object value = Activator.CreateInstance(type)!;

        Assert.Equal("", value.ToString());
        Assert.Equal(Make(type, ""), value);
        Assert.False(IsKnown(value));
    }

    private static object Make(Type type, string text) => Activator.CreateInstance(type, text)!;

    private static bool IsKnown(object value) => (bool)value.GetType().GetProperty("IsKnown")!.GetValue(value)!;

    private static IEnumerable<string> WordsOf(JsonSchemaProperty field) => field.Extension("x-known-values")?.Values<string>().OfType<string>() ?? field.Enumeration.OfType<string>();
}
