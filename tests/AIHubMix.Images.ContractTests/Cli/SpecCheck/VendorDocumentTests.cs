using System.Text.Json;

namespace AIHubMix.Images.ContractTests.Cli.SpecCheck;

/// <summary>Documents in the forms that vendors use: which request is taken, and why.</summary>
public sealed class VendorDocumentTests
{
    // One operation for each model, 3.1, "or null" for what need not be sent.
    private const string Paths =
        """
        {"openapi":"3.1.0","info":{"title":"Paths","version":"7"},"paths":{
          "/v1/flux-dev":{"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/FluxDevInputs"}}}}}},
          "/v1/flux-kontext-pro":{"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/KontextInputs"}}}}}},
          "/v1/flux-kontext-max":{"post":{"deprecated":true,"requestBody":{"$ref":"#/components/requestBodies/Kontext"}}}},
         "components":{"requestBodies":{"Kontext":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/KontextInputs"}}}}},
         "schemas":{
          "FluxDevInputs":{"type":"object","properties":{"prompt":{"type":"string"},"width":{"type":"integer"},"height":{"type":"integer"},"seed":{"type":"integer"},"raw":{"type":"boolean"},"output_format":{"$ref":"#/components/schemas/Format"}}},
          "KontextInputs":{"type":"object","required":["prompt"],"properties":{
            "prompt":{"type":"string"},"input_image":{"anyOf":[{"type":"string"},{"type":"null"}]},"seed":{"anyOf":[{"type":"integer"},{"type":"null"}],"examples":[42]},
            "aspect_ratio":{"type":["string","null"]},"output_format":{"anyOf":[{"$ref":"#/components/schemas/Format"},{"type":"null"}],"default":"png","x-order":3},
            "safety_tolerance":{"type":"integer","minimum":0,"exclusiveMaximum":6,"default":2},"steps":{"anyOf":[{"type":"integer","exclusiveMinimum":0,"maximum":50},{"type":"null"}]}}},
          "Format":{"type":"string","enum":["jpeg","png","webp"]}}}}
        """;

    // A form and JSON of one schema, 3.0, everything by reference.
    private static readonly string[] Forms =
    [
        "openapi: 3.0.2",
        "info: {title: Forms, version: 1.0.0}",
        "paths:",
        "  /v1/ideogram-v3/remix:",
        "    post: {requestBody: {content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Remix'}}}}}",
        "  /v1/ideogram-v3/generate:",
        "    post: {requestBody: {content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Generate'}}, application/json: {schema: {$ref: '#/components/schemas/Generate'}}}}}",
        "components:",
        "  schemas:",
        "    Speed: {type: string, enum: [FLASH, TURBO, DEFAULT, QUALITY, BALANCED], default: DEFAULT}",
        "    Generate:",
        "      type: object",
        "      required: [prompt]",
        "      properties:",
        "        prompt: {type: string}",
        "        rendering_speed: {$ref: '#/components/schemas/Speed'}",
        "        num_images: {type: integer, minimum: 1, maximum: 8, default: 1}",
        "        style_images: {type: array, items: {type: string, format: binary}}",
        "    Remix:",
        "      allOf:",
        "        - $ref: '#/components/schemas/Generate'",
        "        - {type: object, required: [image], properties: {image: {type: string, format: binary}}}",
    ];

