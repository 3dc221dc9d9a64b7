using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AIHubMix.Images.Cli.Models;

/// <summary>The catalog for programs.</summary>
internal static class ModelsJson
{
    public static string Write(IReadOnlyList<ImageModel> models)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (ImageModel model in models)
            {
                Write(json, model);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, ImageModel model)
    {
        json.WriteStartObject();
        json.WriteString("name", model.Name);
        json.WriteString("path", model.Path);
        json.WriteString("summary", model.Summary);
        json.WriteString("vendor", model.Vendor);
        json.WriteString("delivery", ModelFacts.Spell(model.Delivery));
        json.WriteString("lifecycle", ModelFacts.Spell(model.Lifecycle));
        WriteStrings(json, "capabilities", ModelFacts.CapabilitiesOf(model));
        if (model.UrlLifetime is { } lifetime)
        {
            json.WriteNumber("urlLifetimeSeconds", lifetime.TotalSeconds);
        }
        else
        {
            json.WriteNull("urlLifetimeSeconds");
        }

        json.WriteString("inputType", ModelFacts.InputTypeOf(model));
        WriteStrings(json, "aliases", model.Aliases);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
