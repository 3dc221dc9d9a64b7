using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Inputs;

/// <summary>Makes an input from what stands on a command line or in a line of a batch, by what the document says of the model's fields.</summary>
/// <param name="model">The model.</param>
/// <param name="allowsUnknown">Whether fields are sent that the document does not know.</param>
/// <param name="folder">Where relative names of files start.</param>
internal sealed class InputBuilder(ImageModel model, bool allowsUnknown, string folder)
{
    private const string PromptOfEveryModel = "prompt";

    private readonly List<InputProblem> _problems = [];

    public JsonObject Input { get; } = [];

    private bool IsUntyped => model.Fields.Count == 0;

    /// <summary>The field for the prompt.</summary>
    public static string PromptOf(ImageModel model) => InputFields.NameOf(model, InputFieldRole.Prompt) ?? PromptOfEveryModel;

    /// <summary>Notes something that is wrong.</summary>
    public void Add(string field, string? value, string rule, IReadOnlyList<string>? suggestions = null) => _problems.Add(new InputProblem(field, value, rule, null, suggestions ?? []));

    /// <summary>Everything that is wrong with the input so far, all at once.</summary>
    public IReadOnlyList<InputProblem> Check() =>
    [
        .. _problems,
        .. model.Validate(Input).Select(violation => InputProblem.Of(violation, model)).Where(found => !_problems.Exists(known => known.Field == found.Field)),
    ];

    /// <summary>Sets a field to a text, which is read by the field's kind. A list takes one item each time, or all of them as JSON.</summary>
    public void Set(string name, string text)
    {
        if (!TryFind(name, out InputField? field))
        {
            return;
        }

        if (field is null)
        {
            Put(name, ReadUnknown(text));
        }
        else if (field.Kind == InputFieldKind.List && !text.StartsWith('['))
        {
            InputField item = field with { Kind = field.ItemKind ?? InputFieldKind.Text };
            if (Read(name, item, text) is { } node)
            {
                if (Input[name] is not JsonArray list)
                {
                    Put(name, list = []);
                }

                list.Add(node);
            }
        }
        else if (Read(name, field, text) is { } node)
        {
            Put(name, node);
        }
    }

    /// <summary>Sets a field to a value of a JSON file. Texts of a field for pictures are URLs, files or base64.</summary>
    public void Set(string name, JsonNode? value)
    {
        if (!TryFind(name, out InputField? field))
        {
            return;
        }

        if (field is not null && (field.Kind == InputFieldKind.Image || field.ItemKind == InputFieldKind.Image) && value is JsonValue single && single.TryGetValue(out string? text))
        {
            Set(name, text);
        }
        else if (field?.ItemKind == InputFieldKind.Image && value is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                Set(name, item is JsonValue one && one.TryGetValue(out string? picture) ? picture : item?.ToJsonString() ?? "");
            }
        }
        else
        {
            Put(name, value?.DeepClone());
        }
    }

    public void SetCount(int count)
    {
        if (InputFields.NameOf(model, InputFieldRole.Count) is { } name)
        {
            Put(name, JsonValue.Create(count));
        }
        else
        {
            Add("-n", count.ToString(CultureInfo.InvariantCulture), IsUntyped ? "is not known of this model: use --set" : $"is not taken: {model.Path} makes one picture for each call");
        }
    }

    /// <summary>Puts pictures into the fields for them, one after the other.</summary>
    public void SetPictures(IReadOnlyList<string> pictures)
    {
        int next = 0;
        foreach ((string name, InputField field) in InputFields.Pictures(model))
        {
            int most = field.Kind == InputFieldKind.List ? field.MaxLength ?? int.MaxValue : 1;
            for (int taken = 0; taken < most && next < pictures.Count; taken++)
            {
                Set(name, pictures[next++]);
            }
        }

        if (next < pictures.Count)
        {
            Add("--image", pictures[next], IsUntyped ? "is not known of this model: use --set" : next == 0 ? $"is not taken: {model.Path} makes pictures from text alone" : $"is one too many: {model.Path} takes {next}");
        }
    }

    private bool TryFind(string name, out InputField? field)
    {
        field = InputFields.Find(model, name);
        if (field is not null || allowsUnknown || IsUntyped)
        {
            return true;
        }

        Add(name, null, $"is no field of {model.Path} (--allow-unknown sends it all the same)", NearestNames.Of(name, InputFields.All(model).Select(known => known.Name)));
        return false;
    }

    private void Put(string name, JsonNode? value)
    {
        JsonObject target = Input;
        string member = name;
        if (InputFields.Find(model, name) is not null)
        {
            string[] parts = name.Split('.');
            foreach (string part in parts[..^1])
            {
                if (target[part] is not JsonObject inner)
                {
                    target[part] = inner = [];
                }

                target = inner;
            }

            member = parts[^1];
        }

        target[member] = value;
    }

    private JsonNode? Read(string name, InputField field, string text)
    {
        switch (field.Kind)
        {
            case InputFieldKind.Text:
                return JsonValue.Create(text);
            case InputFieldKind.Image:
                return PictureArgument.Read(text, folder, field, problem => Add(name, text, problem));
            case InputFieldKind.Integer when IsNumber(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal whole) && decimal.IsInteger(whole):
            case InputFieldKind.Number when IsNumber(text):
                return JsonNode.Parse(text);
            case InputFieldKind.Integer:
                Add(name, text, "must be a whole number");
                return null;
            case InputFieldKind.Number:
                Add(name, text, "must be a number");
                return null;
            case InputFieldKind.Boolean when bool.TryParse(text, out bool flag):
                return JsonValue.Create(flag);
            case InputFieldKind.Boolean:
                Add(name, text, "must be true or false");
                return null;
            default:
                return ReadJson(name, text, field.Kind == InputFieldKind.List ? "must be a JSON array, or one item at a time" : $"must be a JSON object{(field.Members is [InputField member, ..] ? $", or one member at a time, as in {name}.{member.Name}" : "")}");
        }
    }

    private JsonNode? ReadJson(string name, string text, string rule)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            Add(name, text, rule);
            return null;
        }
    }

    // Of a field that nothing is known of, what looks like JSON is JSON.
    private static JsonNode? ReadUnknown(string text)
    {
        try
        {
            return text is "true" or "false" || IsNumber(text) || text.StartsWith('[') || text.StartsWith('{') ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static bool IsNumber(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
