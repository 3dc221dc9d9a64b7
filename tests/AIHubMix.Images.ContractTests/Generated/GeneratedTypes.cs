using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Serialization;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>The types that the templates wrote, found by the debug symbols: those with code in the folder of generated files.</summary>
internal static class GeneratedTypes
{
    public static readonly Assembly Assembly = typeof(ImageModels).Assembly;

    private static readonly Dictionary<string, Type> ByName = Find().ToDictionary(type => type.Name);

    private static readonly JsonSerializerContext[] Contexts =
        [.. Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(JsonSerializerContext))).Select(type => (JsonSerializerContext)type.GetProperty("Default")!.GetValue(null)!)];

    /// <summary>Every generated type, public or not, but for those that generators made of the generated.</summary>
    public static IEnumerable<Type> All => ByName.Values;

    public static IEnumerable<Type> Public => All.Where(type => type.IsPublic);

    /// <summary>Inputs, the objects in them, and what is read.</summary>
    public static IEnumerable<Type> Records => All.Where(type => SchemaOf(type) is not null);

    public static IEnumerable<Type> Enums => All.Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IOpenEnum<>)));

    public static Type Of(string name) => ByName[name];

    /// <summary>What the document says of a record; null for any other type.</summary>
    public static JsonSchema? SchemaOf(Type type) => DocumentModels.OpenApi.Definitions.TryGetValue(type.Name, out JsonSchema? schema) ? schema : null;

    public static string? KindOf(Type record) => (string?)SchemaOf(record)!.ExtensionData!["x-kind"];

    /// <summary>The name that a property has in JSON; null when it has none.</summary>
    public static string? JsonNameOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;

    public static bool IsAdditional(PropertyInfo property) => property.IsDefined(typeof(JsonExtensionDataAttribute));

    public static PropertyInfo[] PropertiesOf(Type record) => record.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    /// <summary>How System.Text.Json reads and writes a generated type, by the first context that has it.</summary>
    public static JsonTypeInfo JsonOf(Type type) =>
        Contexts.Select(context => context.GetTypeInfo(type)).FirstOrDefault(known => known is not null)
        ?? throw new InvalidOperationException($"{type.Name} is in no JSON context. Add its kind where the templates use JsonContext.liquid.");

    private static IEnumerable<Type> Find()
    {
        using FileStream file = File.OpenRead(Path.ChangeExtension(Assembly.Location, ".pdb"));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(file);
        MetadataReader reader = symbols.GetMetadataReader();
        return [.. reader.MethodDebugInformation
            .Where(method => reader.GetMethodDebugInformation(method).Document is { IsNil: false } document
                && Path.GetFileName(Path.GetDirectoryName(reader.GetString(reader.GetDocument(document).Name))) == "generated")
            .Select(method => Assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(method.ToDefinitionHandle()))!.DeclaringType!)
            .Where(type => !type.IsNested)
            .Distinct()];
    }
}
