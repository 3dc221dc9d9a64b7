namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>One difference between what a family takes here and at its vendor.</summary>
/// <param name="Grade">What it asks for.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Field">The field, as in <c>color_palette.name</c>; empty for the input itself.</param>
/// <param name="Message">What differs, in words; <see cref="Values"/> come behind it.</param>
internal sealed record Finding(FindingGrade Grade, FindingKind Kind, string Field, string Message)
{
    /// <summary>The values that it is about.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What else there is to say.</summary>
    public string? Remark { get; init; }

    /// <summary>The words, without the field.</summary>
    public string Text => $"{Message}{(Values.Count == 0 ? "" : " " + string.Join(", ", Values.Select(value => $"`{value}`")))}.{(Remark is null ? "" : " " + Remark)}";
}
