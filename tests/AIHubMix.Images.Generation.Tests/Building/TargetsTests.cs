using System.Diagnostics;
using AIHubMix.Images.Generation.Tests.Checking;

namespace AIHubMix.Images.Generation.Tests.Building;

/// <summary>What a build says of a mistake, without the packages.</summary>
public sealed class TargetsTests
{
    [Fact]
    public async Task Generate_Mistake_IsTheOnlyErrorAndEndsTheBuild()
    {
        (int exitCode, string output, _) = await BuildAsync(OwnModel.Text.Replace("minLength", "minLenght", StringComparison.Ordinal), "AIHubMix.Images.Generation.dll");

        Assert.NotEqual(0, exitCode);
        string error = Assert.Single(output.Split('\n'), line => line.Contains("error", StringComparison.Ordinal));
        Assert.Contains("dream.yaml(25,11): error AHM002: 'minLenght'", error, StringComparison.Ordinal);
        Assert.DoesNotContain("compiled", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_NoMistake_ComesToTheGenerator()
    {
        (int exitCode, string output, bool isMerged) = await BuildAsync(OwnModel.Text, "AIHubMix.Images.Generation.dll");

        Assert.NotEqual(0, exitCode); // There is no NSwag in this project.
        Assert.True(isMerged);
        Assert.Contains("error AHM021: The code could not be generated.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_ToolThatFails_IsAnErrorThatSaysWhatItSays()
    {
        (int exitCode, string output, bool isMerged) = await BuildAsync(OwnModel.Text, "gone.dll");

        Assert.NotEqual(0, exitCode);
        Assert.False(isMerged);
        string error = Assert.Single(output.Split('\n'), line => line.Contains("App.csproj : error AHM021: Nothing was generated: the tool that reads the models ended with ", StringComparison.Ordinal));
        Assert.Contains("does not exist", error, StringComparison.Ordinal);
        Assert.DoesNotContain("compiled", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, bool IsMerged)> BuildAsync(string model, string tool)
    {
        using var folder = new TemporaryFolder();
        folder.Write(OwnModel.Name, model);
        folder.Write("App.csproj", $"""
            <Project DefaultTargets="Compile">
              <PropertyGroup>
                <IntermediateOutputPath>obj/</IntermediateOutputPath>
                <AssemblyName>App</AssemblyName>
                <_AIHubMixTool>{Path.Combine(AppContext.BaseDirectory, tool)}</_AIHubMixTool>
              </PropertyGroup>
              <ItemGroup>
                <AIHubMixModel Include="{OwnModel.Name}" />
              </ItemGroup>
              <Target Name="ResolvePackageAssets" />
              <Target Name="Compile" DependsOnTargets="CompileAIHubMixModels">
                <Message Importance="high" Text="compiled" />
              </Target>
              <Import Project="{Repository.PathOf("src/AIHubMix.Images.Generation/build/AIHubMix.Images.Generation.targets")}" />
            </Project>
            """);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["msbuild", "-nologo", "-v:minimal", "-nodeReuse:false"]) { WorkingDirectory = folder.Root, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, File.Exists(folder.PathOf("obj/AIHubMixModels/App.models.yaml")));
    }
}
