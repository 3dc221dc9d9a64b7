using AIHubMix.Images.PackageTests.Packing;

namespace AIHubMix.Images.PackageTests.Installed;

public sealed class ToolTests(PackedPackages packages)
{
    [Fact]
    public async Task Tool_InstalledInANewFolder_MakesAPictureWithEveryModel()
    {
        using var folder = new TemporaryFolder();
        packages.WriteConfiguration(folder);
        (await DotnetAsync(folder, "new", "tool-manifest")).ShouldHaveSucceeded();
        (await DotnetAsync(folder, "tool", "install", PackedPackages.Tool, "--version", packages.Version)).ShouldHaveSucceeded();

        DotnetOutcome outcome = await DotnetAsync(folder, "tool", "run", "aihubmix-images", "demo", "--out", "pictures");

        outcome.ShouldHaveSucceeded();
        int models = File.ReadLines(Repository.PathOf("openapi/aihubmix-images.yaml")).Count(line => line.Trim() == "x-model:");
        Assert.Equal(models, Directory.EnumerateFiles(folder.PathOf("pictures"), "*.*").Count(file => Path.GetExtension(file) is ".png" or ".jpg" or ".webp"));
    }

    private static Task<DotnetOutcome> DotnetAsync(TemporaryFolder folder, params string[] arguments) => DotnetCommand.RunAsync(folder.Root, folder.PathOf("packages"), arguments);
}
