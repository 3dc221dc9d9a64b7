using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes for users between two states of the document.</summary>
internal sealed class DocumentDiff
{
    private readonly SpecDocument _old;
    private readonly SpecDocument _new;
    private readonly List<Change> _changes = [];

    private DocumentDiff(SpecDocument old, SpecDocument @new) => (_old, _new) = (old, @new);

    /// <summary>All changes: the grave ones first, then by subject, each in the order of the document.</summary>
    public static IReadOnlyList<Change> Compare(SpecDocument old, SpecDocument @new)
    {
        var diff = new DocumentDiff(old, @new);
        var renames = new Renames(old, @new);
        new ModelDiff(old, @new, renames, diff._changes).Compare();
        new TypeDiff(old, @new, renames, diff._changes).Compare();
        diff.CompareSurroundings();
        return [.. diff._changes.OrderBy(change => change.Grade).ThenBy(change => change.Subject, StringComparer.Ordinal)];
    }

    // What the client is written for by hand: hosts, the tasks operation, the frames of requests and answers.
    private void CompareSurroundings()
    {
        string[] before = HostsOf(_old.Root), after = HostsOf(_new.Root);
        if (!before.SequenceEqual(after))
        {
            About("the document").Notice("hosts", null, $"names the hosts {List(after)}, in place of {List(before)}; `AIHubMixClientOptions.SubmitEndpoint` sets which one is called, its default stays");
        }

        foreach ((string name, JsonObject operation) in _new.OtherOperations)
        {
            if (!_old.OtherOperations.TryGetValue(name, out JsonObject? known))
            {
                About($"`{name}`").Add("operation-added", null, "is described now");
            }
            else if (!SilentChanges.AreAlike(known, operation))
            {
                About($"`{name}`").Notice("operation-changed", null, "is described otherwise");
            }
        }

        foreach (string name in _old.OtherOperations.Keys.Except(_new.OtherOperations.Keys))
        {
            About($"`{name}`").Notice("operation-removed", null, "is no longer described");
        }

        foreach (SpecType frame in _old.Types.Where(type => type.Kind == "envelope" && !IsFrameOfInput(type)))
        {
            if (_new.FindType(frame.Title) is not { Kind: "envelope" } now || !SilentChanges.AreAlike(frame.Schema, now.Schema))
            {
                About($"`{frame.Title}`").Notice("envelope", null, "which the client reads by itself, is described otherwise");
            }
        }
    }

    private ChangeSubject About(string name) => new(name, [], _changes);

    private static bool IsFrameOfInput(SpecType type) => type.Fields is [{ Wire: "input" }];

    private static string[] HostsOf(JsonObject root) => root["servers"] is JsonArray servers ? [.. servers.Select(server => server.Text("url") ?? "")] : [];

    private static string List(string[] hosts) => hosts.Length == 0 ? "none" : string.Join(", ", hosts.Select(host => $"`{host}`"));
}
