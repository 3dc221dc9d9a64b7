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
        Models = ModelsOf(document);
        Index();
    }

    private GatewayDocument(GatewayDocument gateway, IReadOnlyList<ModelContract> own)
    {
        OpenApi = gateway.OpenApi;
        Models = [.. own, .. gateway.Models.Where(model => own.All(other => other.Path != model.Path))];
        Index();
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

    /// <summary>The document that is built in, with the models of others.</summary>
    public static async Task<GatewayDocument> LoadAsync(IReadOnlyList<string> documents)
    {
        GatewayDocument gateway = await LoadAsyncOnce().ConfigureAwait(false);
        var own = new List<ModelContract>();
        foreach (string document in documents)
        {
            own.AddRange(await ReadOwnAsync(document).ConfigureAwait(false));
        }

        return own.Count == 0 ? gateway : new GatewayDocument(gateway, own);
    }

    /// <summary>The model of a path or of another spelling of it; null when there is none. Case matters, as it does at the gateway.</summary>
    public ModelContract? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>A copy of an error body that the document shows.</summary>
    public JObject ErrorExample(string response, string example) =>
        (JObject)((JObject)OpenApi.Responses[response].Content[MediaType].Examples[example].Value).DeepClone();

    private void Index()
    {
        foreach (ModelContract model in Models)
        {
            _byPath[model.Path] = model;
            foreach (string alias in model.Aliases)
            {
                _byPath.TryAdd(alias, model);
            }
        }
    }

    private static async Task<GatewayDocument> LoadAsync()
    {
        using Stream stream = typeof(GatewayDocument).Assembly.GetManifestResourceStream("aihubmix-images.yaml")!;
        using var reader = new StreamReader(stream);
        return new GatewayDocument(await ReadAsync(reader).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyList<ModelContract>> ReadOwnAsync(string path)
    {
        using StreamReader reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, path));
        IReadOnlyList<ModelContract> models = ModelsOf(await ReadAsync(reader).ConfigureAwait(false));
        return models.Count > 0 ? models : throw new InvalidDataException(
            $"'{path}' describes no model. Pass the file that AIHubMix.Images.Generation puts beside the assembly of the project that has the models, such as App.models.yaml.");
    }

    private static async Task<OpenApiDocument> ReadAsync(TextReader reader)
    {
        // NSwag's own reading of YAML takes every scalar of an example or an x- key for text.
        IDeserializer yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        string json = JsonConvert.SerializeObject(yaml.Deserialize<object>(reader));
        return await OpenApiDocument.FromJsonAsync(json).ConfigureAwait(false);
    }

    private static IReadOnlyList<ModelContract> ModelsOf(OpenApiDocument document)
    {
        foreach (JsonSchema schema in document.Definitions.Values)
        {
            AnchorPatterns(schema);
        }

        return [.. document.Operations
            .Where(operation => operation.Operation.Extension("x-model") is not null)
            .Select(operation => new ModelContract(operation.Operation, RequestSchema(operation.Operation), Replies(operation.Operation)))];
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
        operation.ActualResponses["200"].Content.TryGetValue(MediaType, out OpenApiMediaType? media) == false ? [] : media.Examples.Values.Select(example => example.ActualExample.Value).OfType<JToken>();
}
