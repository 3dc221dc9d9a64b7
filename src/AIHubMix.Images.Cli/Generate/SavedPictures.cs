using System.Globalization;
using System.Text.Json;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Generate;

/// <summary>A result whose pictures are in files: what is told of it to people and to programs.</summary>
/// <param name="Result">The result.</param>
/// <param name="Files">The files, by the names that people gave.</param>
/// <param name="Bytes">The length of each.</param>
internal sealed record SavedPictures(ImageResult Result, IReadOnlyList<string> Files, IReadOnlyList<long> Bytes)
{
    public static SavedPictures Of(ImageResult result, PictureTarget target)
    {
        string[] paths = [.. result.Images.Select(image => image.Path).OfType<string>()];
        return new SavedPictures(result, [.. paths.Select(target.Spell)], [.. paths.Select(path => new FileInfo(path).Length)]);
    }

    /// <summary>Tells of them, to people or to programs.</summary>
    /// <param name="host">The terminal.</param>
    /// <param name="asJson">Whether to programs.</param>
    /// <param name="billed">The bill of the simulator; null where there is none.</param>
    public void Report(ToolHost host, bool asJson, int? billed)
    {
        if (asJson)
        {
            host.Output.WriteLine(ToJson(billed));
        }
        else
        {
            Write(host);
        }
    }

    private void Write(ToolHost host)
    {
        int widest = Files.Count == 0 ? 0 : Files.Max(file => file.Length);
        foreach ((int index, string file) in Files.Index())
        {
            string pixels = Result.Images[index].Header is { } header ? Units.Pixels(header) : "unknown";
            host.Output.WriteLine($"{file.PadRight(widest)}  {pixels}  {Units.Bytes(Bytes[index])}");
        }

        string summary = string.Create(CultureInfo.InvariantCulture, $"{Files.Count} {(Files.Count == 1 ? "picture" : "pictures")} of {Result.Model} in {Units.Seconds(Result.Duration)}");
        if (Result.Usage?.TotalTokens is { } tokens)
        {
            summary += string.Create(CultureInfo.InvariantCulture, $", {tokens} tokens");
        }

        host.Output.WriteLine(Result.RequestId is { } id ? $"{summary}, request {id}" : summary);
        if (Result is { IsComplete: false, RequestedCount: { } asked })
        {
            host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Fewer pictures came than the {asked} asked for: vendors leave out what their filters withhold."));
        }
    }

    private string ToJson(int? billed) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("model", Result.Model);
        json.WriteStartArray("pictures");
        foreach ((int index, string file) in Files.Index())
        {
            ImageHeader? header = Result.Images[index].Header;
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteString("mediaType", header?.MediaType);
            json.WriteNumber("width", header?.Width);
            json.WriteNumber("height", header?.Height);
            json.WriteNumber("bytes", Bytes[index]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("requested", Result.RequestedCount);
        json.WriteBoolean("complete", Result.IsComplete);
        json.WriteNumber("seconds", Math.Round(Result.Duration.TotalSeconds, 3));
        json.WriteNumber("attempts", Result.Attempts);
        json.WriteNumber("polls", Result.Polls);
        json.WriteString("requestId", Result.RequestId);
        json.WriteString("taskId", Result.TaskId);
        WriteUsage(json, Result.Usage);
        if (billed is { } count)
        {
            json.WriteNumber("simulatedBill", count);
        }

        json.WriteEndObject();
    });

    private static void WriteUsage(Utf8JsonWriter json, ImageUsage? usage)
    {
        if (usage is null)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("inputTokens", usage.InputTokens);
        json.WriteNumber("outputTokens", usage.OutputTokens);
        json.WriteNumber("totalTokens", usage.TotalTokens);
        json.WriteEndObject();
    }
}
