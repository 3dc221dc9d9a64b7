namespace AIHubMix.Images.Generation.Yaml;

/// <summary>A key of a map and its value.</summary>
internal readonly record struct Member(Part Key, Part Value)
{
    public string Name => Key.Text ?? "";
}
