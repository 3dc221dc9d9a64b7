using System.Reflection;
using System.Xml.Linq;

namespace AIHubMix.Images.PackageTests;

/// <summary>What the build of the tests knew about the repository.</summary>
internal static class Repository
{
    private static readonly Dictionary<string, string?> Metadata =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(attribute => attribute.Key, attribute => attribute.Value);

    public static string Root => Metadata["RepositoryRoot"]!;

    /// <summary>The configuration that the packed projects were built in, beside the tests.</summary>
    public static string Configuration => Metadata["Configuration"]!;

    /// <summary>The version that the packages are released as.</summary>
    public static string PackageVersion => Metadata["PackageVersion"]!;

    /// <summary>Where the restore of the repository has put its packages.</summary>
    public static string[] PackageFolders => Metadata["PackageFolders"]!.Split(';', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The version in which the repository uses a package of others.</summary>
    public static string VersionOf(string package) =>
        XDocument.Load(PathOf("Directory.Packages.props")).Descendants("PackageVersion").Single(element => element.Attribute("Include")!.Value == package).Attribute("Version")!.Value;

    public static string PathOf(string name) => Path.Combine(Root, name);
}
