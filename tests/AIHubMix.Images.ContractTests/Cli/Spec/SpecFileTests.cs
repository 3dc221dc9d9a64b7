using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Spec;

namespace AIHubMix.Images.ContractTests.Cli.Spec;

public sealed class SpecFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aihubmix-spec-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("3.0.3")]
    [InlineData("'3.1.0'")]
    [InlineData("3.1")]
    public void Load_YamlOfOpenApi3_IsRead(string version) => Assert.Equal("x", Load($"openapi: {version}\ninfo: {{title: x}}")["info"]!["title"]!.GetValue<string>());

    [Theory]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("'null'", "\"null\"")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("12", "12")]
    [InlineData("-12", "-12")]
    [InlineData("+12", "12")]
    [InlineData("007", "7")]
    [InlineData("0", "0")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("0o8", "\"0o8\"")]
    [InlineData("1.50", "1.50")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1e3")]
    [InlineData("-1.5E-3", "-1.5E-3")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("1e-", "\"1e-\"")]
    [InlineData("-", "[null]")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("16:9", "\"16:9\"")]
    [InlineData("1024x1024", "\"1024x1024\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("'12'", "\"12\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("2025-08-07", "\"2025-08-07\"")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData(">-\n  a\n  b", "\"a b\"")]
    [InlineData("|\n  1\n", "\"1\\n\"")]
    [InlineData("|+\n      \nother: 1", "\"\\n\"")]
    [InlineData("|\n      \n  1\n     \n  2", "\"\\n1\\n   \\n2\\n\"")]
    public void Load_Scalar_IsWhatTheCoreSchemaSays(string yaml, string json) =>
        Assert.Equal(json, Load($"openapi: 3.0.3\nvalue:{(yaml == "-" ? "\n  " : " ")}{yaml}\n")["value"]?.ToJsonString() ?? "null");

    [Fact]
    public void Load_Numbers_CanBeReadAsAnyType()
    {
        JsonNode value = Load("openapi: 3.0.3\nvalue: 12")["value"]!;
        Assert.Equal((12, 12L, 12m, 12d), (value.GetValue<int>(), value.GetValue<long>(), value.GetValue<decimal>(), value.GetValue<double>()));
    }

    [Fact]
    public void Load_AnchorsAndMergeKeys_AreResolvedAndTheObjectsOwnMembersWin()
    {
        JsonObject document = Load(
            """
            openapi: 3.0.3
            base: &base {a: 1, b: 2, list: &list [1, 2]}
            other: &other {b: 3, c: 4}
            one: {<<: *base, a: 9}
            many: {<<: [*base, *other]}
            same: *list
            """);
        Assert.Equal("""{"a":9,"b":2,"list":[1,2]}""", document["one"]!.ToJsonString());
        Assert.Equal("""{"a":1,"b":2,"list":[1,2],"c":4}""", document["many"]!.ToJsonString());
        Assert.Equal("[1,2]", document["same"]!.ToJsonString());
    }

    [Fact]
    public void Load_KeysThatAreNoText_AreTheirText() => Assert.NotNull(Load("openapi: 3.0.3\nresponses: {200: {}, true: {}}")["responses"]!["200"]);

    [Fact]
    public void Load_Json_IsReadWhateverTheName() => Assert.Equal(2, Load("""  { "openapi": "3.1.0", "paths": { "/a": 2 } }""", "spec.yaml")["paths"]!["/a"]!.GetValue<int>());

    [Theory]
    [InlineData("openapi: 3.0.3\npaths: {\n", "spec.yaml:3:")]
    [InlineData("openapi: 3.0.3\npaths:\n  a: 1\n  a: 2\n", "spec.yaml:4:3 is no YAML: The key 'a' stands twice in one object.")]
    [InlineData("openapi: 3.0.3\nvalue: *nowhere\n", "spec.yaml:2:8 is no YAML: There is no anchor &nowhere before this alias.")]
    [InlineData("openapi: 3.0.3\nvalue: {<<: 1}\n", "spec.yaml:2:9 is no YAML: Only objects can be merged")]
    [InlineData("openapi: 3.0.3\n? [a]\n: 1\n", "spec.yaml:2:3 is no YAML: A key must be a plain text.")]
    [InlineData("openapi: 3.0.3\n---\nopenapi: 3.0.3\n", "is no YAML: There is more than one document in the file.")]
    [InlineData("{\n  \"openapi\": \"3.0.3\",,\n}", "spec.yaml:2:22 is no JSON: ")]
    [InlineData("{\"openapi\": \"3.0.3\", \"a\": 1, \"a\": 2}", " is no JSON: ")]
    [InlineData("", "is no OpenAPI document: it has no object at its top.")]
    [InlineData("[1]", "is no OpenAPI document: it has no object at its top.")]
    [InlineData("title: x", "is no OpenAPI document: the member 'openapi' with its version is missing.")]
    [InlineData("swagger: '2.0'", "is a Swagger 2.0 document; convert it to OpenAPI 3 first.")]
    [InlineData("openapi: 4.0.0", "is an OpenAPI 4.0.0 document; only OpenAPI 3 is read.")]
    public void Load_WhatIsNoOpenApiDocument_IsRefusedWithItsPlace(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ToolException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_FileThatIsMissing_IsRefused() =>
        Assert.Equal($"There is no file {_folder.FullName}/none/none.yaml.", Assert.Throws<ToolException>(() => SpecFile.Load($"{_folder.FullName}/none/none.yaml")).Message);

    [Fact]
    public void Load_AliasesThatGrowToGigabytes_AreRefused()
    {
        var text = new StringBuilder("openapi: 3.0.3\na0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int index = 1; index < 9; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"a{index}: &a{index} [{string.Join(", ", Enumerable.Repeat($"*a{index - 1}", 10))}]\n");
        }

        Assert.Contains("With its aliases the document comes to more than", Assert.Throws<ToolException>(() => Load(text.ToString())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"openapi\": \"3.0.3\", \"a\": ")]
    public void Load_NestedWithoutEnd_IsRefusedAndDoesNotEndTheProcess(string before) =>
        Assert.Throws<ToolException>(() => Load(before + new string('[', 100_000)));

    [Fact]
    public void Load_TheDocumentOfTheSdk_HasItsElevenModels() =>
        Assert.Equal(11, SpecFile.Load(Repository.PathOf("openapi/aihubmix-images.yaml"))["paths"]!.AsObject().Count(path => path.Value!["post"]?["x-model"] is not null));

    private JsonObject Load(string text, string name = "spec.yaml")
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return SpecFile.Load(path);
    }
}
