using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Failures;
using YamlDotNet.Core;

namespace AIHubMix.Images.Cli.Spec;

/// <summary>An OpenAPI document in a file, JSON or YAML.</summary>
internal static class SpecFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = YamlReader.MaxDepth };

    /// <summary>Reads an OpenAPI 3 document.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The whole document; aliases and merge keys are resolved, references are not.</returns>
    /// <exception cref="ToolException">There is no such file, it cannot be parsed, or it is no OpenAPI 3 document.</exception>
    public static JsonObject Load(string path)
    {
        string text = Read(path);
        JsonNode? root;
        try
        {
            root = IsJson(text) ? JsonNode.Parse(text, documentOptions: Strict) : new YamlReader(text).Read();
        }
        catch (JsonException exception)
        {
            throw new ToolException($"{path}{Position(exception.LineNumber + 1, exception.BytePositionInLine + 1)} is no JSON: {WithoutPosition(exception.Message)}");
        }
        catch (YamlException exception)
        {
            throw new ToolException($"{path}{Position(exception.Start.Line, exception.Start.Column)} is no YAML: {exception.Message}");
        }

        if (root is not JsonObject document)
        {
            throw new ToolException($"{path} is no OpenAPI document: it has no object at its top.");
        }

        return document["openapi"]?.ToString() is { } version
            ? version.StartsWith("3.", StringComparison.Ordinal)
                ? document
                : throw new ToolException($"{path} is an OpenAPI {version} document; only OpenAPI 3 is read.")
            : document["swagger"] is { } swagger
                ? throw new ToolException($"{path} is a Swagger {swagger} document; convert it to OpenAPI 3 first.")
                : throw new ToolException($"{path} is no OpenAPI document: the member 'openapi' with its version is missing.");
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ToolException($"There is no file {path}.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{path} cannot be read: {exception.Message}");
        }
    }

    private static bool IsJson(string text) => text.AsSpan().TrimStart() is ['{', ..];

    private static string Position(long? line, long? column) => line is null ? "" : string.Create(CultureInfo.InvariantCulture, $":{line}:{column}");

    // System.Text.Json counts from zero; the place stands before the message already.
    private static string WithoutPosition(string message) => message.Split(" LineNumber:")[0].Split(" Path: ")[0];
}
