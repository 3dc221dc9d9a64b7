using System.Reflection;

namespace AIHubMix.Images.Generation.Tests;

/// <summary>Where the repository is.</summary>
internal static class Repository
{
    private static readonly string Root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string PathOf(string name) => Path.Combine(Root, name);
}
