using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace AIHubMix.Images.Simulator.Contract;

internal sealed class ModelContract
{
    private readonly JObject _model;
    private readonly object _example;
    private readonly ILookup<string?, JsonSchemaProperty> _byRole;

    public ModelContract(OpenApiOperation operation, JsonSchema request, IEnumerable<JToken> replies)
    {
        IDictionary<string, OpenApiExample> examples = operation.RequestBody.Content["application/json"].Examples;
        _example = (examples.TryGetValue("page", out OpenApiExample? page) ? page : examples.Values.FirstOrDefault())?.ActualExample.Value
            ?? new JObject { ["input"] = new JObject { ["prompt"] = "A deer at a lake" } };
        _model = (JObject)operation.Extension("x-model")!;
        Request = request;
        Input = request.ActualProperties["input"].ActualTypeSchema;
        _byRole = Input.ActualProperties.Values.ToLookup(field => (string?)field.Extension("x-role"));
        Rules = [.. Input.Rules(), .. operation.Rules()];
        CountsTokens = replies.Any(reply => reply["usage"] is not null);
    }

    public string Name => (string)_model["name"]!;

    public string Path => (string)_model["path"]!;

    /// <summary>The form in which the model is expected to answer, such as <c>object-base64</c>.</summary>
    public string Answers => (string)_model["answers"]!;

    /// <summary>How long the URLs of its pictures work; null when that is not known.</summary>
    public TimeSpan? UrlLifetime => (string?)_model["urlLifetime"] is { } duration ? System.Xml.XmlConvert.ToTimeSpan(duration) : null;

    public IEnumerable<string> Aliases => _model["aliases"]?.Values<string>().OfType<string>() ?? [];

    public JsonSchema Request { get; }

    public JsonSchema Input { get; }

    /// <summary>The cross-field rules of the input, and those of this model alone.</summary>
    public IReadOnlyList<JObject> Rules { get; }

    /// <summary>Whether the document shows a token count in the answers of this model.</summary>
    public bool CountsTokens { get; }

    /// <summary>The fields that mean the same to tools whatever the vendor calls them, such as <c>count</c> or <c>size</c>.</summary>
    public IEnumerable<JsonSchemaProperty> FieldsOf(string role) => _byRole[role];

    /// <summary>The value that an input gives to a role, or the field's default; null when there is neither.</summary>
    public JToken? ValueOf(string role, JObject input)
    {
        JToken? fallback = null;
        foreach (JsonSchemaProperty field in FieldsOf(role))
        {
            if (input[field.Name] is { Type: not JTokenType.Null } value)
            {
                return value;
            }

            fallback ??= field.Default is null ? null : JToken.FromObject(field.Default);
        }

        return fallback;
    }

    /// <summary>The first request that the document shows, as a command for a shell.</summary>
    public string CurlExample(Uri endpoint, string key) =>
        $"""
         curl -sS -X POST {endpoint}/models/{Path}/predictions \
           -H 'Authorization: Bearer {key}' \
           -H 'Content-Type: application/json' \
           -d '{JToken.FromObject(_example).ToString(Newtonsoft.Json.Formatting.None).Replace("'", @"'\''", StringComparison.Ordinal)}'
         """;

    /// <summary>The tightest upper bound of a field for this model; null when it has none.</summary>
    public decimal? MaximumOf(JsonSchemaProperty field)
    {
        decimal? tighter = Rules.Where(rule => (string?)rule["rule"] == "maximum" && (string?)rule["field"] == field.Name).Min(rule => (decimal?)rule["maximum"]);
        return tighter ?? field.Maximum;
    }
}
