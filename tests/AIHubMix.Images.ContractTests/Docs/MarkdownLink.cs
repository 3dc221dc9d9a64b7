namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>A link, and where it stands.</summary>
internal sealed record MarkdownLink(MarkdownPage Page, int Line, string Target)
{
    public bool IsOfTheWeb => Target.Contains("://", StringComparison.Ordinal) || Target.StartsWith("mailto:", StringComparison.Ordinal);

    /// <summary>What is wrong with it; null when it leads somewhere.</summary>
    public string? Problem()
    {
        string[] parts = Target.Split('#', 2);
        string folder = Path.GetDirectoryName(Page.Name)!;
        string name = parts[0].Length == 0 ? Page.Name : Path.GetRelativePath(Repository.PathOf(""), Path.GetFullPath(Repository.PathOf(Path.Combine(folder, parts[0]))));
        string full = Repository.PathOf(name);
        return name.StartsWith("..", StringComparison.Ordinal) ? $"{this} leads out of the repository"
            : !File.Exists(full) && !Directory.Exists(full) ? $"{this} leads to nothing: there is no {name}"
            : parts.Length == 2 && !MarkdownPage.Read(name).Anchors.Contains(parts[1]) ? $"{this} leads to a heading that {name} does not have: {string.Join(", ", MarkdownPage.Read(name).Anchors)}"
            : null;
    }

    public override string ToString() => $"{Page.Name}({Line}): {Target}";
}
