using AIHubMix.Images.Generation.Checking;
using AIHubMix.Images.Generation.Problems;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.Generation.Yaml;

/// <summary>A file of YAML as its author has it.</summary>
/// <param name="Path">As the project names it.</param>
internal sealed record SourceFile(string Path)
{
    /// <summary>All that is in it; null when it could not be read.</summary>
    public YamlNode? Root { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <returns>What is in it; null when it is no YAML, or no map, which is reported.</returns>
    public static Part? Read(string path, Report report)
    {
        var file = new SourceFile(path);
        Parser? parser = null;
        try
        {
            var yaml = new YamlStream();
            using StreamReader reader = System.IO.File.OpenText(path);
            parser = new Parser(reader);
            yaml.Load(new MergingParser(parser));
            switch (yaml.Documents)
            {
                case [{ RootNode: YamlMappingNode root }]:
                    file.Root = root;
                    return new Part(file, root);
                case [_, { RootNode: var second }, ..]:
                    report.Add(new Part(file, second), ProblemCode.Syntax, "A second YAML document begins here; put it into a file of its own.");
                    return null;
                default:
                    report.Add(file, 1, 1, ProblemCode.Syntax, "The file is no map of keys; begin with 'paths:' and 'components:'.");
                    return null;
            }
        }
        catch (YamlException exception)
        {
            if (MisplacedSchema.In(System.IO.File.ReadLines(path).Take((int)exception.Start.Line)) is var (line, column, name))
            {
                report.Add(file, line, column, ProblemCode.UnknownKey, MisplacedSchema.Message(name));
            }
            else if (exception.Message.Contains("tab", StringComparison.Ordinal) && System.IO.File.ReadLines(path).Index().FirstOrDefault(line => line.Item.TrimStart(' ').StartsWith('\t')) is (var index, { } indented))
            {
                report.Add(file, index + 1, indented.IndexOf('\t') + 1, ProblemCode.Syntax, $"This is no YAML: the line is indented by a tab. {SyntaxCure.Of(exception.Message)}");
            }
            else
            {
                report.Add(file, (int)exception.Start.Line, (int)exception.Start.Column, ProblemCode.Syntax, $"This is no YAML: {Sentence(exception)} {SyntaxCure.Of(exception.Message)}");
            }

            return null;
        }
        catch (InvalidOperationException) when (parser?.Current is { } last)
        {
            // All that YamlDotNet says of a bracket that is left open at the end of a line.
            report.Add(file, (int)last.Start.Line, (int)last.Start.Column, ProblemCode.Syntax, "This is no YAML: a bracket or brace is not closed. Close it.");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report.Add(file, 1, 1, ProblemCode.Unreadable, $"The file cannot be read: {exception.Message} Correct the AIHubMixModel item of the project.");
            return null;
        }
    }

    private static string Sentence(YamlException exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.') + ".";
}
