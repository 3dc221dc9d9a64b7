using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>One line of a batch as it stands in the file.</summary>
/// <param name="Number">The number of its first line in the file, from 1.</param>
/// <param name="Members">Its members, in their order.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
internal sealed record RawLine(int Number, IReadOnlyList<RawMember> Members, string? Problem = null);

/// <summary>One member of a line.</summary>
/// <param name="Name">The name.</param>
/// <param name="Text">The value, where the file has texts alone, or the JSON of it.</param>
/// <param name="Value">The value as JSON.</param>
/// <param name="IsJson">Whether it is JSON.</param>
internal sealed record RawMember(string Name, string Text, JsonNode? Value, bool IsJson)
{
    /// <summary>The text that the value is; null when it is no text.</summary>
    public string? AsText => !IsJson ? Text : Value is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
