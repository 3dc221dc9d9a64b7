using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Spec;

namespace AIHubMix.Images.ContractTests.Cli.SpecCheck;

/// <summary>Documents that are not as they should be: said, and never a crash.</summary>
public sealed class BrokenVendorDocumentTests
{
    [Theory]
    [InlineData("""{"swagger":"2.0","info":{},"paths":{}}""", "is a Swagger 2.0 document")]
    [InlineData("""{"kind":"discovery#restDescription","schemas":{}}""", "is no OpenAPI document")]
    [InlineData("[1,2]", "is no OpenAPI document")]
    [InlineData("{", "is no JSON")]
    [InlineData("a: [", "is no YAML")]
    [InlineData("""{"openapi":"3.1.0"}""", "has no request that takes what flux-kontext takes. None has a field of that name.")]
    [InlineData("""{"openapi":"3.1.0","paths":[],"components":5}""", "has no request")]
    [InlineData("""{"openapi":"3.1.0","paths":{"/a":null,"/b":[],"/c":{"post":7,"put":{"requestBody":[]},"patch":{"requestBody":{"content":{"application/json":{"schema":{"$ref":7}}}}}}},"components":{"schemas":{"A":null,"B":[],"C":{"properties":[1],"required":"x","enum":{},"allOf":{},"type":{},"minimum":"1"}}}}""", "has no request")]
    [InlineData("""{"openapi":"3.1.0","paths":{"/a":{"$ref":"#/paths/~1b"},"/b":{"$ref":"#/paths/~1a"},"/c":{"post":{"requestBody":{"$ref":"other.yaml#/Body"}}}}}""", "has no request")]
    [InlineData("""{"openapi":"3.1.0","components":{"schemas":{"A":{"allOf":[{"$ref":"#/components/schemas/B"}]},"B":{"allOf":[{"$ref":"#/components/schemas/A"}]}}}}""", "has no request")]
    public async Task Check_DocumentWithoutUse_IsRefusedWithWords(string document, string message)
    {
        await using VendorBench bench = await VendorBench.StartAsync(document);

        Assert.Equal(1, await bench.CheckAsync("flux-kontext"));

        Assert.Contains(message, bench.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Output);
    }

    [Fact]
    public async Task Check_FileThatIsNotThere_IsSaid()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(1, await bench.RunAsync("spec", "check", "gone.json", "--family", "flux-kontext", "--json"));

        Assert.Equal("tool", bench.Json.GetProperty("error").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Check_WhatCannotBeRead_IsListed()
    {
        await using VendorBench bench = await VendorBench.StartAsync(
            """
            {"openapi":"3.1.0","info":5,"paths":{"/v1/flux-kontext-max":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["prompt"],
             "allOf":[{"if":{},"then":{}}],
             "properties":{"prompt":{"type":"string"},"seed":{"$ref":"seeds.json"},"input_image":{"$ref":"#/components/schemas/Gone"},"raw":true,"width":null,"output_format":7}}}}}}}}}
            """);

        Assert.Equal(0, await bench.CheckAsync("flux-kontext"));

        Assert.Contains("### Not compared", bench.Output, StringComparison.Ordinal);
        Assert.Contains("- `seeds.json` lies outside the document and is not read.", bench.Output, StringComparison.Ordinal);
        Assert.Contains("- `#/components/schemas/Gone` is referred to and missing.", bench.Output, StringComparison.Ordinal);
        Assert.Contains("- Conditions between fields", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_DocumentDamagedAtRandom_EndsWithWords()
    {
        await using VendorBench bench = await VendorBench.StartAsync();
        string document = SpecFile.Load(Repository.PathOf("openapi/aihubmix-images.yaml")).ToJsonString();
        var random = new Random(20261130);
        string[] families = [.. ImageModels.All.Select(model => model.Family).Distinct()];
        int reports = 0;
        for (int round = 0; round < 100; round++)
        {
            JsonNode damaged = JsonNode.Parse(document)!;
            for (int wound = 0; wound < 25; wound++)
            {
                Damage(damaged[random.Next(2) == 0 ? "paths" : "components"]!, random);
            }

            bench.Write(damaged.ToJsonString());

            int exitCode = await bench.CheckAsync(families[random.Next(families.Length)]);

            Assert.DoesNotContain("Unhandled", bench.Error, StringComparison.Ordinal);
            Assert.True(exitCode == 0 ? bench.Output.StartsWith("# ", StringComparison.Ordinal) : bench.Error.Contains("has no request", StringComparison.Ordinal), bench.Error);
            reports += exitCode == 0 ? 1 : 0;
        }

        Assert.InRange(reports, 40, 100);
    }

    // Something else stands where something stood, or refers to what does not fit.
    private static void Damage(JsonNode node, Random random)
    {
        while (true)
        {
            JsonNode?[] children = node is JsonObject members ? [.. members.Select(member => member.Value)] : [.. node.AsArray()];
            JsonNode? child = children.Length == 0 ? null : children[random.Next(children.Length)];
            if (child is JsonObject or JsonArray && random.Next(5) > 0)
            {
                node = child;
                continue;
            }

            JsonNode? other = random.Next(7) switch
            {
                0 => JsonValue.Create("x"),
                1 => JsonValue.Create(-1.5),
                2 => JsonValue.Create(true),
                3 => new JsonArray(JsonValue.Create(1), null, new JsonObject()),
                4 => new JsonObject { ["$ref"] = "#/components/schemas/FluxKontextInput" },
                5 => new JsonObject { ["type"] = new JsonArray("null", "array"), ["items"] = true, ["enum"] = new JsonArray(null, 1, "a") },
                _ => new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/components/schemas" }, false) },
            };
            if (child?.Parent is JsonObject parent)
            {
                parent[child.GetPropertyName()] = other;
            }
            else if (child?.Parent is JsonArray list)
            {
                list[child.GetElementIndex()] = other;
            }

            return;
        }
    }
}
