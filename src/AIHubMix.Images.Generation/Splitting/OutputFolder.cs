namespace AIHubMix.Images.Generation.Splitting;

/// <summary>The folder of generated files. Builds that run beside each other never see half a file, and a file that is as it was is left alone.</summary>
internal sealed class OutputFolder(string path)
{
    /// <summary>The name of the file that lists the others; it is written last, and always, so that its time is that of the generation.</summary>
    public const string List = "files.txt";

    /// <summary>Makes the folder hold these files and no other generated ones.</summary>
    /// <returns>How many were written.</returns>
    public int Update(IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(path);
        int written = files.Count(file => WriteIfOther(Path.Combine(path, file.Key), file.Value));
        foreach (string stale in Directory.EnumerateFiles(path, "*.g.cs").Where(file => !files.ContainsKey(Path.GetFileName(file))).ToArray())
        {
            File.Delete(stale);
        }

        Write(Path.Combine(path, List), string.Concat(files.Keys.Order(StringComparer.Ordinal).Select(name => $"{name}\n")));
        return written;
    }

    /// <summary>Writes a file unless it has this text already.</summary>
    public static bool WriteIfOther(string file, string text)
    {
        bool isOther = !File.Exists(file) || File.ReadAllText(file) != text;
        if (isOther)
        {
            Write(file, text);
        }

        return isOther;
    }

    private static void Write(string file, string text)
    {
        string scratch = $"{file}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(scratch, text);
        File.Move(scratch, file, overwrite: true);
    }
}
