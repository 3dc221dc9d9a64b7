using System.IO.Compression;
using System.Xml.Linq;

namespace AIHubMix.Images.PackageTests.Packing;

/// <summary>What is in a package.</summary>
internal sealed class Package(string feed, string id, string version)
{
    public IReadOnlyList<string> Files => FilesOf("nupkg");

    public IReadOnlyList<string> Symbols => FilesOf("snupkg");

    /// <summary>Its dependencies, as <c>id version</c>.</summary>
    public IReadOnlyList<string> Dependencies =>
        [.. Nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")];

    private XDocument Nuspec => XDocument.Parse(ReadText($"{id}.nuspec"));

    /// <summary>A value of the package's metadata; null when it says nothing of the name.</summary>
    public string? Metadata(string name) => Nuspec.Root!.Elements().Single().Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    public string ReadText(string file)
    {
        using ZipArchive archive = Open("nupkg");
        ZipArchiveEntry entry = archive.GetEntry(file) ?? throw new FileNotFoundException($"The package {id} has no {file}.");
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private string[] FilesOf(string extension)
    {
        using ZipArchive archive = Open(extension);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    private ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(feed, $"{id}.{version}.{extension}"));
}