    // One schema for several models, told apart by words, and another for pictures.
    private static readonly string[] Shared =
    [
        "openapi: 3.1.0",
        "info: {title: Shared, version: 2.3.0}",
        "paths:",
        "  /images/generations:",
        "    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Create'}}}}}",
        "  /images/edits:",
        "    post: {requestBody: {content: {multipart/form-data: {schema: {$ref: '#/components/schemas/Edit'}}}}}",
        "  /images/variations:",
        "    post: {requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {image: {type: string, format: binary}, user: {type: string}}}}}}}",
        "components:",
        "  schemas:",
        "    Model: {anyOf: [{type: string}, {type: string, enum: [gpt-image-1, dall-e-3, dall-e-2]}], nullable: true}",
        "    Create:",
        "      type: object",
        "      required: [prompt]",
        "      properties: &common",
        "        prompt: {type: string}",
        "        model: {$ref: '#/components/schemas/Model'}",
        "        n: {type: integer, minimum: 1, maximum: 10, default: 1, description: 'For `dall-e-3` only 1.'}",
        "        size: {anyOf: [{type: string}, {type: string, enum: [auto, 1024x1024, 1536x1024, 1024x1536, 256x256]}], default: auto, description: 'By model.'}",
        "        quality: {type: string, enum: [standard, hd, low, medium, high, auto, ultra], default: auto}",
        "        user: {type: string}",
        "    Edit:",
        "      type: object",
        "      required: [prompt, image]",
        "      properties:",
        "        <<: *common",
        "        image: {anyOf: [{type: string, format: binary}, {type: array, items: {type: string, format: binary}}]}",
        "        input_fidelity: {type: string, enum: [high, low, medium], nullable: true}",
    ];

    // Everything in the operation, in a form, an envelope around it.
    private const string Envelope =
        """
        {"openapi":"3.0.3","info":{},"paths":{"/predict":{"parameters":[],"post":{"requestBody":{"content":{"application/json":{"schema":{
          "type":"object","properties":{"webhook":{"type":"string"},"input":{"type":"object","required":["prompt"],"properties":{"prompt":{"type":"string"},"seed":{"type":"integer"},"aspect_ratio":{"type":"string"},"safety_tolerance":{"type":"integer"},"output_format":{"type":"string"}}}}}}}}}}}}
        """;

