using System.ComponentModel;
using System.Text.Json;

namespace AIHubMix.Images.Serialization;

/// <summary>The members of an input that the document does not know. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AdditionalMembers
{
    /// <summary>Writes them, into an object that was begun, as they are.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="members">The members, or null.</param>
    /// <exception cref="JsonException">One has text in it that is no valid Unicode.</exception>
    public static void Write(Utf8JsonWriter writer, IDictionary<string, JsonElement>? members)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (members is null)
        {
            return;
        }

        foreach ((string name, JsonElement value) in members)
        {
            writer.WritePropertyName(name);
            try
            {
                value.WriteTo(writer);
            }
            catch (InvalidOperationException exception) when (value.ValueKind is not JsonValueKind.Undefined)
            {
                throw new JsonException($"The additional member '{name}' cannot be written: {exception.Message}", exception);
            }
        }
    }
}
