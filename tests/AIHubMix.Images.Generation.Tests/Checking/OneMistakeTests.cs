namespace AIHubMix.Images.Generation.Tests.Checking;

/// <summary>One mistake is one error, where it was made, with a cure that cures it.</summary>
public sealed class OneMistakeTests
{
    private const string Layers = """items: {$ref: "#/components/schemas/DreamLayer"}""";

    /// <summary>A model whose request has an example.</summary>
    private const string Text = """
        paths:
          /v1/models/acme/dream-1/predictions:
            post:
              summary: Dream 1
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {$ref: "#/components/schemas/DreamRequest"}
                    examples:
                      full: {summary: All., value: {input: {prompt: A deer, n: 2, layers: [{colour: [1, 2]}]}}}
        components:
          schemas:
            DreamInput:
              description: What Dream takes.
              required: [prompt]
              properties:
                prompt: {type: string, description: The picture in words., minLength: 1, maxLength: 9, x-role: prompt}
                n: {type: integer, format: int32, description: How many., minimum: 1, maximum: 4}
                size: {type: string, description: The size., enum: ["1x1", "1x2", "2x1", "2x2", "auto"], x-csharp-prefix: Size}
                tags: {type: array, description: Words., items: {type: string}}
                layers: {type: array, description: What lies above., items: {$ref: "#/components/schemas/DreamLayer"}}
            DreamLayer:
              description: A layer.
              properties:
                colour:
                  type: array
                  description: Its colour.
                  items: {type: integer, format: int32, maximum: 255}
            DreamFrame:
              description: What is around it.
              properties:
                width: {type: number, description: How wide.}

        """;

    [Fact]
    public void Check_NoMistake_FindsNothing() => Assert.Empty(OwnModel.Problems((OwnModel.Name, Text)));

    [Theory]
    [InlineData("minimum: 1, maximum: 4", "minimum: 6, maximum: 1", "dream.yaml(19,76): error AHM017: minimum of DreamInput.n is 6, more than its maximum, which is 1; correct one of them.")]
    [InlineData("[prompt]", "[prompt, image]", "dream.yaml(16,26): error AHM012: DreamInput requires 'image', which it does not have.")]
    [InlineData("{colour: [1, 2]}", "{colour: [1, 300]}", "dream.yaml(11,97): error AHM018: In the example full.input.layers[0].colour[1] is '300' and must be at most 255.")]
    public void Check_SchemaThatIsWrong_IsNotHeldAgainstExamples(string before, string after, string expected) => AssertOnly(expected, before, after);

    [Fact]
    public void Check_ExampleWithoutASummary_IsToldBesideOtherMistakes() => Assert.Equal(
        [
            "dream.yaml(11,15): error AHM005: The example full has no summary; write one.",
            "dream.yaml(18,68): error AHM002: 'minLenght' is no key of DreamInput.prompt. Did you mean minLength?",
        ],
        Problems("summary: All., ", "", "minLength", "minLenght"));

    [Theory]
    [InlineData(Layers, "items: DreamLayer", "dream.yaml(22,69): error AHM004: an item of DreamInput.layers is 'DreamLayer' and must be a map of keys; write 'items:', and on a line below it '$ref: \"#/components/schemas/DreamLayer\"'.")]
    [InlineData(Layers, "items: DreamLair", "dream.yaml(22,69): error AHM004: an item of DreamInput.layers is 'DreamLair' and must be a map of keys.")]
    [InlineData("items: {type: string}", "items: string", "dream.yaml(21,57): error AHM004: an item of DreamInput.tags is 'string' and must be a map of keys; write 'type: string' on a line below it.")]
    [InlineData("items: {type: string}", "items: {description: A word.}", "dream.yaml(21,57): error AHM005: an item of DreamInput.tags has no type; write 'type:' and one of string, integer, number, boolean, array, object, or refer to a schema.")]
    [InlineData("{type: array, description: Words., items: {type: string}}", "DreamLayer", "dream.yaml(21,15): error AHM004: DreamInput.tags is 'DreamLayer' and must be a map of keys; write on lines below it 'allOf: [{$ref: \"#/components/schemas/DreamLayer\"}]' and a description.")]
    [InlineData("{type: array, description: Words., items: {type: string}}", "", "dream.yaml(21,14): error AHM004: DreamInput.tags is '' and must be a map of keys.")]
    public void Check_NameInPlaceOfAMap_SaysWhatToWrite(string before, string after, string expected) => AssertOnly(expected, before, after);

