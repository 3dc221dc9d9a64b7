using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Generate;

/// <summary>Where pictures are saved: a file, or a pattern with <c>{n}</c>.</summary>
internal sealed class PictureTarget
{
    /// <summary>What a name of a file can end in.</summary>
    public static readonly IReadOnlyList<string> Extensions = ["", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"];

    private readonly string _directory;

    /// <param name="host">The terminal.</param>
    /// <param name="pattern">What was written.</param>
    public PictureTarget(ToolHost host, string pattern)
    {
        _directory = host.Directory;
        Pattern = pattern;
        Path = System.IO.Path.GetFullPath(pattern, _directory);
    }

    /// <summary>What was written.</summary>
    public string Pattern { get; }

    /// <summary>The whole path of the file or the pattern.</summary>
    public string Path { get; }

    /// <summary>A name that no earlier picture has.</summary>
    /// <param name="model">The path of the model.</param>
    /// <param name="time">The clock.</param>
    public static string DefaultFor(string model, TimeProvider time) =>
        $"{model[(model.IndexOf('/') + 1)..]}-{time.GetLocalNow().ToString("yyyyMMdd-HHmmss", System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>Makes the folder, and sees to it that no picture is replaced.</summary>
    /// <exception cref="ToolException">There is a file of that name.</exception>
    public void Prepare(bool replaces)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path) ?? _directory);
        string first = Path.Replace("{n}", "1", StringComparison.Ordinal);
        if (!replaces && Extensions.Select(extension => first + extension).FirstOrDefault(File.Exists) is { } existing)
        {
            throw new ToolException($"There is a file '{Spell(existing)}' already, and it may be paid for. Choose another name with -o, or pass --force to replace it. Nothing was sent.");
        }
    }

    /// <summary>The name of a file as people would write it.</summary>
    public string Spell(string file) => System.IO.Path.IsPathRooted(Pattern) ? file : System.IO.Path.GetRelativePath(_directory, file);
}
