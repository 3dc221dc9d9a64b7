namespace AIHubMix.Images.Generation.Splitting;

/// <summary>What the templates wrote, cut into files at the lines that name them. What stands before the first of these lines is the head of each file.</summary>
internal sealed class GeneratedCode
{
    private const string Mark = "// ---- file: ";

    private GeneratedCode(IReadOnlyDictionary<string, string> files) => Files = files;

    /// <summary>The text of each file by its name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <exception cref="FormatException">There is no mark, or one names a file that cannot be, or that is there already.</exception>
    public static GeneratedCode Parse(string text)
    {
        string[] parts = $"\n{text}".Split($"\n{Mark}");
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string part in parts.Skip(1))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            string name = (end < 0 ? part : part[..end]).Trim();
            if (!IsFileName(name) || !files.TryAdd(name, $"{parts[0].Trim()}\n\n{part[(end + 1)..].Trim()}\n"))
            {
                throw new FormatException($"The templates name a file '{name}', which {(IsFileName(name) ? "is there already" : "is no name of a file")}.");
            }
        }

        return files.Count > 0 ? new GeneratedCode(files) : throw new FormatException($"The templates wrote no line that begins with '{Mark}'.");
    }

    private static bool IsFileName(string name) => name.Length > 0 && name == Path.GetFileName(name) && name.EndsWith(".g.cs", StringComparison.Ordinal);
}
