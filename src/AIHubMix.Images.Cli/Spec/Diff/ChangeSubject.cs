namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>A model or a type, and the changes that are told under it.</summary>
/// <param name="name">Its C# name.</param>
/// <param name="models">The models that it concerns.</param>
/// <param name="changes">Where the changes go.</param>
internal sealed class ChangeSubject(string name, IReadOnlyList<string> models, ICollection<Change> changes)
{
    /// <summary>Code that names the members does not compile any more.</summary>
    public void BreakCode(string kind, string? field, string text, params IReadOnlyList<string> members) => changes.Add(New(Grade.Breaking, kind, field, text) with { BrokenMembers = members });

    /// <summary>Code that names the members does not compile any more, and inputs are refused as well.</summary>
    public void BreakCodeAndInputs(string kind, string? field, string text, params IReadOnlyList<string> members) =>
        changes.Add(New(Grade.Breaking, kind, field, text) with { BrokenMembers = members, RefusesInputs = true });

    /// <summary>An input that was taken is refused.</summary>
    public void BreakInputs(string kind, string? field, string text) => changes.Add(New(Grade.Breaking, kind, field, text) with { RefusesInputs = true });

    public void Notice(string kind, string? field, string text) => changes.Add(New(Grade.Notice, kind, field, text));

    public void Add(string kind, string? field, string text) => changes.Add(New(Grade.Addition, kind, field, text));

    private Change New(Grade grade, string kind, string? field, string text) =>
        new() { Grade = grade, Kind = kind, Subject = name, Models = models, Field = field, Text = text };
}
