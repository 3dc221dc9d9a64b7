using System.Reflection;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>The open enums that are generated, against the enums of the document.</summary>
public sealed class OpenEnumTests
{
    public static TheoryData<string> Enums => [.. DocumentModels.All
        .SelectMany(model => model.Input.ActualProperties.Values)
        .Where(property => property.Enumeration.Count > 0)
        .Select(property => property.Title!)
        .Distinct()];

    [Theory]
    [MemberData(nameof(Enums))]
    public void NamedMembers_OfAnEnum_AreTheValuesOfTheDocument(string name)
    {
        Type type = typeof(ImageModels).Assembly.GetType($"AIHubMix.Images.{name}", throwOnError: true)!;
        JsonSchemaProperty property = DocumentModels.All.SelectMany(model => model.Input.ActualProperties.Values).First(candidate => candidate.Title == name);
        string[] documented = [.. property.Enumeration.OfType<string>()];

        string[] named = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member.PropertyType == type)
            .Select(member => member.GetValue(null)!.ToString()!)];
        string[] known = [.. ((System.Collections.IEnumerable)type.GetProperty("KnownValues")!.GetValue(null)!).Cast<object>().Select(value => value.ToString()!)];

        Assert.Equal(documented, named);
        Assert.Equal(documented, known);
    }
}
