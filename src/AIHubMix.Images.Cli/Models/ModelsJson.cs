using System.Text.Json;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Models;

/// <summary>The catalog for programs.</summary>
internal static class ModelsJson
{
    public static string Write(IReadOnlyList<ImageModel> models) => JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (ImageModel model in models)
        {
            json.WriteStartObject();
            Write(json, model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>One model with the fields of its input.</summary>
    public static string Write(ImageModel model) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        Write(json, model);
        json.WriteStartArray("fields");
        foreach (InputField field in model.Fields)
        {
            Write(json, field);
        }

        json.WriteEndArray();
        json.WriteStrings("rules", model.Rules);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, ImageModel model)
    {
        json.WriteString("name", model.Name);
        json.WriteString("path", model.Path);
        json.WriteString("summary", model.Summary);
        json.WriteString("vendor", model.Vendor);
        json.WriteString("family", model.Family);
        json.WriteString("delivery", ModelFacts.Spell(model.Delivery));
        json.WriteString("lifecycle", ModelFacts.Spell(model.Lifecycle));
        json.WriteStrings("capabilities", ModelFacts.CapabilitiesOf(model));
        json.WriteNumber("urlLifetimeSeconds", model.UrlLifetime?.TotalSeconds);
        json.WriteString("inputType", ModelFacts.InputTypeOf(model));
        json.WriteString("laterPath", model.LaterPath);
        json.WriteStrings("aliases", model.Aliases);
    }

    private static void Write(Utf8JsonWriter json, InputField field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("kind", ModelFacts.Spell(field.Kind));
        json.WriteString("itemKind", field.ItemKind is { } item ? ModelFacts.Spell(item) : null);
        json.WriteBoolean("takesSingleItem", field.TakesSingleItem);
        json.WriteString("role", ModelFacts.Spell(field.Role));
        json.WriteBoolean("required", field.IsRequired);
        json.WriteString("description", field.Description);
        json.WriteStrings("values", field.Values);
        json.WriteStartObject("pixels");
        foreach ((string value, string pixels) in field.Pixels)
        {
            json.WriteString(value, pixels);
        }

        json.WriteEndObject();
        json.WriteString("default", field.Default);
        json.WriteNumber("minimum", field.Minimum);
        json.WriteNumber("maximum", field.Maximum);
        json.WriteBoolean("minimumExclusive", field.IsMinimumExclusive);
        json.WriteBoolean("maximumExclusive", field.IsMaximumExclusive);
        json.WriteNumber("multipleOf", field.MultipleOf);
        json.WriteNumber("minLength", field.MinLength);
        json.WriteNumber("maxLength", field.MaxLength);
        json.WriteString("pattern", field.Pattern);
        json.WriteString("narrowestRatio", field.NarrowestRatio);
        json.WriteString("widestRatio", field.WidestRatio);
        json.WriteStrings("mediaTypes", field.MediaTypes);
        json.WriteBoolean("urlOnly", field.IsUrlOnly);
        json.WriteNumber("maxBytes", field.MaxBytes);
        json.WritePropertyName("items");
        if (field.Items is { } items)
        {
            Write(json, items);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray("members");
        foreach (InputField member in field.Members)
        {
            Write(json, member);
        }

        json.WriteEndArray();
        json.WriteString("source", field.Source);
        json.WriteString("confidence", field.Confidence);
        json.WriteEndObject();
    }
}
