using AIHubMix.Images.Generation.Yaml;
using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.Generation.Completing;

/// <summary>All files as one OpenAPI document, which is what the templates are given.</summary>
internal static class MergedDocument
{
    /// <param name="files">Files that were completed and have no mistakes.</param>
    public static string Write(IEnumerable<Part> files)
    {
        var merged = new YamlMappingNode();
        foreach (Part file in files)
        {
            Add(merged, (YamlMappingNode)file.Node);
        }

        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(merged)).Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    // Maps are joined and lists set together; of anything else the first is taken.
    private static void Add(YamlMappingNode merged, YamlMappingNode file)
    {
        foreach ((YamlNode key, YamlNode value) in file.Children)
        {
            if (!merged.Children.TryGetValue(key, out YamlNode? there))
            {
                merged.Add(key, value);
            }
            else if (there is YamlMappingNode map && value is YamlMappingNode other)
            {
                Add(map, other);
            }
            else if (there is YamlSequenceNode list && value is YamlSequenceNode others)
            {
                foreach (YamlNode item in others.Where(item => !list.Contains(item)))
                {
                    list.Add(item);
                }
            }
        }
    }
}
