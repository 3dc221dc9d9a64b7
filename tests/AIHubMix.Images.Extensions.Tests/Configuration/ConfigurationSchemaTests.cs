using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AIHubMix.Images.Extensions.Tests.Support;

namespace AIHubMix.Images.Extensions.Tests.Configuration;

/// <summary>Holds the schema that editors complete appsettings.json by against the options, their documentation and their defaults.</summary>
public sealed partial class ConfigurationSchemaTests
{
    private const string Schema = "src/AIHubMix.Images.Extensions/ConfigurationSchema.json";

    // Days, hours, minutes, seconds, as none of the settings is negative.
    private const string Time = @"^(\d+\.)?\d{1,2}:\d{2}(:\d{2}(\.\d{1,7})?)?$";

    // As it is written.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, XElement> Documentation = XDocument
        .Load(Path.ChangeExtension(typeof(AIHubMixOptions).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => (string)member.Attribute("name")!);

    [Fact]
    public void ConfigurationSchema_OfTheOptions_IsUpToDate()
    {
        var expected = new JsonObject
        {
            ["definitions"] = new JsonObject
            {
                ["logLevel"] = new JsonObject { ["properties"] = new JsonObject { [AIHubMixTelemetry.Name] = new JsonObject { ["$ref"] = "#/definitions/logLevelThreshold" } } },
            },
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["AIHubMix"] = new JsonObject
                {
                    ["type"] = "object",
                    ["description"] = Described(typeof(AIHubMixOptions)),
                    ["properties"] = PropertiesOf(new AIHubMixOptions()),
                },
            },
        };

        // To bring it up to date, put what the failure shows as expected into the file.
        Assert.Equal(expected.ToJsonString(Readable), File.ReadAllText(Repository.PathOf(Schema)).TrimEnd());
    }

    [Fact]
    public void Targets_OfThePackage_PointToTheSchema()
    {
        XElement segment = XDocument.Load(Repository.PathOf("src/AIHubMix.Images.Extensions/buildTransitive/AIHubMix.Images.Extensions.targets")).Descendants("JsonSchemaSegment").Single();
        XElement[] packed = [.. XDocument.Load(Repository.PathOf("src/AIHubMix.Images.Extensions/AIHubMix.Images.Extensions.csproj")).Descendants("None")];

        Assert.Equal("$(MSBuildThisFileDirectory)..\\ConfigurationSchema.json", (string?)segment.Attribute("Include"));
        Assert.Matches((string)segment.Attribute("FilePathPattern")!, "appsettings.Development.json");
        Assert.Equal(["ConfigurationSchema.json=", "buildTransitive\\AIHubMix.Images.Extensions.targets=buildTransitive"], packed.Select(item => $"{(string?)item.Attribute("Include")}={(string?)item.Attribute("PackagePath")}"));
    }

    private static JsonObject PropertiesOf(object options)
    {
        var properties = new JsonObject();
        foreach (PropertyInfo property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            object? value = property.GetValue(options);
            JsonObject schema = property.PropertyType switch
            {
                var type when type == typeof(bool) => new JsonObject { ["type"] = "boolean", ["default"] = (bool)value! },
                var type when type == typeof(int) => new JsonObject { ["type"] = "integer", ["default"] = (int)value! },
                var type when type == typeof(TimeSpan) => new JsonObject { ["type"] = "string", ["pattern"] = Time, ["default"] = $"{value}" },
                var type when type == typeof(Uri) => new JsonObject { ["type"] = "string", ["format"] = "uri", ["default"] = $"{value}" },
                var type when type == typeof(string) => new JsonObject { ["type"] = "string" },
                var type when type == typeof(IDictionary<string, string>) => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
                { IsEnum: true } type => new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)name)]), ["default"] = $"{value}" },
                var type when type == typeof(AIHubMixRetryOptions) => new JsonObject { ["type"] = "object", ["properties"] = PropertiesOf(value!) },
                var type => throw new InvalidOperationException($"How to describe a {type} is not known."),
            };
            schema["description"] = Described(property);
            properties[property.Name] = schema;
        }

        return properties;
    }

    private static string Described(MemberInfo member)
    {
        XElement documentation = Documentation[member is Type type ? $"T:{type.FullName}" : $"P:{member.DeclaringType!.FullName}.{member.Name}"];
        return string.Join(' ', new[] { documentation.Element("summary"), documentation.Element("value") }.OfType<XElement>().Select(TextOf));
    }

    private static string TextOf(XElement element)
    {
        foreach (XElement reference in element.Descendants("see").ToArray())
        {
            reference.ReplaceWith(((string)reference.Attribute("cref")!).Split('.')[^1]);
        }

        return Space().Replace(element.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
