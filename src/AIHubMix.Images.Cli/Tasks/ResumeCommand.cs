using System.Buffers;

namespace AIHubMix.Images.Cli.Tasks;

/// <summary>The command that goes on with a task, ready to be pasted into a shell.</summary>
internal static class ResumeCommand
{
    private static readonly SearchValues<char> Harmless = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@%+,-{}");

    /// <param name="token">The token of the task.</param>
    /// <param name="pattern">Where its pictures go; null to leave that open.</param>
    /// <param name="connection">Options that name the gateway, with a space before each.</param>
    public static string Write(string token, string? pattern, string connection) =>
        $"aihubmix-images task {token} save{(pattern is null ? "" : $" -o {Quote(pattern)}")}{connection}";

    private static string Quote(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Harmless) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
