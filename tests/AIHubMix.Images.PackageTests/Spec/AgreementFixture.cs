namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>The document of the repository and the two groups of changes, each group built once and compared with the tools of the SDK.</summary>
public sealed class AgreementFixture : IAsyncLifetime
{
    private const string Comparison =
        """
        <Project>
          <Import Project="$(MSBuildExtensionsPath)Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.ApiCompat.targets" />
          <Target Name="Compare">
            <Microsoft.DotNet.ApiCompat.Task.ValidateAssembliesTask LeftAssemblies="$(Old)" RightAssemblies="$(New)" RoslynAssembliesPath="$(MSBuildToolsPath)/Roslyn/bincore"
                                                                    GenerateSuppressionFile="true" SuppressionOutputFile="$(Found)" />
          </Target>
        </Project>
        """;

    private readonly TemporaryFolder _folder = new();

    internal Group OfCode { get; private set; } = null!;

    internal Group OfTheWire { get; private set; } = null!;

    internal static string Document { get; } = File.ReadAllText(Repository.PathOf("openapi/aihubmix-images.yaml"));

    public async ValueTask InitializeAsync()
    {
        _folder.Write("compare.proj", Comparison);
        BuiltDocument code = await BuiltDocument.BuildAsync(All(KindsOfChange.OfCode), _folder.PathOf("code"));
        BuiltDocument wire = await BuiltDocument.BuildAsync(All(KindsOfChange.OfTheWire), _folder.PathOf("wire"));
        var old = BuiltDocument.OfTheRepository(code);
        OfCode = new Group(KindsOfChange.OfCode, old, code, await CompareAsync(old, code));
        OfTheWire = new Group(KindsOfChange.OfTheWire, old, wire, await CompareAsync(old, wire));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What the tool says of one change, made alone.</summary>
    internal async Task<Report> ReportAsync(KindOfChange kind)
    {
        string name = $"{Guid.NewGuid():N}.yaml";
        _folder.Write(name, kind.ApplyTo(Document));
        DotnetOutcome outcome = await DotnetCommand.RunAsync(
            _folder.Root,
            null,
            Repository.PathOf($"src/AIHubMix.Images.Cli/bin/{Repository.Configuration}/net10.0/aihubmix-images.dll"), "spec", "diff", Repository.PathOf("openapi/aihubmix-images.yaml"), name, "--json");
        outcome.ShouldHaveSucceeded();
        return Report.Read(outcome.Output);
    }

    private static string All(IReadOnlyList<KindOfChange> kinds) => kinds.Aggregate(Document, (document, kind) => kind.ApplyTo(document));

    private async Task<IReadOnlySet<string>> CompareAsync(BuiltDocument old, BuiltDocument @new)
    {
        string found = _folder.PathOf($"{Guid.NewGuid():N}.xml");
        DotnetOutcome outcome = await DotnetCommand.RunAsync(_folder.Root, null, "msbuild", "compare.proj", "-t:Compare", "-nologo", $"-p:Old={old.Assembly}", $"-p:New={@new.Assembly}", $"-p:Found={found}");
        outcome.ShouldHaveSucceeded();
        return File.Exists(found) ? Group.Incompatibilities(found) : new HashSet<string>();
    }
}
