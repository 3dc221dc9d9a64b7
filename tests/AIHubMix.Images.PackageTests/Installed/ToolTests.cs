using AIHubMix.Images.PackageTests.Packing;
using YamlDotNet.RepresentationModel;

namespace AIHubMix.Images.PackageTests.Installed;

public sealed class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task Tool_InstalledInANewFolder_MakesAPictureWithEveryModelThatDrawsFromWords()
    {
        using var folder = new TemporaryFolder();
        packages.WriteConfiguration(folder);
        (await DotnetAsync(folder, "new", "tool-manifest")).ShouldHaveSucceeded();
        (await DotnetAsync(folder, "tool", "install", PackedPackages.Tool, "--version", packages.Version)).ShouldHaveSucceeded();

        DotnetOutcome outcome = await DotnetAsync(folder, "tool", "run", "aihubmix-images", "demo", "--out", "pictures");

        outcome.ShouldHaveSucceeded();
        Assert.Equal(ModelsThatDrawFromWords(), Directory.EnumerateFiles(folder.PathOf("pictures"), "*.*").Count(file => Path.GetExtension(file) is ".png" or ".jpg" or ".webp"));
    }

    private static int ModelsThatDrawFromWords()
    {
        using var text = new StreamReader(Repository.PathOf("openapi/aihubmix-images.yaml"));
        var document = new YamlStream();
        document.Load(text);
        return ((YamlMappingNode)document.Documents[0].RootNode["paths"]).Children.Values
            .SelectMany(path => ((YamlMappingNode)path).Children.Values.OfType<YamlMappingNode>())
            .Count(operation => operation.Children.TryGetValue("x-model", out YamlNode? model) && ((YamlSequenceNode)model["capabilities"]).Contains("text-to-image"));
    }

    private static Task<DotnetOutcome> DotnetAsync(TemporaryFolder folder, params string[] arguments) => DotnetCommand.RunAsync(folder.Root, folder.PathOf("packages"), arguments);
}
