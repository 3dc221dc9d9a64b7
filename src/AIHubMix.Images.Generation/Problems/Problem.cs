namespace AIHubMix.Images.Generation.Problems;

/// <summary>A mistake, and where it is.</summary>
internal sealed record Problem(string File, int Line, int Column, string Code, string Text)
{
    /// <summary>As MSBuild and editors read it.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}({Line},{Column}): error {Code}: {Text}");
}
