using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.PackageTests.Workflows;

/// <summary>A workflow of the repository, as far as it calls something.</summary>
internal sealed class Workflow
{
    private readonly YamlMappingNode _root;

    public Workflow(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        _root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Repository.PathOf(".github/workflows")).Select(file => Path.GetFileName(file));

    public IReadOnlyDictionary<string, string> Permissions => Map(_root, "permissions").ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value));

    /// <summary>Each command, with the folder that it is called in.</summary>
    public IEnumerable<(string Folder, string Command)> Commands =>
        from job in Jobs
        from step in Steps(job)
        where step.Children.ContainsKey("run")
        select (Find(step, "working-directory") ?? FolderOf(job), Text(step["run"]));

    /// <summary>The files that steps are given, with the name of the setting.</summary>
    public IEnumerable<string> FilesOfSettings =>
        from job in Jobs
        from step in Steps(job)
        from setting in Map(step, "with")
        where Text(setting.Key).EndsWith("-file", StringComparison.Ordinal)
        select Text(setting.Value);

    private IEnumerable<YamlMappingNode> Jobs => Map(_root, "jobs").Select(job => (YamlMappingNode)job.Value);

    public static Workflow Read(string name) => new(File.ReadAllText(Repository.PathOf($".github/workflows/{name}")));

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    private static string FolderOf(YamlMappingNode job) =>
        Map(job, "defaults").Select(defaults => Find((YamlMappingNode)defaults.Value, "working-directory")).SingleOrDefault() ?? ".";

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Map(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out YamlNode? value) ? ((YamlMappingNode)value).Children : [];

    private static string? Find(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out YamlNode? value) ? Text(value) : null;

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