    [Theory]
    [InlineData(", x-csharp-prefix: Size", "", "dream.yaml(20,61): error AHM010: '1x1', '1x2', '2x1' and 1 more in the enum of DreamInput.size make no C# names; set a prefix, as in 'x-csharp-prefix: Size', or use x-csharp-names.")]
    [InlineData("x-csharp-prefix: Size", "x-csharp-names: {\"1x1\": One, \"1x2\": Half, \"2x1\": Two}", "dream.yaml(20,82): error AHM010: '2x2' in the enum of DreamInput.size would be called '2x2', which is no C# name; set a prefix, as in 'x-csharp-prefix: Size', or use x-csharp-names.")]
    [InlineData("\"auto\"", "\"a+b\", \"c+d\"", "dream.yaml(20,89): error AHM010: 'a+b', 'c+d' in the enum of DreamInput.size make no C# names; name what is listed in x-csharp-names.")]
    [InlineData("\"auto\"", "\"a+b\"", "dream.yaml(20,89): error AHM010: 'a+b' in the enum of DreamInput.size would be called 'SizeA+b', which is no C# name; name it in x-csharp-names.")]
    [InlineData("\"auto\"", "\"1X2\"", "dream.yaml(20,89): error AHM010: '1X2' in the enum of DreamInput.size would be called 'Size1x2', which is the name of another value, too; name it in x-csharp-names.")]
    [InlineData("x-csharp-prefix: Size", "x-csharp-prefix: _", "dream.yaml(20,98): error AHM004: x-csharp-prefix is '_'; write a C# name of letters and digits, a capital letter first, such as DreamSize.")]
    [InlineData("x-csharp-prefix: Size", "x-csharp-prefix: Size, x-csharp-names: {\"1x1\": 1a}", "dream.yaml(20,145): error AHM004: x-csharp-names.1x1 is '1a'; write a C# name of letters and digits, a capital letter first, such as DreamSize.")]
    public void Check_ValuesWithoutAName_AreToldTogether(string before, string after, string expected) => AssertOnly(expected, before, after);

    [Theory]
    [InlineData("summary: Dream 1", "x-model: {urlLifetime: 1h}", "dream.yaml(5,30): error AHM004: x-model.urlLifetime is '1h'; write an ISO 8601 duration, such as PT1H or P7D.")]
    [InlineData("summary: Dream 1", "x-model: {aliases: [acme/dream, acme dream]}", "dream.yaml(5,39): error AHM004: x-model.aliases[1] is 'acme dream'; write a model with or without its vendor, such as acme/dream-1 or dream-1.")]
    [InlineData("summary: Dream 1", "x-model: {answers: array-task}", "dream.yaml(5,26): error AHM017: answers is array-task, and delivery is inline, which answers with pictures; write 'delivery: task', or the form that the pictures have.")]
    [InlineData("summary: Dream 1", "x-model: {delivery: task, answers: array-url}", "dream.yaml(5,42): error AHM017: answers is array-url, and delivery is task, which answers with tasks; write 'answers: array-task', or 'delivery: inline'.")]
    public void Check_Model_SaysWhatToWrite(string after, string line, string expected) => AssertOnly(expected, after, $"{after}\n      {line}");

    [Theory]
    [InlineData("x-role: prompt", "x-role: seed", "dream.yaml(18,104): error AHM017: The role seed of DreamInput.prompt is for the type integer, and the type is string; give it to another field, or correct the type.")]
    [InlineData("maximum: 4", "x-role: size", "dream.yaml(19,87): error AHM017: The role size of DreamInput.n is for the type string, and the type is integer; give it to another field, or correct the type.")]
    [InlineData("maximum: 4", "x-role: image", "dream.yaml(19,87): error AHM017: The role image of DreamInput.n is for the type string or array of strings, and the type is integer; give it to another field, or correct the type.")]
    [InlineData("items: {type: string}", "items: {type: boolean}, x-role: image", "dream.yaml(21,82): error AHM017: The role image of DreamInput.tags is for the type string or array of strings, and the type is array of boolean; give it to another field, or correct the type.")]
    public void Check_RoleOfAnotherType_SaysWhichTypeHasIt(string before, string after, string expected) => AssertOnly(expected, before, after);

    [Theory]
    [InlineData("DreamInput", 14)]
    [InlineData("DreamLayer", 23)]
    [InlineData("DreamFrame", 30)]
    public void Check_SchemaThatIsIndentedTooLittle_IsTheMistake(string schema, int line) =>
        AssertOnly($"dream.yaml({line},3): error AHM002: components has no '{schema}'; a schema stands under schemas, two spaces further in.", $"    {schema}:\n", $"  {schema}:\n");

    [Fact]
    public void Check_SchemaThatIsIndentedTooLittleThroughout_IsTheMistake()
    {
        string layer = Text[Text.IndexOf("    DreamLayer:", StringComparison.Ordinal)..Text.IndexOf("    DreamFrame:", StringComparison.Ordinal)];
        AssertOnly(
            "dream.yaml(23,3): error AHM002: components has no 'DreamLayer'; a schema stands under schemas, two spaces further in.",
            layer, string.Concat(layer.Split('\n')[..^1].Select(line => $"{line[2..]}\n")));
    }

