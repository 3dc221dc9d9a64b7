using System.Collections.Concurrent;

namespace AIHubMix.Images.Submitting;

/// <summary>Under which spelling of its path each model is called: what has worked, for as long as the client lives, and else what the options say.</summary>
internal sealed class Spellings(ModelPathSpelling preferred)
{
    private readonly ConcurrentDictionary<string, string> _worked = new(StringComparer.Ordinal);

    // Nearly always nothing is remembered, and every call asks.
    private volatile bool _remembers;

    /// <summary>The path to call a model under.</summary>
    public string Of(ImageModel model) =>
        _remembers && _worked.TryGetValue(model.Path, out string? path) ? path
        : preferred == ModelPathSpelling.Later && model.LaterPath is { } later ? later
        : model.Path;

    /// <summary>The path to try when the gateway knows no model under another; null when there is none.</summary>
    public static string? Other(ImageModel model, string refused) =>
        model.Path != refused ? model.Path : model.Aliases.FirstOrDefault(alias => alias.Contains('/', StringComparison.Ordinal) && alias != refused);

    /// <summary>Remembers under which path the gateway knows a model.</summary>
    public void Remember(ImageModel model, string path)
    {
        _worked[model.Path] = path;
        _remembers = true;
    }
}
