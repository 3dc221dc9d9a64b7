using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.Generation.Tests.Checking;

/// <summary>Changes nodes in place, to what is written as YAML.</summary>
internal static class YamlEdits
{
    public static void Set(this YamlNode map, string key, string yaml) => ((YamlMappingNode)map).Children[new YamlScalarNode(key)] = Parse(yaml);

    public static void Remove(this YamlNode map, string key) => Assert.True(((YamlMappingNode)map).Children.Remove(new YamlScalarNode(key)), key);

    public static void Add(this YamlNode list, string yaml) => ((YamlSequenceNode)list).Add(Parse(yaml));

    private static YamlNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }
}
