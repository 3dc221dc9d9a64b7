using System.Text.Json;

namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>What <c>spec diff --json</c> prints, as far as it is compared.</summary>
/// <param name="Grades">The grade of each change.</param>
/// <param name="BrokenMembers">The C# members that a breaking change names.</param>
/// <param name="RefusesInputs">Whether inputs are refused that were taken.</param>
/// <param name="Text">All sentences.</param>
internal sealed record Report(IReadOnlyList<string> Grades, IReadOnlySet<string> BrokenMembers, bool RefusesInputs, string Text)
{
    public static Report Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement[] changes = [.. document.RootElement.GetProperty("changes").EnumerateArray()];
        JsonElement[] breaking = [.. changes.Where(change => change.GetProperty("grade").GetString() == "breaking")];
        return new Report(
            [.. changes.Select(change => change.GetProperty("grade").GetString()!)],
            breaking.SelectMany(change => change.GetProperty("brokenMembers").EnumerateArray()).Select(member => member.GetString()!).ToHashSet(),
            breaking.Any(change => change.GetProperty("refusesInputs").GetBoolean()),
            string.Join('\n', changes.Select(change => $"{change.GetProperty("subject").GetString()} {change.GetProperty("text").GetString()}")));
    }
}
