using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Spec.Check;

namespace AIHubMix.Images.ContractTests.Cli.SpecCheck;

/// <summary>One thing is said in many ways by the schemas of vendors, and OpenAPI 3.0 and 3.1 have ways of their own.</summary>
public sealed class SchemaReaderTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "text")]
    [InlineData("""{"type":"string","nullable":true}""", "text")]
    [InlineData("""{"type":["string","null"],"maxLength":9}""", "text: at most 9 characters")]
    [InlineData("""{"anyOf":[{"type":"string","minLength":2,"maxLength":9},{"type":"null"}],"default":"x"}""", "text: 2 to 9 characters (default x)")]
    [InlineData("""{"anyOf":[{"type":"integer","minimum":1},{"type":"integer","minimum":0,"maximum":5}]}""", "whole number: at least 0")]
    [InlineData("""{"allOf":[{"type":"number","minimum":1,"maximum":9},{"type":"integer","minimum":0,"maximum":5}]}""", "whole number: 1 to 5")]
    [InlineData("""{"type":"integer","exclusiveMinimum":0,"exclusiveMaximum":9}""", "whole number: 1 to 8")]
    [InlineData("""{"type":"integer","minimum":0,"exclusiveMinimum":true,"maximum":9,"exclusiveMaximum":false}""", "whole number: 1 to 9")]
    [InlineData("""{"type":"number","minimum":0.5,"maximum":1e2,"default":1.0}""", "number: 0.5 to 100 (default 1)")]
    [InlineData("""{"const":"a"}""", "text: a")]
    [InlineData("""{"enum":["a","b",null]}""", "text: a, b")]
    [InlineData("""{"oneOf":[{"const":"a"},{"enum":["b","a"]}]}""", "text: a, b")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"string","enum":["a","b"]}]}""", "text: a, b and others")]
    [InlineData("""{"anyOf":[{"type":"string"},{"enum":["a"]},{"type":"null"}],"nullable":true}""", "text: a and others")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"string","enum":["a"]}]}""", "text or whole number: a")]
    [InlineData("""{"allOf":[{"type":"string"},{"enum":["a","b"]},{"enum":["b","c"]}]}""", "text: b")]
    [InlineData("""{"type":"string","format":"binary"}""", "uploaded file")]
    [InlineData("""{"type":"string","contentMediaType":"application/octet-stream"}""", "uploaded file")]
    [InlineData("""{"type":"string","contentMediaType":"image/png","contentEncoding":"base64"}""", "text")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","maxItems":16,"items":{"type":"string"}}]}""", "text or list of text: at most 16 items")]
    [InlineData("""{"$ref":"#/components/schemas/Speed"}""", "text: fast, slow (default slow)")]
    [InlineData("""{"$ref":"#/components/schemas/Speed","default":"fast"}""", "text: fast, slow (default fast)")]
    [InlineData("""{"allOf":[{"$ref":"#/components/schemas/Chain"}],"nullable":true}""", "text: fast, slow (default slow)")]
    [InlineData("""{"anyOf":[{"$ref":"#/components/schemas/Chain"},{"type":"null"}],"default":"fast"}""", "text: fast, slow (default fast)")]
    [InlineData("""{"$ref":"#/paths/~1v1~1draw/%78"}""", "true or false")]
    [InlineData("true", "anything")]
    [InlineData("{}", "anything")]
    public void Read_Form_IsWhatItSays(string schema, string facts) => Assert.Equal(facts, SchemaWords.Facts(Reader().Read(JsonNode.Parse(schema))));

    [Theory]
    [InlineData("""{"exclusiveMinimum":0}""")]
    [InlineData("""{"minimum":0,"exclusiveMinimum":true}""")]
    [InlineData("""{"minimum":-1,"exclusiveMinimum":0}""")]
    public void Read_LimitOfANumberThatIsExcluded_IsKeptApart(string schema)
    {
        VendorSchema read = Reader().Read(JsonNode.Parse(schema));

        Assert.Equal((0.0, true), (read.Minimum, read.ExcludesMinimum));
    }

    [Fact]
    public void Read_OneOfObjects_HasTheMembersOfAllAndRequiresWhatAllRequire()
    {
        VendorSchema read = Reader().Read(JsonNode.Parse(
            """
            {"type":"object","required":["top"],"properties":{"top":{"type":"string"}},"discriminator":{"propertyName":"kind"},
             "oneOf":[{"type":"object","required":["kind","a"],"properties":{"kind":{"const":"one"},"a":{"type":"string"}}},
                      {"type":"object","required":["kind"],"properties":{"kind":{"const":"two"},"b":{"type":"integer"}}}]}
            """));

        Assert.Equal(["a", "b", "kind", "top"], read.Members.Keys.Order());
        Assert.Equal(["kind", "top"], read.Required.Order());
        Assert.Equal(["one", "two"], read.Members["kind"].Value.Values!);
    }

    [Fact]
    public void Read_ReferencesInACircle_EndsAndSaysSo()
    {
        SchemaReader reader = Reader();

        VendorSchema tree = reader.Read(JsonNode.Parse("""{"$ref":"#/components/schemas/Tree"}"""));
        Assert.Equal("text", SchemaWords.Facts(tree.Members["left"].Value.Members["left"].Value.Members["name"].Value));
        Assert.Equal("list of list", SchemaWords.Facts(reader.Read(JsonNode.Parse("""{"$ref":"#/components/schemas/ListOfItself"}"""))));
        Assert.Empty(reader.Notes);

        Assert.Equal("anything", SchemaWords.Facts(reader.Read(JsonNode.Parse("""{"$ref":"#/components/schemas/Itself"}"""))));
        Assert.Equal("`#/components/schemas/Itself` refers to itself.", Assert.Single(reader.Notes));
    }

    [Theory]
    [InlineData("""{"$ref":"common.yaml#/Prompt"}""", "`common.yaml#/Prompt` lies outside the document and is not read.")]
    [InlineData("""{"$ref":"https://example.com/x.json"}""", "`https://example.com/x.json` lies outside the document and is not read.")]
    [InlineData("""{"$ref":"#/components/schemas/Gone"}""", "`#/components/schemas/Gone` is referred to and missing.")]
    [InlineData("""{"$ref":"#anchor"}""", "`#anchor` is referred to and missing.")]
    [InlineData("""{"type":"string","not":{"const":"x"}}""", "Conditions between fields (if, not, dependent…) are not compared.")]
    public void Read_WhatIsNotRead_IsNoted(string schema, string note)
    {
        SchemaReader reader = Reader();

        reader.Read(JsonNode.Parse(schema));

        Assert.Equal(note, Assert.Single(reader.Notes));
    }

    [Fact]
    public void Read_ChainThatDoesNotEnd_IsGivenUp()
    {
        var schemas = new JsonObject();
        for (int link = 0; link < 5000; link++)
        {
            schemas.Add($"S{link}", new JsonObject { ["$ref"] = $"#/components/schemas/S{link + 1}" });
        }

        var reader = new SchemaReader(new JsonObject { ["components"] = new JsonObject { ["schemas"] = schemas } });

        Assert.Equal(SchemaKinds.None, reader.Read(new JsonObject { ["$ref"] = "#/components/schemas/S0" }).Kinds);
        Assert.Contains("More than 200 schemas", Assert.Single(reader.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ReferencesThatDouble_AreReadOnce()
    {
        var schemas = new JsonObject { ["S60"] = new JsonObject { ["type"] = "string" } };
        for (int level = 0; level < 60; level++)
        {
            JsonObject next() => new() { ["$ref"] = $"#/components/schemas/S{level + 1}" };
            schemas.Add($"S{level}", new JsonObject { ["anyOf"] = new JsonArray(next(), next()) });
        }

        var reader = new SchemaReader(new JsonObject { ["components"] = new JsonObject { ["schemas"] = schemas } });

        Assert.Equal(SchemaKinds.Text, reader.Read(new JsonObject { ["$ref"] = "#/components/schemas/S0" }).Kinds);
    }

    private static SchemaReader Reader() => new(JsonNode.Parse(
        """
        {"paths":{"/v1/draw":{"x":{"type":"boolean"}}},
         "components":{"schemas":{
           "Speed":{"type":"string","enum":["fast","slow"],"default":"slow"},
           "Chain":{"$ref":"#/components/schemas/Speed"},
           "Tree":{"type":"object","properties":{"name":{"type":"string"},"left":{"$ref":"#/components/schemas/Tree"}}},
           "ListOfItself":{"type":"array","items":{"$ref":"#/components/schemas/ListOfItself"}},
           "Itself":{"$ref":"#/components/schemas/Itself"}}}}
        """)!.AsObject());
}
