using System.Text.RegularExpressions;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>The names that the templates make, by the same rules.</summary>
internal static partial class CSharpName
{
    /// <summary>What generated code refers to by these names, so that nothing generated may be called so.</summary>
    private static readonly HashSet<string> Types =
    [
        "AdditionalMembers", "DataUrlImageSourceConverter", "Dictionary", "FieldLimit", "GeneratedRegex", "IDictionary", "IImageInput", "IOpenEnum", "IReadOnlyList",
        "ImageCapabilities", "ImageDelivery", "ImageModel", "ImageSource", "ImageSourceListConverter", "ImageSourcesConverter", "ImagesJsonContext", "InputField", "InputFieldKind", "InputFieldRole", "InputValidation",
        "JsonConverter", "JsonElement", "JsonExtensionData", "JsonIgnoreCondition", "JsonObject", "JsonPropertyName", "JsonSerializable", "JsonSerializerContext",
        "JsonSourceGenerationOptions", "JsonTypeInfo", "List", "ModelLifecycle", "OpenEnumConverter", "PictureText", "RawImageSourceConverter", "Regex", "RegexOptions",
        "System", "TextRules", "Utf8JsonWriter",
    ];

    private static readonly HashSet<string> Objects =
        ["Equals", "EqualityContract", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString"];

    private static readonly HashSet<string> OfRecords = ["AdditionalProperties", "Clone", "DocumentFields", "Validate", "Write"];

    private static readonly HashSet<string> OfEnums = ["IsKnown", "KnownValues", "Value"];

    private static readonly HashSet<string> OfCatalogs = ["All", "At", "Every", "Find", "Spellings"];

    /// <summary>Whether a type may be called so.</summary>
    public static bool IsValidType(string name) => PlainIdentifier().IsMatch(name);

    /// <summary>Whether a member may be called so: whether it is an identifier of C#, with letters of any script.</summary>
    public static bool IsValid(string name) => Identifier().IsMatch(name);

    /// <summary>A name as the compiler compares it, which does not look at formatting characters.</summary>
    public static string Compared(string name) => Formatting().Replace(name, "");

    public static bool IsTakenType(string name) => Types.Contains(name) || ContextOfInputs().IsMatch(name);

    public static bool IsTakenMember(string name, string type) => name == type || Objects.Contains(name) || OfRecords.Contains(name);

    public static bool IsTakenValue(string name, string type) => name == type || Objects.Contains(name) || OfEnums.Contains(name);

    public static bool IsTakenModel(string name) => Objects.Contains(name) || OfCatalogs.Contains(name) || Types.Contains(name) || PartOfCatalog().IsMatch(name);

    /// <summary>The name of a property.</summary>
    public static string OfProperty(Member property) => property.Value["x-csharp-name"]?.Text ?? Pascal(property.Name, '_');

    /// <summary>The name of a value of an enum.</summary>
    public static string OfWord(string word, Part property) =>
        property["x-csharp-names"]?[word]?.Text
        ?? property["x-csharp-prefix"]?.Text + string.Concat(word.Replace(':', 'x').Split(['-', '_', '/', '.', ' ']).Select(part => Upper(part.ToLowerInvariant())));

    /// <summary>Words set together, each with a capital letter.</summary>
    public static string Pascal(string text, params ReadOnlySpan<char> separators)
    {
        string result = "";
        foreach (Range range in text.AsSpan().SplitAny(separators))
        {
            result += Upper(text[range]);
        }

        return result;
    }

    private static string Upper(string part) => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..];

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]*\z")]
    private static partial Regex PlainIdentifier();

    [GeneratedRegex(@"^[\p{L}\p{Nl}][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\p{Cf}]*\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\p{Cf}")]
    private static partial Regex Formatting();

    [GeneratedRegex(@"^InputsJsonContext[0-9]+\z")]
    private static partial Regex ContextOfInputs();

    [GeneratedRegex(@"^(Made|Part|Spellings)[0-9]+\z")]
    private static partial Regex PartOfCatalog();
}
