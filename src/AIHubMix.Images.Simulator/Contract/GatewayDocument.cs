using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;
using YamlDotNet.Serialization;

namespace AIHubMix.Images.Simulator.Contract;

/// <summary>The OpenAPI document as the simulator needs it: models by path, schemas, and the bodies of its errors.</summary>
internal sealed class GatewayDocument
{
    private const string MediaType = "application/json";

    private static readonly Lazy<Task<GatewayDocument>> Loaded = new(LoadAsync);

    private readonly Dictionary<string, ModelContract> _byPath = new(StringComparer.Ordinal);

    public GatewayDocument(OpenApiDocument document)
    {
        OpenApi = document;
        foreach (JsonSchema schema in document.Definitions.Values)
        {
            AnchorPatterns(schema);
        }

        Models = [.. document.Operations
            .Where(operation => operation.Operation.Extension("x-model") is not null)
            .Select(operation => new ModelContract(operation.Operation, RequestSchema(operation.Operation), Replies(operation.Operation)))];
        foreach (ModelContract model in Models)
        {
            _byPath[model.Path] = model;
            foreach (string alias in model.Aliases)
            {
                _byPath.TryAdd(alias, model);
            }
        }
    }

    /// <summary>The document as NSwag reads it.</summary>
    public OpenApiDocument OpenApi { get; }

    /// <summary>The models in the order of the document.</summary>
    public IReadOnlyList<ModelContract> Models { get; }

    public JsonSchema PredictionResponse => OpenApi.Definitions["PredictionResponse"];

    public JsonSchema PredictionTask => OpenApi.Definitions["PredictionTask"];

    public JsonSchema ErrorResponse => OpenApi.Definitions["ErrorResponse"];

    /// <summary>The document that is built in, read once for the process.</summary>
    public static Task<GatewayDocument> LoadAsyncOnce() => Loaded.Value;

    /// <summary>The model of a path or of another spelling of it; null when there is none. Case matters, as it does at the gateway.</summary>
    public ModelContract? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>A copy of an error body that the document shows.</summary>
    public JObject ErrorExample(string response, string example) =>
        (JObject)((JObject)OpenApi.Responses[response].Content[MediaType].Examples[example].Value).DeepClone();

    private static async Task<GatewayDocument> LoadAsync()
    {
        using Stream stream = typeof(GatewayDocument).Assembly.GetManifestResourceStream("aihubmix-images.yaml")!;
        using var reader = new StreamReader(stream);

        // NSwag's own reading of YAML takes every scalar of an example or an x- key for text.
        IDeserializer yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        string json = JsonConvert.SerializeObject(yaml.Deserialize<object>(reader));
        return new GatewayDocument(await OpenApiDocument.FromJsonAsync(json).ConfigureAwait(false));
    }

    // NJsonSchema runs patterns as .NET does, where a final $ matches before a line break too.
    private static void AnchorPatterns(JsonSchema schema)
    {
        if (schema.Pattern?.EndsWith('$') == true)
        {
            schema.Pattern = $@"{schema.Pattern[..^1]}\z";
        }

        foreach (JsonSchema? part in (IEnumerable<JsonSchema?>)[.. schema.Properties.Values, schema.Item])
        {
            if (part is { HasReference: false })
            {
                AnchorPatterns(part);
            }
        }
    }

    private static JsonSchema RequestSchema(OpenApiOperation operation) => operation.RequestBody.Content[MediaType].Schema.ActualSchema;

    private static IEnumerable<JToken> Replies(OpenApiOperation operation) =>
        operation.ActualResponses["200"].Content[MediaType].Examples.Values.Select(example => example.ActualExample.Value).OfType<JToken>();
}
