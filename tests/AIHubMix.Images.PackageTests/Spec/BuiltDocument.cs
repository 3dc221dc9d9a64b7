using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>The core as it is generated and compiled from a document.</summary>
internal sealed partial class BuiltDocument
{
    private readonly Assembly _assembly;

    private BuiltDocument(string folder, string references, string output)
    {
        Assembly = Path.Combine(folder, "AIHubMix.Images.dll");
        Unlisted = NotListed().Matches(output).Select(match => match.Groups[1].Value).ToHashSet();
        Missing = ListedInVain().Matches(output).Select(match => match.Groups[1].Value).ToHashSet();
        var context = new AssemblyLoadContext(null);
        context.Resolving += (own, name) => own.LoadFromAssemblyPath(Path.Combine(references, $"{name.Name}.dll"));
        _assembly = context.LoadFromAssemblyPath(Assembly);
    }

    /// <summary>The file.</summary>
    public string Assembly { get; }

    /// <summary>Symbols of the public API that the listing in the repository does not have.</summary>
    public IReadOnlySet<string> Unlisted { get; }

    /// <summary>Symbols of the listing that are not there.</summary>
    public IReadOnlySet<string> Missing { get; }

    public IReadOnlySet<string> Types => _assembly.GetExportedTypes().Select(type => type.Name).ToHashSet();

    /// <summary>The members that must be set.</summary>
    public IReadOnlySet<string> Required => _assembly.GetExportedTypes()
        .SelectMany(type => type.GetProperties().Where(property => property.IsDefined(typeof(RequiredMemberAttribute))).Select(property => $"{type.Name}.{property.Name}"))
        .ToHashSet();

    /// <summary>What was built for the tests, from the document of the repository.</summary>
    /// <param name="references">Another build, beside which its references lie.</param>
    public static BuiltDocument OfTheRepository(BuiltDocument references) =>
        new(Repository.PathOf($"src/AIHubMix.Images/bin/{Repository.Configuration}/net10.0"), Path.GetDirectoryName(references.Assembly)!, "");

    public static async Task<BuiltDocument> BuildAsync(string document, string folder)
    {
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "document.yaml");
        await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);
        DotnetOutcome outcome = await DotnetCommand.RunAsync(
            folder,
            null,
            "build", Repository.PathOf("src/AIHubMix.Images"), "-nologo", "-v:minimal", "-clp:NoSummary", "-p:RequirePublicApiListing=false", "-p:CopyLocalLockFileAssemblies=true",
            "-p:GenerateDocumentationFile=false",
            // Of the analyzers, that of the listing is enough.
            "-p:EnableNETAnalyzers=false", "-p:EnforceCodeStyleInBuild=false",
            // Edits are of one thing each: examples and the like beside it stay as they were.
            "-p:_AIHubMixIsChecked=false",
            $"-p:OpenApiDocument={file}", $"-p:BaseIntermediateOutputPath={folder}/obj/", $"-p:OutputPath={folder}/bin/");
        outcome.ShouldHaveSucceeded();
        return new BuiltDocument(Path.Combine(folder, "bin"), Path.Combine(folder, "bin"), outcome.Output);
    }

    /// <summary>Whether there is such a model, and its validation finds nothing in an input.</summary>
    public bool Takes(string model, string input)
    {
        object? found = _assembly.GetType("AIHubMix.Images.ImageModels", throwOnError: true)!.GetMethod("Find")!.Invoke(null, [model]);
        return found is not null && !((IEnumerable)found.GetType().GetMethod("Validate", [typeof(JsonObject)])!.Invoke(found, [JsonNode.Parse(input)])!).Cast<object>().Any();
    }

    [GeneratedRegex("RS0016: Symbol '(.*)' is not part of the declared public API")]
    private static partial Regex NotListed();

    [GeneratedRegex("RS0017: Symbol '(.*)' is part of the declared API")]
    private static partial Regex ListedInVain();
}
