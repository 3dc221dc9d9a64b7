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
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("vendor", document);

        Assert.Equal(1, await bench.RunAsync("spec", "check", "vendor", "--family", "flux-kontext"));

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
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("vendor.json",
            """
            {"openapi":"3.1.0","info":5,"paths":{"/v1/flux-kontext-max":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["prompt"],
             "allOf":[{"if":{},"then":{}}],
             "properties":{"prompt":{"type":"string"},"seed":{"$ref":"seeds.json"},"input_image":{"$ref":"#/components/schemas/Gone"},"raw":true,"width":null,"output_format":7}}}}}}}}}
            """);

        Assert.Equal(0, await bench.RunAsync("spec", "check", "vendor.json", "--family", "flux-kontext"));

        Assert.Contains("### Not compared", bench.Output, StringComparison.Ordinal);
        Assert.Contains("- `seeds.json` lies outside the document and is not read.", bench.Output, StringComparison.Ordinal);
        Assert.Contains("- `#/components/schemas/Gone` is referred to and missing.", bench.Output, StringComparison.Ordinal);
        Assert.Contains("- Conditions between fields", bench.Output, StringComparison.Ordinal);
    }
}
