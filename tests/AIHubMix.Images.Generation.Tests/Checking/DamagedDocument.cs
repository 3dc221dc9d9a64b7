using AIHubMix.Images.Generation.Checking;
using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;
using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.Generation.Tests.Checking;

/// <summary>A copy of the gateway's document, to be damaged.</summary>
internal sealed class DamagedDocument
{
    public const string Gpt = "/v1/models/opanai/gpt-image-1/predictions";
    public const string Flux = "/v1/models/bfl/flux-kontext-max/predictions";
    public const string Imagen3 = "/v1/models/google/imagen-3.0-generate-002/predictions";
    public const string Ideogram = "/v1/models/ideogram/V3/predictions";
    public const string Stable = "/v1/models/stability/Stable-Diffusion-3-5-Large/predictions";
    public const string Tasks = "/v1/tasks/{taskId}";

    private readonly Part _root = SourceFile.Read(Repository.PathOf("openapi/aihubmix-images.yaml"), new Report())!.Value;

    /// <summary>What stands under keys, and in lists under numbers.</summary>
    public YamlNode this[params string[] keys] => keys.Aggregate(_root.Node, (node, key) => node is YamlSequenceNode list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] : ((YamlMappingNode)node).Children[new YamlScalarNode(key)]);

    public YamlNode Post(string path = Gpt, params string[] keys) => this[["paths", path, "post", .. keys]];

    public YamlNode Schema(string name, params string[] keys) => this[["components", "schemas", name, .. keys]];

    public YamlNode Property(string schema, string name) => Schema(schema, "properties", name);

    public YamlNode Ask(string path, string example = "full") => Post(path, "requestBody", "content", "application/json", "examples", example, "value", "input");

    public YamlNode Answer(string path, string example) => Post(path, "responses", "200", "content", "application/json", "examples", example, "value");

    public YamlNode Shared(string example) => this["components", "examples", example, "value"];

    public YamlNode Rule(string schema, string kind) => ((YamlSequenceNode)Schema(schema, "x-rules")).First(rule => ((YamlScalarNode)rule["rule"]).Value == kind);

    /// <summary>The codes of what is found.</summary>
    public string[] Codes() => [.. Problems().Select(problem => problem.Code).Distinct()];

    public IReadOnlyList<Problem> Problems()
    {
        var report = new Report();
        new Description([_root], isOwn: false).Check(report);
        return report.Problems;
    }
}
