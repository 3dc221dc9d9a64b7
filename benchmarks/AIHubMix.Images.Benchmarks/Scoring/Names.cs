using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>The names of contenders, which lines must have before anything is measured.</summary>
internal static class Names
{
    /// <summary>All peers without their versions, so that a line keeps its name when a package is updated.</summary>
    public static readonly IReadOnlyList<string> Peers = [.. WithVersions().Select(Short)];

    /// <summary>The limit, which no client can be expected to reach.</summary>
    public const string Raw = "raw HttpClient";

    public static string Short(string name) => name.Split(' ')[0];

    public static IReadOnlyList<string> WithVersions()
    {
        using var contest = Contest.InMemory(MemoryHandler.ForSmallCalls());
        return [.. contest.Peers.Select(peer => peer.Name)];
    }
}
