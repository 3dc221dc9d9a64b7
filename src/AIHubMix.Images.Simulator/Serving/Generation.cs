using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Pictures;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>What an accepted input asks for: how many pictures, of which size and format.</summary>
internal sealed class Generation
{
    private readonly ModelContract _model;
    private readonly JObject _input;

    public Generation(ModelContract model, JObject input)
    {
        _model = model;
        _input = input;
        PictureSize size = Size();
        PictureFormat format = Format();
        string prompt = (string?)model.ValueOf("prompt", input) ?? "";
        long seed = (long?)model.ValueOf("seed", input) ?? 0;
        Pictures = [.. Enumerable.Range(0, Count()).Select(index => new PictureRequest(model.Path, prompt, size, format, seed, index))];
    }

    /// <summary>The pictures to paint.</summary>
    public IReadOnlyList<PictureRequest> Pictures { get; }

    /// <summary>The form of the answer: the model's own, unless the input asks for another.</summary>
    public string Answers => (string?)_model.ValueOf("response-format", _input) switch
    {
        "url" => $"{Shape}-url",
        { } words when words.Contains("json", StringComparison.Ordinal) => $"{Shape}-base64",
        _ => _model.Answers,
    };

    private string Shape => _model.Answers.Split('-')[0];

    private int Count()
    {
        int asked = (int?)_model.ValueOf("count", _input) ?? 1;
        foreach (JsonSchemaProperty field in _model.FieldsOf("count"))
        {
            asked = Math.Min(asked, (int?)_model.MaximumOf(field) ?? asked);
        }

        return asked;
    }

    private PictureSize Size()
    {
        foreach (string role in (string[])["size", "aspect-ratio"])
        {
            foreach (JsonSchemaProperty field in _model.FieldsOf(role))
            {
                if (_input[field.Name]?.ToString() is { } value && SizeOf(field, role, value) is { } size)
                {
                    return size;
                }
            }
        }

        return _model.FieldsOf("size").Select(field => SizeOf(field, "size", $"{field.Default}")).FirstOrDefault(size => size is not null) ?? new PictureSize(1024, 1024);
    }

    private static PictureSize? SizeOf(JsonSchemaProperty field, string role, string value)
    {
        if ((string?)field.Extension("x-pixels")?[value] is { } exact
            && PictureSize.TryParse(exact, out PictureSize size))
        {
            return size;
        }

        if (!PictureSize.TryParse(value.Replace(':', 'x'), out PictureSize parsed))
        {
            return null;
        }

        return role == "size" ? parsed : PictureSize.FromRatio(parsed.Width, parsed.Height);
    }

    private PictureFormat Format() => (string?)_model.ValueOf("output-format", _input) switch
    {
        "jpeg" or "image/jpeg" => PictureFormat.Jpeg,
        "webp" or "image/webp" => PictureFormat.Webp,
        _ => PictureFormat.Png,
    };
}
