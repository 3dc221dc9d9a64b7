using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Spec;
using AIHubMix.Images.Cli.Spec.Diff;

namespace AIHubMix.Images.ContractTests.Cli.Spec;

public sealed class DiffTests : IDisposable
{
    private static readonly string Few = DocumentEdit.Of(
        "opanai/gpt-image-1", "opanai/dall-e-3", "google/imagen-4.0-ultra-generate-preview-06-06", "google/imagen-4.0-fast-generate-001", "bfl/flux-kontext-max", "bfl/flux-kontext-pro", "ideogram/V3",
        "stability/Stable-Diffusion-3-5-Large", "bailian/qwen-image-max", "doubao/doubao-seedream-4-5");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aihubmix-diff-");

    public static TheoryData<string, string, string, string> Told => ToldChanges.All;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Told))]
    public void Compare_AnEditOfTheDocument_TellsWhatItMeans(string key, string from, string to, string told)
    {
        IReadOnlyList<Change> changes = DocumentDiff.Compare(Read(Few), Read(Few.Replace(key, from, to)));
        Assert.Equal(told, string.Join('\n', changes.Select(Tell)));
    }

    /// <summary>What is breaking one way is an addition, or worth knowing, the other way, or breaks as well; nothing is told one way only.</summary>
    [Theory]
    [MemberData(nameof(Told))]
    public void Compare_AnEditThatIsTakenBack_IsToldToo(string key, string from, string to, string told) =>
        Assert.Equal(told.Length == 0, DocumentDiff.Compare(Read(Few.Replace(key, from, to)), Read(Few)).Count == 0);

    [Fact]
    public void Compare_ATypeOfSeveralModels_IsToldOnceWithTheModels()
    {
        Change change = Assert.Single(DocumentDiff.Compare(Read(DocumentEdit.Text), Read(DocumentEdit.Text.Replace("FluxKontextInput", "maximum: 6", "maximum: 5"))));
        Assert.Equal(ImageModels.All.OfType<ImageModel<FluxKontextInput>>().Select(model => model.Name), change.Models);
        Assert.Equal("safety_tolerance", change.Field);
    }

    /// <summary>A value is told with the model whose input holds it, at any depth.</summary>
    [Fact]
    public void Compare_AValueInAValue_IsToldWithTheModel() =>
        Assert.Equal(ImageModels.All.OfType<ImageModel<IdeogramV3Input>>().Select(model => model.Name), Assert.Single(DocumentDiff.Compare(Read(DocumentEdit.Text), Read(DocumentEdit.Text.Replace("IdeogramPaletteColor", "minimum: 0.05", "minimum: 0.1")))).Models);

    /// <summary>Inputs in JSON are refused only where one picture, as it was sent before, is not taken.</summary>
    [Theory]
    [InlineData("", "png, jpeg, webp", ", single: true", "field-type: C# puts one picture into a list, JSON need not")]
    [InlineData("", "png, jpeg, webp", "", "field-type refuses: what does not fit it is refused before it is sent")]
    [InlineData(", minItems: 1", "png, jpeg, webp", ", single: true", "field-type: C# puts one picture into a list, JSON need not")]
    [InlineData(", minItems: 2", "png, jpeg, webp", ", single: true", "field-type refuses: what does not fit it is refused before it is sent")]
    [InlineData("", "png, jpeg", ", single: true", "field-type: C# puts one picture into a list, JSON need not|image-types refuses: such a picture is refused before it is sent")]
    public void Compare_APictureThatBecomesAList_BreaksJsonOnlyWhereOneAloneIsNotTaken(string items, string types, string alone, string told)
    {
        string edited = DocumentEdit.Text
            .Replace("GptImageInput", "        image:\n          type: string\n", $"        image:\n          type: array\n          items: {{type: string}}\n{items.Replace(", ", "          ", StringComparison.Ordinal)}\n")
            .Replace("GptImageInput", "          minLength: 1\n          x-role: image\n          x-image: {base64: raw, types: [png, jpeg, webp], maximumBytes: 52428800}", $"          x-role: image\n          x-image: {{base64: raw, types: [{types}], maximumBytes: 52428800{alone}}}");

        IReadOnlyList<Change> changes = DocumentDiff.Compare(Read(DocumentEdit.Text), Read(edited));

        Assert.Equal(told, string.Join('|', changes.Select(change => $"{change.Kind}{(change.RefusesInputs ? " refuses" : "")}: {change.Text.Split(": ")[^1]}")));
    }

    [Fact]
    public void Compare_AnInputThatIsRenamed_IsComparedFieldByField()
    {
        string edited = DocumentEdit.Text.Replace("DallE3Input", "title: DallE3Input", "title: DallEInput").Replace("DallE3Input", "maxLength: 4000", "maxLength: 3000");
        Assert.Equal(
            ["type-renamed", "field-maxlength"],
            DocumentDiff.Compare(Read(DocumentEdit.Text), Read(edited)).Select(change => change.Kind));
    }

    [Fact]
    public void Compare_AnInputThatIsRenamedWithItsFrameAndThePathOfItsModel_IsFoundByItsFamily()
    {
        string edited = DocumentEdit.Text
            .Replace("DallE3Input", "title: DallE3Input", "title: DallEInput")
            .Replace("DallE3Request", "title: DallE3Request", "title: DallERequest")
            .Replace("/v1/models/opanai/dall-e-3/predictions", "path: opanai/dall-e-3", "path: openai/dall-e");
        Assert.Equal(
            ["type-renamed", "model-path"],
            DocumentDiff.Compare(Read(DocumentEdit.Text), Read(edited)).Select(change => change.Kind));
    }

    [Fact]
    public void Count_WordsAndSources_AreCounted()
    {
        string edited = DocumentEdit.Text.Replace("DallE3Input", "What DALL·E 3 takes.", "What it takes.").Replace("x-sources", "title: Microsoft, ", "title: ").Replace("info", "version: 1.0.0", "version: 1.0.1");
        Assert.Equal("1 description, 1 source, 1 other", SilentChanges.Count(Read(DocumentEdit.Text).Root, Read(edited).Root).ToString());
    }

    /// <summary>The names that the report tells are those that the templates give.</summary>
    [Fact]
    public void Names_OfEveryFieldAndValue_AreThoseThatAreGenerated()
    {
        SpecDocument document = SpecDocument.Load(DocumentEdit.File);
        int names = 0;
        foreach (SpecType type in document.Types.Where(type => type.IsPublic))
        {
            Type generated = typeof(ImageModels).Assembly.GetType($"AIHubMix.Images.{type.Title}", throwOnError: true)!;
            foreach (SpecField field in type.Fields)
            {
                PropertyInfo property = generated.GetProperty(field.Name) ?? throw new InvalidOperationException($"There is no {type.Title}.{field.Name}.");
                Assert.Equal(field.Wire, property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name);
                Assert.Equal(field.CSharpType, Spell(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));
                Assert.All(field.Values, value => Assert.Equal(
                    value, ((Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).GetProperty(CSharpName.OfValue(value, field.Schema))?.GetValue(null))?.ToString()));
                names += 1 + field.Values.Count;
            }
        }

        Assert.True(names > 250);
        Assert.Equal(ImageModels.All.Select(model => (model.Name, model.Path)), document.Models.Select(model => (model.Name, model.Path)));
        Assert.Equal(ImageModels.All.Select(model => model.GetType().GenericTypeArguments[0].Name), document.Models.Select(model => model.InputType));
    }

    [Fact]
    public void Load_ADocumentWithoutModels_IsRefusedAndSaysWhatIsCompared() =>
        Assert.Contains("describes no models", Assert.Throws<ToolException>(() => Read("openapi: 3.0.3\npaths: {}\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_AReferenceToNothing_IsRefused() =>
        Assert.Contains("refers to #/components/schemas/Nowhere, which is not there", Assert.Throws<ToolException>(() => Read(DocumentEdit.Text.Replace("DallE3Request", "schemas/DallE3Input", "schemas/Nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Verb_TheDocumentWithItself_SaysThatNothingChanged()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        Assert.Equal(0, await bench.RunAsync("spec", "diff", DocumentEdit.File, DocumentEdit.File, "--fail-on", "notice"));
        Assert.Equal("Nothing changed for users.\n", bench.Output.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("maximum: 5", null, 0)]
    [InlineData("maximum: 5", "breaking", 1)]
    [InlineData("maximum: 5", "notice", 1)]
    [InlineData("maximum: 7", "breaking", 0)]
    [InlineData("maximum: 7", "notice", 0)]
    [InlineData("maximum: 6\n          default: 3", "breaking", 0)]
    [InlineData("maximum: 6\n          default: 3", "notice", 1)]
    public async Task Verb_FailOn_EndsWithOneFromThatGradeOn(string edit, string? grade, int exitCode)
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        await File.WriteAllTextAsync(bench.PathOf("new.yaml"), DocumentEdit.Text.Replace("FluxKontextInput", edit.Contains("default", StringComparison.Ordinal) ? "maximum: 6\n          default: 2" : "maximum: 6", edit), TestContext.Current.CancellationToken);
        Assert.Equal(exitCode, await bench.RunAsync(["spec", "diff", DocumentEdit.File, "new.yaml", .. grade is null ? Array.Empty<string>() : ["--fail-on", grade]]));
        Assert.Equal("", bench.Error);
        Assert.Contains("`SafetyTolerance`", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_Json_HasEveryChange()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        await File.WriteAllTextAsync(bench.PathOf("new.yaml"), DocumentEdit.Text.Replace("DallE3Input", "enum: [\"standard\", \"hd\"]", "enum: [\"standard\"]"), TestContext.Current.CancellationToken);
        Assert.Equal(0, await bench.RunAsync("spec", "diff", DocumentEdit.File, "new.yaml", "--json"));
        JsonElement change = Assert.Single(bench.Json.GetProperty("changes").EnumerateArray());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(
            """{"grade":"breaking","kind":"value-removed","subject":"DallE3Input","models":["DallE3"],"field":"quality","text":"has no `DallE3Quality.Hd` any more: `hd` in `Quality` is refused before it is sent, unless validation is off","brokenMembers":["DallE3Quality.Hd"],"refusesInputs":true}"""), change));
        Assert.Equal(0, bench.Json.GetProperty("withoutEffect").GetProperty("descriptions").GetInt32());
    }

    [Theory]
    [InlineData("nowhere.yaml", "There is no file ")]
    [InlineData("broken.yaml", "is no YAML: ")]
    public async Task Verb_AFileThatCannotBeRead_IsRefused(string name, string message)
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("broken.yaml", "openapi: [");
        Assert.Equal(1, await bench.RunAsync("spec", "diff", name, DocumentEdit.File));
        Assert.Contains(message, bench.Error, StringComparison.Ordinal);
        Assert.Equal("", bench.Output);
    }

    [Fact]
    public async Task Verb_Help_TellsArgumentsAndOptions()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        Assert.Equal(0, await bench.RunAsync("spec", "diff", "--help"));
        Assert.All((string[])["<OLD>", "<NEW>", "--fail-on", "breaking|notice", "--json", "Exit codes:"], text => Assert.Contains(text, bench.Output, StringComparison.Ordinal));
    }

    /// <summary>The page shows the update that is made here: a model comes, a value goes, a limit is tightened, a model is retired.</summary>
    [Fact]
    public async Task Page_TheReportOfAnUpdate_IsWhatIsPrinted()
    {
        const string model =
            """
            paths:
              /v1/models/openai/gpt-image-1-mini/predictions:
                post:
                  summary: GPT Image 1 Mini
                  x-model: {name: GptImage1Mini, path: openai/gpt-image-1-mini, vendor: OpenAI}
                  requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/GptImageRequest"}}}}

            """;
        string old = DocumentEdit.Of("opanai/gpt-image-1", "opanai/dall-e-3", "bfl/flux-kontext-max", "bfl/flux-kontext-pro");
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("old.yaml", old);
        await File.WriteAllTextAsync(
            bench.PathOf("new.yaml"),
            old
                .Replace("paths", "paths:\n", model)
                .Replace("/v1/models/bfl/flux-kontext-max/predictions", "lifecycle: legacy", "lifecycle: retired")
                .Replace("DallE3Input", "What DALL·E 3 takes.", "What the model takes.")
                .Replace("DallE3Input", "maxLength: 4000", "maxLength: 1000")
                .Replace("DallE3Input", "enum: [\"vivid\", \"natural\"]", "enum: [\"vivid\"]")
                .Replace("FluxKontextInput", "maximum: 6", "maximum: 5"),
            TestContext.Current.CancellationToken);
        Assert.Equal(0, await bench.RunAsync("spec", "diff", "old.yaml", "new.yaml"));
        string page = (await File.ReadAllTextAsync(Repository.PathOf("docs/command-line.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        Assert.Contains($"```markdown\n{bench.Output.ReplaceLineEndings("\n")}```\n", page, StringComparison.Ordinal);
    }

    private static string Tell(Change change) => $"{change.Grade.ToString().ToLowerInvariant()}: {change.Subject.Trim('`')} {change.Text}.";

    private static string Spell(Type type) => type.IsGenericType ? $"IReadOnlyList<{Spell(type.GenericTypeArguments[0])}>" : type.Name switch
    {
        "String" => "string",
        "Int32" => "int",
        "Int64" => "long",
        "Double" => "double",
        "Boolean" => "bool",
        var name => name,
    };

    private SpecDocument Read(string document)
    {
        string path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, document);
        return SpecDocument.Load(path);
    }
}