    [Fact]
    public async Task Check_OperationForEachModel_IsFoundByItsPath()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Paths);

        Assert.Equal(0, await bench.CheckAsync("flux-kontext", "--json"));

        JsonElement section = Assert.Single(bench.Sections);
        Assert.Equal("KontextInputs", section.GetProperty("schema").GetString());
        Assert.Equal(["POST /v1/flux-kontext-pro", "POST /v1/flux-kontext-max"], section.GetProperty("operations").EnumerateArray().Select(operation => operation.GetString()));
        Assert.StartsWith("Chosen because of `flux-kontext-max`, `flux-kontext-pro`; it has 6 of the ", section.GetProperty("reason").GetString(), StringComparison.Ordinal);
        string[] found = bench.Found;
        Assert.Contains("drift maximum safety_tolerance", found);
        Assert.Contains("drift field-added steps", found);
        Assert.Contains("drift field-removed prompt_upsampling", found);
        Assert.Contains("notice field-removed raw", found);
        Assert.DoesNotContain(found, finding => finding.EndsWith(" output_format", StringComparison.Ordinal) || finding.EndsWith(" seed", StringComparison.Ordinal) || finding.Contains("deprecated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OperationsThatAreAllDeprecated_SaysSo()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Paths.Replace("\"/v1/flux-kontext-pro\":{\"post\":{", "\"/v1/flux-kontext-pro\":{\"post\":{\"deprecated\":true,", StringComparison.Ordinal));

        await bench.CheckAsync("flux-kontext", "--json");

        Assert.Contains("notice deprecated ", bench.Found);
    }

    [Fact]
    public async Task Check_FormAndJsonOfOneSchema_IsTakenOnceAndNotTheNeighbourThatRequiresMore()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Forms);

        Assert.Equal(0, await bench.CheckAsync("ideogram", "--json"));

        JsonElement section = Assert.Single(bench.Sections);
        Assert.Equal("Generate", section.GetProperty("schema").GetString());
        Assert.Contains("The next best is `Remix` (POST /v1/ideogram-v3/remix, multipart/form-data)", section.GetProperty("reason").GetString(), StringComparison.Ordinal);
        string[] found = bench.Found;
        Assert.Contains("notice field-added style_images", found);
        Assert.Contains("drift field-removed negative_prompt", found);
    }

    [Fact]
    public async Task Check_SchemaOfSeveralModels_TakesWhatItsWordsTellApartForANotice()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Shared);

        Assert.Equal(0, await bench.CheckAsync("gpt-image", "--json"));

        Assert.All(bench.Sections, section => Assert.Equal("Create", section.GetProperty("schema").GetString()));
        string[] found = bench.Found;
        Assert.Contains("notice values-added size 256x256", found);
        Assert.Contains("notice values-open size", found);
        Assert.Contains("drift values-added quality standard hd ultra", found);
        Assert.Contains(found, finding => finding.StartsWith("notice models model ", StringComparison.Ordinal) && finding.EndsWith("dall-e-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_FieldOfTheRequestForPictures_IsHeldAgainstThat()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Shared);

        await bench.CheckAsync("gpt-image", "--json");

        string[] found = bench.Found;
        Assert.Contains("notice field-elsewhere image", found);
        Assert.Contains("notice field-elsewhere input_fidelity", found);
        Assert.Contains("drift values-added input_fidelity medium", found);
        Assert.DoesNotContain("drift field-removed input_fidelity", found);
    }

    [Fact]
    public async Task Check_Vendor_ChecksEachOfItsFamilies()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Shared);

        Assert.Equal(0, await bench.CheckAsync("OpenAI", "--json"));

        IEnumerable<string> families = ImageModels.All.Where(model => model.Vendor == "OpenAI").Select(model => model.Family).Distinct();
        Assert.Equal(families, bench.Sections.Select(section => section.GetProperty("family").GetString()).Distinct());
    }

    [Fact]
    public async Task Check_Envelope_IsLookedInto()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Envelope);

        Assert.Equal(0, await bench.CheckAsync("flux-kontext"));

        Assert.Contains("## flux-kontext and `POST /predict, input`", bench.Output, StringComparison.Ordinal);
        Assert.Contains("Chosen by its fields alone, nothing in it is named like the models; it has 5 of the ", bench.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--schema", "FluxDevInputs", "FluxDevInputs")]
    [InlineData("--operation", "POST /v1/flux-dev", "FluxDevInputs")]
    [InlineData("--operation", "post /v1/flux-dev", "FluxDevInputs")]
    [InlineData("--operation", "/v1/flux-dev", "FluxDevInputs")]
    public async Task Check_RequestThatIsAskedFor_IsTaken(string option, string value, string schema)
    {
        await using VendorBench bench = await VendorBench.StartAsync(Paths);

        Assert.Equal(0, await bench.CheckAsync("flux-kontext", option, value, "--json"));

        Assert.All(bench.Sections, section =>
        {
            Assert.Equal(schema, section.GetProperty("schema").GetString());
            Assert.StartsWith("Chosen as asked for;", section.GetProperty("reason").GetString(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("--schema", "FluxDevInput", "The document has no schema with members 'FluxDevInput'. Did you mean FluxDevInputs?")]
    [InlineData("--operation", "POST /v1/flux-def", "The document has no operation with a body of members 'POST /v1/flux-def'. Did you mean POST /v1/flux-dev")]
    public async Task Check_RequestThatIsNotThere_IsRefusedWithTheNearest(string option, string value, string message)
    {
        await using VendorBench bench = await VendorBench.StartAsync(Paths);

        Assert.Equal(3, await bench.CheckAsync("flux-kontext", option, value));

        Assert.StartsWith(message, bench.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NothingNear_NamesCandidates()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Paths);

        Assert.Equal(1, await bench.CheckAsync("imagen"));

        Assert.StartsWith("vendor has no request that takes what imagen takes. --schema or --operation chooses one:", bench.Error, StringComparison.Ordinal);
        Assert.Contains("`FluxDevInputs` (POST /v1/flux-dev) with 2 of the ", bench.Error, StringComparison.Ordinal);
        Assert.Empty(bench.Output);
    }

    [Fact]
    public async Task Check_FamilyThatIsUnknown_NamesThoseThereAreTheNearestFirst()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Paths);

        Assert.Equal(3, await bench.CheckAsync("ideogram-v4"));

        Assert.Matches("^No family of models is called 'ideogram-v4', and no vendor. Did you mean ideogram-v3.*There are ideogram-v3, ", bench.Error);
    }
}
