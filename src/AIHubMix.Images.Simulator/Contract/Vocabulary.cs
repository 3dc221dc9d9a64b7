using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.Simulator.Contract;

/// <summary>Reads the <c>x-</c> vocabulary off the parts of the document.</summary>
internal static class Vocabulary
{
    /// <summary>The value of an <c>x-</c> key; null when the part does not have it.</summary>
    public static JToken? Extension(this IJsonExtensionObject part, string key) =>
        part.ExtensionData is { } extensions && extensions.TryGetValue(key, out object? value) && value is not null ? JToken.FromObject(value) : null;

    /// <summary>The cross-field rules of an operation or a schema.</summary>
    public static IEnumerable<JObject> Rules(this IJsonExtensionObject part) => part.Extension("x-rules")?.OfType<JObject>() ?? [];
}
