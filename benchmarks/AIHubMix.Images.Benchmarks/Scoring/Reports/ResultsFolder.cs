namespace AIHubMix.Images.Benchmarks.Scoring.Reports;

/// <summary>Where the repository keeps what was measured.</summary>
internal static class ResultsFolder
{
    private const string Root = "Codegen.sln";

    /// <summary>Makes the folder that was asked for, if one was, before minutes are spent on what cannot be written.</summary>
    /// <exception cref="ScorecardException">It cannot be made.</exception>
    public static string? Prepare(string? folder)
    {
        try
        {
            return folder is null ? null : Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScorecardException($"Nothing can be written to {folder}: {exception.Message}");
        }
    }

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
