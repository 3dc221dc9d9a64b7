using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AIHubMix.Images.Extensions.ImageGeneration;

/// <summary>Makes JSON of the values that applications put into additional properties.</summary>
internal static class JsonValues
{
    /// <summary>The JSON of a value.</summary>
    /// <param name="name">The name of the property, for the exception.</param>
    /// <param name="value">The value.</param>
    /// <param name="field">The field that it is for; null when the model is not known.</param>
    /// <exception cref="NotSupportedException">It is of a type that is not known how to write.</exception>
    public static JsonNode Of(string name, object value, InputField? field) => value switch
    {
        JsonNode node => node.Parent is null ? node : node.DeepClone(),
        JsonElement element => JsonNode.Parse(element.GetRawText())!,
        ImageSource picture => picture.ToJsonNode(),
        AIContent content => OriginalImages.SourceOf(content).ToJsonNode(),
        ReadOnlyMemory<byte> bytes => ImageSource.FromBytes(bytes).ToJsonNode(),
        byte[] bytes => ImageSource.FromBytes(bytes).ToJsonNode(),
        string text => JsonValue.Create(text),
        Uri uri => JsonValue.Create(uri.OriginalString),
        bool truth => JsonValue.Create(truth),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        uint number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        IEnumerable<string> texts => new JsonArray([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]),

        // The open sets of this package, and the enums of others.
        ValueType when field is { Kind: InputFieldKind.Text } && value.ToString() is { } text => JsonValue.Create(text),
        _ => throw new NotSupportedException(
            $"The additional property '{name}' is a {value.GetType()}, which cannot be written as JSON without reflection. Pass text, a number, true or false, a list of texts, a picture, or a JsonNode. Nothing was sent."),
    };
}
