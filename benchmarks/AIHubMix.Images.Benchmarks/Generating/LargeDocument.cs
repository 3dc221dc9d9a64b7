using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>The document with more models than there are: edition after edition of its own, until there are enough.</summary>
/// <remarks>An edition repeats the models in their order under new paths, operation ids and catalog names, and all that their requests
/// refer to under new names, enums included, so that there are as many families to a model as before. Replies are common to all models.</remarks>
internal sealed class LargeDocument
{
    private readonly YamlStream _stream = [];
    private readonly YamlMappingNode _paths;
    private readonly YamlMappingNode _components;
    private readonly string[] _models;

    public LargeDocument(TextReader yaml)
    {
        _stream.Load(yaml);
        YamlNode root = _stream.Documents[0].RootNode;
        _paths = (YamlMappingNode)root["paths"];
        _components = (YamlMappingNode)root["components"];
        _models = [.. _paths.Children.Where(path => IsModel((YamlMappingNode)path.Value)).Select(path => Text(path.Key))];
    }

    /// <summary>How many models there are.</summary>
    public int Models => _models.Length;

    /// <summary>Adds models until there are so many, and writes the document.</summary>
    public void Write(int models, TextWriter writer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(models, Models);
        for (int number = 2, missing = models - Models; missing > 0; number++, missing -= Models)
        {
            AddEdition(number, _models.Take(missing));
        }

        _stream.Save(writer, assignAnchors: false);
    }

    private void AddEdition(int number, IEnumerable<string> paths)
    {
        HashSet<string> parts = [];
        var edition = new Edition(number, parts);
        foreach (string path in paths)
        {
            Collect(_paths[path]["post"]["requestBody"], parts);
            YamlNode copy = edition.Copy(_paths[path]);
            edition.Rename((YamlMappingNode)copy["post"]);
            _paths.Add(edition.Path(path), copy);
        }

        foreach (string part in parts)
        {
            (string section, string name) = Target(part);
            ((YamlMappingNode)_components[section]).Add(edition.Name(name), edition.Copy(_components[section][name]));
        }
    }

    /// <summary>What a node refers to, directly or not.</summary>
    private void Collect(YamlNode node, HashSet<string> parts)
    {
        foreach (YamlMappingNode map in node.AllNodes.OfType<YamlMappingNode>())
        {
            if (map.Children.TryGetValue("$ref", out YamlNode? reference) && parts.Add(Text(reference)))
            {
                (string section, string name) = Target(Text(reference));
                Collect(_components[section][name], parts);
            }
        }
    }

    private static bool IsModel(YamlMappingNode path) =>
        path.Children.TryGetValue("post", out YamlNode? operation) && ((YamlMappingNode)operation).Children.ContainsKey("x-model");

    private static string Text(YamlNode scalar) => ((YamlScalarNode)scalar).Value!;

    private static (string Section, string Name) Target(string reference) =>
        reference.Split('/') is ["#", "components", string section, string name] ? (section, name) : throw new FormatException($"{reference} is not a component.");

    /// <summary>Copies under the names of one edition.</summary>
    private sealed class Edition(int number, HashSet<string> parts)
    {
        private readonly string _number = number.ToString(CultureInfo.InvariantCulture);

        public string Name(string name) => $"Edition{_number}{name}";

        public string Path(string path) => path.Replace("/predictions", Suffixed("") + "/predictions", StringComparison.Ordinal);

        public void Rename(YamlMappingNode operation)
        {
            var model = (YamlMappingNode)operation["x-model"];
            Change(operation, "summary", summary => $"{summary}, edition {_number}");
            Change(model, "name", Name);
            Change(model, "path", Suffixed);
            Change(operation, "operationId", _ => $"predict{Text(model["name"])}");
            if (model.Children.ContainsKey("laterPath"))
            {
                Change(model, "laterPath", Suffixed);
            }

            if (model.Children.TryGetValue("aliases", out YamlNode? aliases))
            {
                model.Children["aliases"] = Like((YamlSequenceNode)aliases, alias => Like(alias, Suffixed));
            }
        }

        public YamlNode Copy(YamlNode node) => node switch
        {
            YamlMappingNode map => Copy(map),
            YamlSequenceNode list => Like(list, Copy),
            _ => node,
        };

        private YamlMappingNode Copy(YamlMappingNode map)
        {
            var copy = new YamlMappingNode { Style = map.Style };
            foreach ((YamlNode key, YamlNode value) in map.Children)
            {
                copy.Add(key, (Text(key), value) switch
                {
                    ("$ref", _) when parts.Contains(Text(value)) => Like(value, reference => "#/components/" + Target(reference).Section + "/" + Name(Target(reference).Name)),
                    ("title", YamlScalarNode) => Like(value, Name),
                    ("x-family", _) => Like(value, Suffixed),
                    _ => Copy(value),
                });
            }

            return copy;
        }

        private string Suffixed(string text) => $"{text}-edition-{_number}";

        private static void Change(YamlMappingNode map, string key, Func<string, string> change) => map.Children[key] = Like(map[key], change);

        private static YamlScalarNode Like(YamlNode scalar, Func<string, string> change) =>
            new(change(Text(scalar))) { Style = ((YamlScalarNode)scalar).Style };

        private static YamlSequenceNode Like(YamlSequenceNode list, Func<YamlNode, YamlNode> change) =>
            new(list.Children.Select(change)) { Style = list.Style };
    }
}
