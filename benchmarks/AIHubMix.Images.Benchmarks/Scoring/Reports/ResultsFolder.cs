namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>Where the repository keeps what was measured.</summary>
internal static class ResultsFolder
{
    private const string Root = "Codegen.sln";

    /// <exception cref="ScorecardException">This program lies outside the repository.</exception>
    public static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Root)))
            {
                return Path.Combine(folder.FullName, "benchmarks", "results");
            }
        }

        throw new ScorecardException($"There is no {Root} above {AppContext.BaseDirectory}: --output DIR says where the results go.");
    }
}
