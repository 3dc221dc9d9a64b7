using System.Globalization;

namespace AIHubMix.Images.Generation.Tests.Checking;

public sealed class OwnModelTests
{
    [Fact]
    public void Check_ShortestForm_FindsNothing() => Assert.Empty(OwnModel.Problems((OwnModel.Name, OwnModel.Text)));

    [Theory]
    [InlineData("minLength: 1", "minLenght: 1", "dream.yaml(25,11): error AHM002: 'minLenght' is no key of DreamInput.prompt. Did you mean minLength?")]
    [InlineData("x-role: prompt", "x-rol: prompt", "dream.yaml(27,11): error AHM002: 'x-rol' is not in the vocabulary. Did you mean x-role?")]
    [InlineData("type: integer", "TYPES: integer", "dream.yaml(29,11): error AHM002: 'TYPES' is no key of DreamInput.n. Did you mean type?")]
    [InlineData("description: How many.", "desc: How many.", "dream.yaml(30,11): error AHM002: 'desc' is no key of DreamInput.n. Did you mean description?")]
    [InlineData("x-role: prompt", "x-rules: []", "dream.yaml(27,11): error AHM003: x-rules does not belong here; move it to a schema of components or an operation of paths.")]
    [InlineData("x-role: prompt", "x-role: promt", "dream.yaml(27,11): error AHM004: x-role is 'promt'; write one of prompt, count, size, aspect-ratio, seed, image, output-format, response-format. Did you mean prompt?")]
    [InlineData("type: integer", "type: int", "dream.yaml(29,17): error AHM004: The type of DreamInput.n is 'int'; write one of string, integer, number, boolean, array, object. Did you mean integer?")]
    [InlineData("          description: How many.\n", "", "dream.yaml(28,9): error AHM005: DreamInput.n has no description; write one, which becomes its documentation.")]
    [InlineData("          why: One of them.\n", "", "dream.yaml(18,11): error AHM005: x-rules[0] has no why; add it. It is: The reason, one sentence that can be shown to a user.")]
    [InlineData("      summary: Dream 1\n", "      requestBody: {$ref: '#/components/schemas/DremInput'}\n", "dream.yaml(4,27): error AHM006: The reference #/components/schemas/DremInput leads nowhere; define what it names, or correct it. Did you mean #/components/schemas/DreamInput?")]
    [InlineData("dream-1/predictions", "dream-1/prediction", "dream.yaml(2,3): error AHM007: /v1/models/acme/dream-1/prediction is no path of a model; write /v1/models/vendor/model/predictions.")]
    [InlineData("aliases: [acme/dream]", "path: acme/dream", "dream.yaml(6,15): error AHM007: The path of the model is acme/dream, and it stands under /v1/models/acme/dream-1/predictions; make them the same, letter for letter.")]
    [InlineData("aliases: [acme/dream]", "aliases: [acme/dream-1]", "dream.yaml(6,19): error AHM008: The model path acme/dream-1 is there already, in line 5 of dream.yaml; choose another.")]
    [InlineData("\"1024x1024\"", "1024", "dream.yaml(40,18): error AHM009: '1024' in the enum of DreamInput.size is no text; put it into quotes.")]
    [InlineData("          x-csharp-prefix: Size\n", "", "dream.yaml(40,18): error AHM010: '1024x1024' in the enum of DreamInput.size would be called '1024x1024', which is no C# name; set a prefix, as in 'x-csharp-prefix: Size', or use x-csharp-names.")]
    [InlineData("x-csharp-name: Count", "x-csharp-name: Validate", "dream.yaml(28,9): error AHM010: DreamInput.n would be called Validate, which is taken by the generated code; set x-csharp-name.")]
    [InlineData("aliases: [acme/dream]", "name: All", "dream.yaml(6,15): error AHM010: All is a name that the catalog needs for something else; choose another.")]
    [InlineData("aliases: [acme/dream]", "name: At", "dream.yaml(6,15): error AHM010: At is a name that the catalog needs for something else; choose another.")]
    [InlineData("aliases: [acme/dream]", "name: Every", "dream.yaml(6,15): error AHM010: Every is a name that the catalog needs for something else; choose another.")]
    [InlineData("aliases: [acme/dream]", "name: Spellings", "dream.yaml(6,15): error AHM010: Spellings is a name that the catalog needs for something else; choose another.")]
    [InlineData("aliases: [acme/dream]", "name: Spellings2", "dream.yaml(6,15): error AHM010: Spellings2 is a name that the catalog needs for something else; choose another.")]
    [InlineData("aliases: [acme/dream]", "name: Made1", "dream.yaml(6,15): error AHM010: Made1 is a name that the catalog needs for something else; choose another.")]
    [InlineData("x-csharp-prefix: Size", "x-csharp-names: {\"1024x1023\": Square, \"1024x1024\": Square}", "dream.yaml(41,28): error AHM011: '1024x1023' is no value of DreamInput.size; correct or remove it. Did you mean 1024x1024?")]
    [InlineData("fields: [size, n]", "fields: [size, count]", "dream.yaml(19,26): error AHM012: The rule names 'count', which DreamInput does not have.")]
    [InlineData("required: [prompt]", "required: [promt]", "dream.yaml(16,18): error AHM012: DreamInput requires 'promt', which it does not have. Did you mean prompt?")]
    [InlineData("x-role: size", "x-role: prompt", "dream.yaml(42,19): error AHM013: DreamInput has another field with the role prompt; only one can have it.")]
    [InlineData("x-role: size", "x-source: {from: [page], confidence: documented}", "dream.yaml(42,29): error AHM014: There is no source page; add it to x-sources, or name another.")]
    [InlineData("paths:", "x-sources: {page: {title: The page}}\npaths:", "dream.yaml(1,13): error AHM015: Nothing is from the source page; name it where its facts are, or remove it.")]
    [InlineData("minimum: 1", "not: {}", "dream.yaml(31,11): error AHM016: 'not' of DreamInput.n is nothing that inputs can have; remove it, and say in the description what it meant.")]
    [InlineData("minimum: 1", "multipleOf: 0", "dream.yaml(31,23): error AHM004: multipleOf of DreamInput.n is '0' and must be more than 0.")]
    [InlineData("minimum: 1", "multipleOf: 0.5", "dream.yaml(31,23): error AHM017: multipleOf of DreamInput.n is '0.5', and the type is integer; make it a whole number.")]
    [InlineData("minimum: 1", "multipleOf: 2", "dream.yaml(33,20): error AHM017: The default of DreamInput.n is '1' and must be a multiple of 2.")]
    [InlineData("minimum: 1", "exclusiveMinimum: 0", "dream.yaml(31,29): error AHM004: exclusiveMinimum of DreamInput.n is '0' and must be true; write 'minimum: 0' beside it.")]
    [InlineData("minimum: 1", "exclusiveMinimum: true", "dream.yaml(31,29): error AHM017: exclusiveMinimum of DreamInput.n says that its minimum is not taken itself; write 'exclusiveMinimum: true' beside a minimum.")]
    [InlineData("minimum: 1", "minimum: 1\n          exclusiveMinimum: true", "dream.yaml(34,20): error AHM017: The default of DreamInput.n is '1' and must be more than 1.")]
    [InlineData("description: What Dream takes.", "description: What Dream takes.\n      x-kind: response", "dream.yaml(16,15): error AHM016: DreamInput is of the kind response, and models of your own have inputs only; remove it. All models answer in the same forms.")]
    [InlineData("default: 1", "default: 5", "dream.yaml(33,20): error AHM017: The default of DreamInput.n is '5' and must be at most 4.")]
    [InlineData("minimum: 1", "minimum: 6", "dream.yaml(31,20): error AHM017: minimum of DreamInput.n is 6, more than its maximum, which is 4; correct one of them.")]
    [InlineData("minLength: 1", "minLength: 10", "dream.yaml(25,22): error AHM017: minLength of DreamInput.prompt is 10, more than its maxLength, which is 9; correct one of them.")]
    [InlineData("          description: How many.\n          minimum: 1\n          maximum: 4\n          default: 1\n          x-role: count\n", "          description: Which.\n          minItems: 3\n          maxItems: 2\n          items: {type: string}\n", "dream.yaml(31,21): error AHM017: minItems of DreamInput.n is 3, more than its maxItems, which is 2; correct one of them.")]
    [InlineData("minLength: 1", "minimum: 1", "dream.yaml(25,11): error AHM017: minimum of DreamInput.prompt is for the type integer or number, and the type is string; remove the one or correct the other.")]
    [InlineData("maxLength: 9", "pattern: '('", "dream.yaml(26,20): error AHM004: The pattern of DreamInput.prompt is no regular expression: Invalid pattern '(' at offset 1. Not enough )'s.")]
    [InlineData("  schemas:", "  schemes:", "dream.yaml(13,3): error AHM002: 'schemes' is no key of components. Did you mean schemas?")]
    [InlineData("    post:", "    put:", "dream.yaml(3,5): error AHM007: A model is called by post, not by put; write 'post:'.")]
    [InlineData("summary: Dream 1\n", "summary: Dream 1\n      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/DreamInput'}, examples: {many: {summary: Many., value: {input: {prompt: A deer, n: 5}}}}}}}\n", "dream.yaml(5,170): error AHM018: In the example many.input.n is '5' and must be at most 4.")]
    [InlineData("summary: Dream 1\n", "summary: Dream 1\n      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/DreamInput'}, examples: {both: {summary: Both., value: {input: {prompt: A deer, n: 3}}}}}}}\n", "dream.yaml(5,150): error AHM018: The example both breaks the rule maximum in line 9; change one of the two.")]
    [InlineData("properties:\n", "properties: []\n      x-none:\n", "dream.yaml(21,19): error AHM004: properties of DreamInput is a list and must be a map of keys.")]
    public void Check_Mistake_SaysWhatIsWrongAndWhere(string before, string after, string expected)
    {
        Assert.Equal(2, OwnModel.Text.Split(before).Length);
        Assert.Contains(expected, OwnModel.Problems((OwnModel.Name, OwnModel.Text.Replace(before, after, StringComparison.Ordinal))));
    }

