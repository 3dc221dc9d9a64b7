using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>Reads the lines of a batch one after the other: an object in each line, or a table with a header.</summary>
internal static class BatchFile
{
    private const char Comma = ',';
    private const char Tab = '\t';
    private const char Quote = '"';

    /// <summary>Whether the name is that of a table.</summary>
    public static bool IsTable(string path) => Path.GetExtension(path).ToUpperInvariant() is ".CSV" or ".TSV";

    /// <summary>The lines, read anew each time they are asked for.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<RawLine> Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        IEnumerable<RawLine> lines = IsTable(path) ? ReadTable(reader, Path.GetExtension(path).Equals(".tsv", StringComparison.OrdinalIgnoreCase) ? Tab : Comma) : ReadObjects(reader);
        foreach (RawLine line in lines)
        {
            yield return line;
        }
    }

    internal static IEnumerable<RawLine> ReadObjects(TextReader reader)
    {
        for (int number = 1; reader.ReadLine() is { } text; number++)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return ReadObject(number, text);
            }
        }
    }

    internal static IEnumerable<RawLine> ReadTable(TextReader reader, char separator)
    {
        int number = 1;
        if (ReadRecord(reader, separator, ref number, out _) is not { } header)
        {
            yield break;
        }

        while (true)
        {
            int first = number;
            if (ReadRecord(reader, separator, ref number, out bool isOpen) is not { } cells)
            {
                yield break;
            }

            if (cells is [""])
            {
                continue;
            }

            yield return isOpen ? new RawLine(first, [], "a quote is never closed")
                : cells.Count != header.Count ? new RawLine(first, [], $"it has {cells.Count} cells, and the header has {header.Count}")
                : new RawLine(first, [.. header.Zip(cells).Where(cell => cell.Second.Length > 0).Select(cell => new RawMember(cell.First.Trim(), cell.Second, null, IsJson: false))]);
        }
    }

    private static RawLine ReadObject(int number, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject json
                ? new RawLine(number, [.. json.Select(member => new RawMember(member.Key, member.Value?.ToJsonString() ?? "null", member.Value, IsJson: true))])
                : new RawLine(number, [], "it is no JSON object");
        }
        catch (JsonException exception)
        {
            return new RawLine(number, [], $"it is no JSON: {exception.Message}");
        }
    }

    // Cells in quotes may hold separators, line ends, and quotes written twice.
    private static List<string>? ReadRecord(TextReader reader, char separator, ref int number, out bool isOpen)
    {
        isOpen = false;
        if (reader.Peek() < 0)
        {
            return null;
        }

        var cells = new List<string>();
        var cell = new StringBuilder();
        bool wasQuoted = false;
        for (int read = reader.Read(); ; read = reader.Read())
        {
            if (isOpen)
            {
                if (read < 0)
                {
                    cells.Add(cell.ToString());
                    return cells;
                }

                if (read == '\n')
                {
                    number++;
                }

                if (read != Quote)
                {
                    cell.Append((char)read);
                }
                else if (reader.Peek() == Quote)
                {
                    cell.Append((char)reader.Read());
                }
                else
                {
                    isOpen = false;
                }
            }
            else if (read == Quote && cell.Length == 0 && !wasQuoted)
            {
                isOpen = wasQuoted = true;
            }
            else if (read == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                wasQuoted = false;
            }
            else if (read is < 0 or '\n')
            {
                number += read < 0 ? 0 : 1;
                cells.Add(cell.ToString());
                return cells;
            }
            else if (read != '\r' || reader.Peek() is not ('\n' or < 0))
            {
                cell.Append((char)read);
            }
        }
    }
}
