using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Problems;

/// <summary>All mistakes that were found.</summary>
internal sealed class Report
{
    private readonly List<Problem> _problems = [];

    /// <summary>By file and place, none twice.</summary>
    public IReadOnlyList<Problem> Problems => [.. _problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Add(Part at, string code, string text) => Add(at.File, (int)at.Start.Line, (int)at.Start.Column, code, text);

    public void Add(SourceFile file, int line, int column, string code, string text) => _problems.Add(new Problem(file.Path, Math.Max(line, 1), Math.Max(column, 1), code, text));
}