    [Fact]
    public void Check_MistakesOfSeveralFiles_AreInTheOrderInWhichTheyStand()
    {
        string text = OwnModel.Text.Replace("minLength: 1", "minLenght: 1", StringComparison.Ordinal).Replace("x-role: size", "x-roll: size", StringComparison.Ordinal);

        string[] places = [.. OwnModel.Problems(("later.yaml", text), ("early.yaml", text)).Select(problem => problem.Split(')')[0])];

        Assert.Equal(places.OrderBy(place => place.Split('(')[0], StringComparer.Ordinal).ThenBy(place => int.Parse(place.Split('(', ',')[1], CultureInfo.InvariantCulture)), places);
        Assert.Equal(["early.yaml", "later.yaml"], places.Select(place => place.Split('(')[0]).Distinct());
    }

    [Theory]
    [InlineData("paths: [", "dream.yaml(2,1): error AHM001: This is no YAML")]
    [InlineData("paths: {}\npaths: {}\n", "dream.yaml(2,1): error AHM001: This is no YAML")]
    [InlineData("", "dream.yaml(1,1): error AHM001: The file is no map of keys")]
    [InlineData("- 1\n", "dream.yaml(1,1): error AHM001: The file is no map of keys")]
    [InlineData("paths: {}\n---\npaths: {}\n", "dream.yaml(3,1): error AHM001: A second YAML document begins here")]
    [InlineData("info: {title: x}\n", "dream.yaml(1,1): error AHM005: There is no model")]
    public void Read_NoModel_SaysWhere(string text, string expected) =>
        Assert.Contains(OwnModel.Problems((OwnModel.Name, text)), problem => problem.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Check_SecondFileWithTheSame_NamesTheFirst()
    {
        string[] problems = OwnModel.Problems((OwnModel.Name, OwnModel.Text), ("other.yaml", OwnModel.Text));

        Assert.Contains("other.yaml(14,5): error AHM008: The schema DreamInput is there already, in line 14 of dream.yaml; choose another name.", problems);
        Assert.Contains("other.yaml(2,3): error AHM008: The path /v1/models/acme/dream-1/predictions is there already, in line 2 of dream.yaml; choose another.", problems);
        Assert.Contains(problems, problem => problem.StartsWith("other.yaml(", StringComparison.Ordinal) && problem.Contains("The model name Dream1 is there already", StringComparison.Ordinal));
        Assert.DoesNotContain(problems, problem => problem.StartsWith("dream.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Merge_FileThatIsNotThere_SaysSoAndFails()
    {
        using var folder = new TemporaryFolder();
        folder.Write("list.txt", "gone.yaml\n");

        (int exitCode, string[] lines) = await ToolRun.RunAsync(folder.Root, "merge", "list.txt", "merged.yaml");

        Assert.Equal(3, exitCode);
        Assert.Contains(lines, line => line.StartsWith("gone.yaml(1,1): error AHM019: The file cannot be read", StringComparison.Ordinal));
        Assert.False(File.Exists(folder.PathOf("merged.yaml")));
    }

    [Fact]
    public async Task Merge_GoodFiles_WritesTheDocumentOnceOnly()
    {
        using var folder = new TemporaryFolder();
        folder.Write(OwnModel.Name, OwnModel.Text);
        folder.Write("list.txt", "dream.yaml\n#class OwnModels\n");
        Assert.Equal(0, (await ToolRun.RunAsync(folder.Root, "merge", "list.txt", "merged.yaml")).ExitCode);
        File.SetLastWriteTimeUtc(folder.PathOf("merged.yaml"), DateTime.UnixEpoch);

        Assert.Equal(0, (await ToolRun.RunAsync(folder.Root, "merge", "list.txt", "merged.yaml")).ExitCode);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(folder.PathOf("merged.yaml")));
    }
}