    [Theory]
    [InlineData("schemas/DreamRequest", "schemas/DreamLayer", "dream.yaml(9,28): error AHM004: The body of /v1/models/acme/dream-1/predictions must be a schema of the kind envelope, and DreamLayer is of the kind value. Refer to its request.")]
    [InlineData(" format: int32, description", " description", "dream.yaml(19,9): error AHM005: DreamInput.n is an integer without a format; say int32, or int64 where values above 2,147,483,647 occur.")]
    [InlineData("format: int32, maximum", "maximum", "dream.yaml(29,18): error AHM005: an item of DreamLayer.colour is an integer without a format; say int32, or int64 where values above 2,147,483,647 occur.")]
    [InlineData("minLength: 1", "format: uuid", "dream.yaml(18,76): error AHM016: The format 'uuid' of DreamInput.prompt is nothing that is checked or generated; remove it, and say it with a 'pattern' or in the description.")]
    [InlineData("items: {type: string}", "items: {type: string, format: uri}", "dream.yaml(21,80): error AHM016: The format 'uri' of an item of DreamInput.tags is nothing that is checked or generated; remove it, and say it with a 'pattern' or in the description.")]
    [InlineData("format: int32, description", "format: double, description", "dream.yaml(19,36): error AHM016: The format 'double' of DreamInput.n is nothing that is checked or generated; write int32 or int64.")]
    [InlineData("type: number", "type: number, format: decimal", "dream.yaml(33,39): error AHM016: The format 'decimal' of DreamFrame.width is nothing that is checked or generated; write float or double.")]
    [InlineData("minLength: 1", "nullable: true", "dream.yaml(18,78): error AHM016: 'nullable' of DreamInput.prompt is nothing that inputs can have; remove it. A field that is null is not sent.")]
    [InlineData("minLength: 1", "colour: 1", "dream.yaml(18,68): error AHM002: 'colour' is no key of DreamInput.prompt. Remove it.")]
    [InlineData("minLength: 1", "x-zzzzzzz: 1", "dream.yaml(18,68): error AHM002: 'x-zzzzzzz' is not in the vocabulary. Remove it.")]
    public void Check_WhatInputsCannotHave_IsToldWithACure(string before, string after, string expected) => AssertOnly(expected, before, after);

    [Theory]
    [InlineData("A layer.", "A layer: thin.", "dream.yaml(24,27): error AHM001: This is no YAML: While scanning a plain scalar value, found invalid mapping. Put text with a colon or a # into quotes, and begin keys in the column of their neighbours.")]
    [InlineData("A layer.", "'A layer.", "dream.yaml(24,20): error AHM001: This is no YAML: While scanning a quoted scalar, found unexpected end of stream. Close the quote in which the text begins; in double quotes a backslash is written twice.")]
    [InlineData("A layer.", "@layer", "dream.yaml(24,20): error AHM001: This is no YAML: While scanning for the next token, found character that cannot start any token. Put text that begins with @, % or ` into quotes.")]
    [InlineData("A layer.", "- layer", "dream.yaml(24,20): error AHM001: This is no YAML: Block sequence entries are not allowed in this context. Begin a list on a line of its own, or put text that begins with a - into quotes.")]
    [InlineData("      description: A layer.", "\tdescription: A layer.", "dream.yaml(24,1): error AHM001: This is no YAML: the line is indented by a tab. Indent with spaces; YAML takes no tabs.")]
    [InlineData("      description: A layer.", "       description: A layer.", "dream.yaml(25,7): error AHM001: This is no YAML: While parsing a block mapping, did not find expected key. Begin the line in the column of its neighbours, and look for a missing colon or a quote that ends too early.")]
    [InlineData("      description: A layer.", "      description: A layer.\n      description: A layer.", "dream.yaml(25,7): error AHM001: This is no YAML: Duplicate key description. Remove one of the two.")]
    [InlineData("How many.", "How: many.", "dream.yaml(19,59): error AHM001: This is no YAML: While parsing a flow mapping, did not find expected ',' or '}'. Close the bracket or brace, and put text with a colon or a comma into quotes.")]
    [InlineData("[prompt]", "[prompt", "dream.yaml(16,17): error AHM001: This is no YAML: a bracket or brace is not closed. Close it.")]
    public void Read_NoYaml_SaysWhatMostlyHelps(string before, string after, string expected) => AssertOnly(expected, before, after);

    private static void AssertOnly(string expected, string before, string after) => Assert.Equal([expected], Problems(before, after));

    private static string[] Problems(params string[] edits)
    {
        string text = Text;
        foreach (string[] edit in edits.Chunk(2))
        {
            Assert.Equal(2, text.Split(edit[0]).Length);
            text = text.Replace(edit[0], edit[1], StringComparison.Ordinal);
        }

        return OwnModel.Problems((OwnModel.Name, text));
    }
}
