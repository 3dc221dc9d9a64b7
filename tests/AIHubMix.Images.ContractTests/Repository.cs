namespace AIHubMix.Images.ContractTests;

/// <summary>The files of the repository that the tests run in.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string PathOf(string name) => Path.Combine(Root, name);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Codegen.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Codegen.sln above {AppContext.BaseDirectory}.");
    }
}
