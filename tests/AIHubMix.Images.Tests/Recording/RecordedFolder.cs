using System.Text.Json.Nodes;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Recording;

/// <summary>A folder that a client records to, and what is in it, in the order of the names.</summary>
internal sealed class RecordedFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.PathOf("made/when missing");

    public string[] Files => Directory.Exists(Path) ? [.. Directory.GetFiles(Path).Order(StringComparer.Ordinal)] : [];

    public IEnumerable<string> Texts => Files.Select(File.ReadAllText);

    public JsonNode[] Exchanges => [.. Texts.Select(text => JsonNode.Parse(text)!)];

    /// <summary>A bench that records here.</summary>
    public Bench Bench(Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null) =>
        new(options => (configure?.Invoke(options) ?? options) with { RecordDirectory = Path });

    public void Dispose() => _folder.Dispose();
}
