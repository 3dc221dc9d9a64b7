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
        .. model.Validate(Input).Select(violation => InputProblem.Of(violation, model)).Where(found => !_problems.Exists(known => known.Covers(found))),
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
            InputField item = ItemOf(field);
            if (Get(name) is not JsonArray list)
            {
                Put(name, list = []);
            }

            list.Add(Read(item.Kind == InputFieldKind.Object ? $"{name}[{list.Count}]" : name, item, text));
        }
        else
        {
            Put(name, Read(name, field, text));
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
            Put(name, field is null ? value?.DeepClone() : Resolve(name, field, value));
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
            Add("--image", pictures[next], IsUntyped ? "is not known of this model: use --set" : next == 0 ? WhyNoPicture() : $"is one too many: {model.Path} takes {next}");
        }
    }

    private string WhyNoPicture() => InputFields.AllPictures(model) switch
    {
        [] => $"is not taken: {model.Path} makes pictures from text alone",
        [var only] => $"is not taken: {model.Path} takes pictures within {only.Name}, as in {SettingExample.Of(model, only.Name)}",
        [var first, ..] all => $"is not taken: {model.Path} takes pictures in several places, {string.Join(", ", all.Select(place => place.Name))}; say in which, as in {SettingExample.Of(model, first.Name)}",
    };

    private bool TryFind(string name, out InputField? field)
    {
        field = InputFields.Find(model, name);
        if (field is not null)
        {
            return true;
        }

        if (InputFields.InListOf(model, name) is { } place)
        {
            Add(name, null, $"is in the objects of a list, which is set as a whole, as in {SettingExample.Of(model, place)}");
            return false;
        }

        InputField? around = ObjectOf(name);
        if (allowsUnknown || IsUntyped || around?.Members.Count == 0)
        {
            return true;
        }

        if (around is null)
        {
            AddUnknown(name, NearestNames.Of(name, InputFields.All(model).Select(known => known.Name)));
        }
        else
        {
            int end = name.LastIndexOf('.');
            AddUnknownMember(name[..end], name[(end + 1)..], around);
        }

        return false;
    }

    private InputField? ObjectOf(string name) =>
        name.LastIndexOf('.') is > 0 and int end && InputFields.Find(model, name[..end]) is { Kind: InputFieldKind.Object } around ? around : null;

    private void AddUnknownMember(string place, string name, InputField around) =>
        AddUnknown($"{place}.{name}", [.. NearestNames.Of(name, around.Members.Select(known => known.Name)).Select(near => $"{place}.{near}")]);

    private void AddUnknown(string name, IReadOnlyList<string> suggestions) => Add(name, null, $"is no field of {model.Path} (--allow-unknown sends it all the same)", suggestions);

    private JsonNode? Get(string name) => Parts(name).Aggregate((JsonNode?)Input, static (node, part) => (node as JsonObject)?[part]);

    private void Put(string name, JsonNode? value)
    {
        JsonObject target = Input;
        string[] parts = Parts(name);
        foreach (string part in parts[..^1])
        {
            if (target[part] is not JsonObject inner)
            {
                target[part] = inner = [];
            }

            target = inner;
        }

        target[parts[^1]] = value;
    }

    // A name with dots that is neither that of a member nor begins with that of an object is a name like any other.
    private string[] Parts(string name) =>
        InputFields.Find(model, name) is not null || ObjectOf(name) is not null ? name.Split('.') : [name];

    private static InputField ItemOf(InputField list) => list.Items ?? list with { Kind = InputFieldKind.Text };

    /// <summary>What stands in the input for a value of JSON: pictures for the names of files, at any depth.</summary>
    private JsonNode? Resolve(string place, InputField field, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject given when field is { Kind: InputFieldKind.Object, Members.Count: > 0 }:
                var members = new JsonObject();
                foreach ((string name, JsonNode? member) in given)
                {
                    if (field.Members.FirstOrDefault(known => known.Name == name) is { } known)
                    {
                        members[name] = Resolve($"{place}.{name}", known, member);
                    }
                    else if (allowsUnknown)
                    {
                        members[name] = member?.DeepClone();
                    }
                    else
                    {
                        AddUnknownMember(place, name, field);
                    }
                }

                return members;
            case JsonArray items when field.Kind == InputFieldKind.List:
                InputField itemField = ItemOf(field);
                return new JsonArray([.. items.Select((item, index) => Resolve($"{place}[{index}]", itemField, item))]);
            case JsonValue single when field.Kind == InputFieldKind.Image && single.TryGetValue(out string? text):
                return Read(place, field, text);
            default:
                return value?.DeepClone();
        }
    }

    // What is refused stands for itself, so that nothing is said to be missing.
    private JsonNode? Read(string name, InputField field, string text)
    {
        switch (field.Kind)
        {
            case InputFieldKind.Text:
                return JsonValue.Create(text);
            case InputFieldKind.Image:
                return PictureArgument.Read(text, folder, field, problem => Add(name, text, problem)) ?? JsonValue.Create(text);
            case InputFieldKind.Integer when IsNumber(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal whole) && decimal.IsInteger(whole):
            case InputFieldKind.Number when IsNumber(text):
                return JsonNode.Parse(text);
            case InputFieldKind.Integer:
                return Refuse(name, text, "must be a whole number");
            case InputFieldKind.Number:
                return Refuse(name, text, "must be a number");
            case InputFieldKind.Boolean when bool.TryParse(text, out bool flag):
                return JsonValue.Create(flag);
            case InputFieldKind.Boolean:
                return Refuse(name, text, "must be true or false");
            default:
                return ReadJson(name, field, text, field.Kind == InputFieldKind.List ? "must be a JSON array, or one item at a time" : $"must be a JSON object{(field.Members is [InputField member, ..] && !name.EndsWith(']') ? $", or one member at a time, as in {name}.{member.Name}" : "")}");
        }
    }

    private JsonNode? ReadJson(string name, InputField field, string text, string rule)
    {
        try
        {
            return Resolve(name, field, JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }));
        }
        catch (JsonException)
        {
            return Refuse(name, text, rule);
        }
    }

    private JsonValue Refuse(string name, string text, string rule)
    {
        Add(name, text, rule);
        return JsonValue.Create(text);
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
