using System.Collections;
using System.Runtime.Loader;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>A copy of what the SDK is built from, to build it with another document.</summary>
/// <remarks>Of the analyzers one never runs, that of the listing of the public API: models that do not exist are not listed, and it compares each missing
/// member with all others. Nothing is used that another build may have left running.</remarks>
internal sealed class Workspace : IDisposable
{
    private const string Project = "src/AIHubMix.Images";
    private const string Tool = "src/AIHubMix.Images.Generation";
    private const string Document = "openapi/aihubmix-images.yaml";
    private const string Packages = "Directory.Packages.props";
    private const string OneModelSource = "benchmarks/AIHubMix.Images.Benchmarks/Generating/OneModel.cs";
    private const string Announcement = "Generating the models of";
    private const string PublicApiOff =
        """
        <Project>
          <Target Name="PublicApiOff" BeforeTargets="CoreCompile">
            <ItemGroup>
              <Analyzer Remove="@(Analyzer)" Condition="$([System.String]::Copy('%(Filename)').Contains('PublicApiAnalyzers'))" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    private static readonly string[] Copied =
    [
        ".editorconfig", "BannedSymbols.txt", "Directory.Build.props", Packages, "global.json", "README.md", OneModelSource,
        "openapi/nswag.json", "openapi/templates/", "openapi/vocabulary.schema.json", "src/Directory.Build.props", Project + "/", Tool + "/",
    ];

    private readonly string _repository = FindRepository();
    private readonly string _root = Directory.CreateTempSubdirectory("generation-").FullName;

    private Workspace()
    {
    }

    /// <summary>The list of the generated files, written last and by every generation.</summary>
    public string GeneratedList => Path.Combine(_root, Project, "obj/generated/files.txt");

    public IEnumerable<string> GeneratedFiles => Directory.EnumerateFiles(Path.GetDirectoryName(GeneratedList)!, "*.g.cs");

    public long AssemblyBytes => new FileInfo(Assembly).Length;

    private string Assembly => Path.Combine(_root, Project, "bin/Release/net10.0/AIHubMix.Images.dll");

    public static async Task<Workspace> CreateAsync()
    {
        var workspace = new Workspace();
        foreach (string item in Copied)
        {
            workspace.Copy(item);
        }

        await File.WriteAllTextAsync(Path.Combine(workspace._root, "Directory.Build.targets"), PublicApiOff);
        await workspace.RunAsync("restore", Project);
        return workspace;
    }

    /// <summary>How many models the document of the repository has.</summary>
    public static int CountDocument() => ReadDocument().Models;

    /// <summary>The document of the repository, with so many models.</summary>
    public static void WriteDocument(int models, TextWriter writer) => ReadDocument().Write(models, writer);

    public void UseDocument(int models)
    {
        using StreamWriter writer = File.CreateText(Path.Combine(_root, Document));
        WriteDocument(models, writer);
    }

    /// <summary>Leaves the project as after a restore.</summary>
    public void Clean()
    {
        foreach (string folder in (string[])["bin", "obj/generated", "obj/Release"])
        {
            if (Directory.Exists(Path.Combine(_root, Project, folder)))
            {
                Directory.Delete(Path.Combine(_root, Project, folder), recursive: true);
            }
        }
    }

    public async Task<Cost> GenerateAsync() => (await RunAsync("msbuild", Project, "-t:GenerateClient", "-p:Configuration=Release", "-nodeReuse:false")).Cost;

    /// <summary>The steps of a generation, each by itself, after there has been one.</summary>
    public async Task<GenerationSteps> StepAsync()
    {
        (_, string said) = await MeasuredCommand.RunAsync(_root, "msbuild", Project, "-getProperty:NSwagExe_Net100", "-nologo");
        string nswag = said.Split('"')[1];
        string tool = Path.Combine(_root, Tool, "bin/Release/net10.0/AIHubMix.Images.Generation.dll");
        string scratch = Path.Combine(_root, "steps");
        string code = Path.Combine(Directory.CreateDirectory(scratch).FullName, "all.cs");
        (Cost check, _) = await MeasuredCommand.RunAsync(_root, "exec", tool, "check", Document);
        (Cost write, _) = await MeasuredCommand.RunAsync(
            _root, "exec", "--roll-forward", "LatestMajor", nswag, "run", "openapi/nswag.json",
            $"/variables:Document={Path.Combine(_root, Document)},Templates={Path.Combine(_root, "openapi/templates/")},Namespace={nameof(AIHubMix)}.{nameof(Images)},Class={nameof(ImageModels)},Output={code}");
        (Cost split, _) = await MeasuredCommand.RunAsync(_root, "exec", tool, "split", code, scratch);
        Directory.Delete(scratch, recursive: true);
        return new GenerationSteps(check, write, split);
    }

    /// <summary>Builds the program of one model beside a copy of the SDK that was built.</summary>
    public async Task<OneModelProgram> BuildOneModelAsync(string? compiler)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, "one", Guid.NewGuid().ToString("N"))).FullName;
        string sdk = Path.Combine(folder, Path.GetFileName(Assembly));
        File.Copy(Assembly, sdk);
        var program = new OneModelProgram(folder);
        await program.BuildAsync(sdk, Path.Combine(_root, OneModelSource), Path.Combine(_root, Packages), compiler);
        return program;
    }

    /// <returns>What the build took, and whether it generated.</returns>
    public async Task<(Cost Cost, bool IsGenerated)> BuildAsync(bool analyzes)
    {
        (Cost cost, string output) = await RunAsync(
            "build", Project, "-c", "Release", "--no-restore", "-nodeReuse:false", "-p:UseSharedCompilation=false", $"-p:RunAnalyzers={(analyzes ? "true" : "false")}");
        return (cost, output.Contains(Announcement, StringComparison.Ordinal));
    }

    /// <returns>How many models the catalog has that was built.</returns>
    public int CountModels()
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        using var assembly = new MemoryStream(File.ReadAllBytes(Assembly));
        Type catalog = context.LoadFromStream(assembly).GetType(typeof(ImageModels).FullName!)!;
        int count = ((IEnumerable)catalog.GetProperty(nameof(ImageModels.All))!.GetValue(null)!).Cast<object>().Count();
        context.Unload();
        return count;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Copy(string item)
    {
        string source = Path.Combine(_repository, item);
        string[] files = item.EndsWith('/') ? Directory.GetFiles(source, "*", SearchOption.AllDirectories) : [source];
        foreach (string file in files)
        {
            string name = Path.GetRelativePath(_repository, file);
            if (!name.Contains("/bin/", StringComparison.Ordinal) && !name.Contains("/obj/", StringComparison.Ordinal))
            {
                string target = Path.Combine(_root, name);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    private Task<(Cost Cost, string Output)> RunAsync(params string[] arguments) => MeasuredCommand.RunAsync(_root, [.. arguments, "-nologo", "-v:minimal"]);

    private static LargeDocument ReadDocument()
    {
        using StreamReader document = File.OpenText(Path.Combine(FindRepository(), Document));
        return new LargeDocument(document);
    }

    private static string FindRepository()
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
