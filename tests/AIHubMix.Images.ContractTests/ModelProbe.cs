using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator.Contract;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests;

/// <summary>Drives a model of the catalog with JSON, whatever the type of its input is.</summary>
public abstract class ModelProbe
{
    private static readonly Dictionary<string, ModelProbe> ByPath = typeof(ImageModels)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ImageModel<>))
        .Select(property => (ModelProbe)Activator.CreateInstance(
            typeof(TypedProbe<>).MakeGenericType(property.PropertyType.GenericTypeArguments), property.GetValue(null))!)
        .ToDictionary(probe => probe.Model.Path);

    public static IEnumerable<string> Paths => ByPath.Keys;

    public abstract ImageModel Model { get; }

    /// <summary>Whether the gateway knows, or knew, the model by another path.</summary>
    public bool HasOtherSpelling => Model.Aliases.Any(alias => alias.Contains('/', StringComparison.Ordinal));

    /// <summary>The least that the model takes, asking for one picture.</summary>
    public string Minimal(string prompt = "A deer") => MinimalObject(prompt).ToJsonString();

    /// <summary>The least that the model takes, asking for one picture.</summary>
    public JsonObject MinimalObject(string prompt = "A deer")
    {
        ModelContract contract = DocumentModels.Of(Model.Path);
        JsonObject input = InputCases.Minimal(contract);
        input["prompt"] = prompt;
        foreach (JsonSchemaProperty count in contract.FieldsOf("count").Where(field => field.Default is not (null or 1 or 1L)).Take(1))
        {
            input[count.Name] = 1;
        }

        return input;
    }

    public static ModelProbe Of(string path) => ByPath[path];

    /// <summary>What the client's own validation says of an input.</summary>
    public abstract IReadOnlyList<InputViolation> Validate(string input);

    /// <summary>What the client's own validation says of an input with the least that goes with a member and that member, given by its JSON name or its name in C#.</summary>
    public abstract IReadOnlyList<InputViolation> ValidateWith(string member, object value);

    /// <summary>Whether the typed input has room for JSON.</summary>
    public bool CanRead(string input)
    {
        try
        {
            Validate(input);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads JSON into the typed input and writes it again.</summary>
    public abstract string RoundTrip(string input);

    public abstract Task<ImageResult> GenerateAsync(AIHubMixClient client, string input, CancellationToken cancellationToken);

    /// <summary>Submits to another spelling of the model's path.</summary>
    public abstract Task<ImageTask> SubmitAsync(AIHubMixClient client, string path, string input, CancellationToken cancellationToken);

    private sealed class TypedProbe<TInput>(ImageModel<TInput> model) : ModelProbe
        where TInput : class, IImageInput<TInput>
    {
        public override ImageModel Model => model;

        public override IReadOnlyList<InputViolation> Validate(string input) => model.Validate(Read(input));

        public override IReadOnlyList<InputViolation> ValidateWith(string member, object value)
        {
            ModelContract contract = DocumentModels.Of(Model.Path);
            TInput input = Read((contract.Input.ActualProperties.ContainsKey(member) ? InputCases.MinimalWith(contract, member) : InputCases.Minimal(contract)).ToJsonString());
            typeof(TInput).GetProperties()
                .Single(property => property.Name == member || property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name == member)
                .SetValue(input, value);
            return model.Validate(input);
        }

        public override string RoundTrip(string input) => JsonSerializer.Serialize(Read(input), TInput.JsonTypeInfo);

        public override Task<ImageResult> GenerateAsync(AIHubMixClient client, string input, CancellationToken cancellationToken) =>
            client.GenerateAsync(model, Read(input), cancellationToken: cancellationToken);

        public override Task<ImageTask> SubmitAsync(AIHubMixClient client, string path, string input, CancellationToken cancellationToken) =>
            client.SubmitAsync(new ImageModel<TInput>(path), Read(input), cancellationToken: cancellationToken);

        private static TInput Read(string input) => JsonSerializer.Deserialize(input, TInput.JsonTypeInfo)!;
    }
}
