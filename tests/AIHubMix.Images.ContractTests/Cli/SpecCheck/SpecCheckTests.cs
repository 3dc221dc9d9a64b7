using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Spec;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator.Contract;

namespace AIHubMix.Images.ContractTests.Cli.SpecCheck;

/// <summary>The document of the SDK itself, changed in one place and taken for a vendor's: just that is to be found.</summary>
public sealed class SpecCheckTests
{
    private static readonly JsonObject Document = SpecFile.Load(Repository.PathOf("openapi/aihubmix-images.yaml"));

    public static TheoryData<string> Families => [.. ImageModels.All.Select(model => model.Family).Distinct()];

    /// <summary>Schema, place in it, what stands there then (nothing: it is gone), and what is to be found.</summary>
    public static TheoryData<string, string, string?, string> Changes => new()
    {
        { "FluxKontextInput", "properties/frames", """{"type":"integer","minimum":1}""", "drift field-added frames" },
        { "FluxKontextInput", "properties/mask", """{"type":"string","format":"binary"}""", "notice field-added mask" },
        { "FluxKontextInput", "properties/masks", """{"type":"array","items":{"type":"string","format":"binary"}}""", "notice field-added masks" },
        { "FluxKontextInput", "properties/model", """{"type":"string","enum":["flux-kontext-max","flux-9"]}""", "notice models model flux-9" },
        { "FluxKontextInput", "properties/output_format", null, "drift field-removed output_format" },
        { "FluxKontextInput", "properties/raw", null, "notice field-removed raw" },
        { "FluxKontextInput", "properties/safety_tolerance/maximum", "5", "drift maximum safety_tolerance" },
        { "FluxKontextInput", "properties/safety_tolerance/maximum", "9", "drift maximum safety_tolerance" },
        { "FluxKontextInput", "properties/safety_tolerance/maximum", null, "notice maximum safety_tolerance" },
        { "FluxKontextInput", "properties/safety_tolerance/minimum", "1", "drift minimum safety_tolerance" },
        { "FluxKontextInput", "properties/safety_tolerance/exclusiveMinimum", "true", "drift minimum safety_tolerance" },
        { "FluxKontextInput", "properties/safety_tolerance/default", "3", "drift default safety_tolerance" },
        { "FluxKontextInput", "properties/safety_tolerance/default", null, "" },
        { "FluxKontextInput", "properties/aspect_ratio/default", "\"1:1\"", "notice default aspect_ratio" },
        { "FluxKontextInput", "properties/aspect_ratio/pattern", "\"^x$\"", "notice pattern aspect_ratio" },
        { "FluxKontextInput", "properties/aspect_ratio/enum", """["1:1","16:9"]""", "drift values-open aspect_ratio 1:1 16:9" },
        { "FluxKontextInput", "properties/safety_tolerance/type", "\"string\"", "drift type safety_tolerance" },
        { "FluxKontextInput", "properties/safety_tolerance/type", "\"number\"", "notice type safety_tolerance" },
        { "FluxKontextInput", "properties/prompt_upsampling/deprecated", "true", "notice deprecated prompt_upsampling" },
        { "FluxKontextInput", "properties/output_format/enum", """["jpeg","png","webp","avif"]""", "drift values-added output_format avif" },
        { "FluxKontextInput", "properties/output_format/enum", """["jpeg","png"]""", "drift values-removed output_format webp" },
        { "FluxKontextInput", "properties/output_format/enum", null, "notice values-open output_format" },
        { "FluxKontextInput", "properties/prompt/maxLength", "500", "drift length prompt" },
        { "FluxKontextInput", "properties/prompt/minLength", "3", "drift length prompt" },
        { "FluxKontextInput", "required", """["prompt","seed"]""", "drift required seed" },
        { "FluxKontextInput", "required", "[]", "notice required prompt" },
        { "FluxKontextInput", "if", "{}", "" },
        { "IdeogramV3Input", "properties/color_palette", """{"oneOf":[{"type":"object","properties":{"name":{"type":"string","enum":["EMBER"]}}},{"$ref":"#/components/schemas/IdeogramColorPalette"}]}""", "" },
        { "IdeogramV3Input", "properties/style_codes/maxItems", "8", "drift length style_codes" },
        { "IdeogramColorPalette", "properties/name/enum/8", "\"NEON\"", "drift values-added color_palette.name NEON" },
        { "IdeogramPaletteColor", "properties/color_weight/minimum", "0.1", "drift minimum color_palette.members[].color_weight" },
        { "IdeogramPaletteColor", "properties/gloss", """{"type":"boolean"}""", "drift field-added color_palette.members[].gloss" },
        { "IdeogramV3Input", "properties/style_codes/items/pattern", "\"^x$\"", "notice pattern style_codes[]" },
        { "IdeogramV3Input", "properties/style_codes/items/type", "\"integer\"", "drift type style_codes[]" },
        { "IdeogramV3Input", "properties/style_codes/maxItems", "4", "drift length style_codes" },
        { "StableDiffusion35Input", "properties/strength/exclusiveMinimum", "0", "drift minimum strength" },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Check_OwnDocument_FindsNothingToActOn(string family)
    {
        await using VendorBench bench = await VendorBench.StartAsync(await File.ReadAllTextAsync(Repository.PathOf("openapi/aihubmix-images.yaml"), TestContext.Current.CancellationToken));

        int exitCode = await bench.CheckAsync(family, "--json", "--fail-on", "drift");

        // A rule of an operation is not in the schema: what one model takes less of, others of its family take; what all of them do is to be acted on.
        string[] ruled = [.. DocumentModels.All.Where(model => (string?)model.Input.Extension("x-family") == family)
            .SelectMany(model => model.Rules).Where(rule => (string?)rule["rule"] is "maximum" or "absent" or "refuses").Select(rule => (string)rule["field"]!)];
        JsonElement[] drifts = [.. bench.Findings.Where(finding => finding.GetProperty("grade").GetString() == "drift")];
        Assert.All(drifts, drift => Assert.Contains(drift.GetProperty("field").GetString()!, ruled));
        Assert.Equal(drifts.Length > 0 ? 1 : 0, exitCode);
        Assert.All(bench.Findings.Except(drifts), finding => Assert.Contains(finding.GetProperty("kind").GetString() == "required" ? "the document requires it" : "Other models of the family take it.", finding.GetProperty("message").GetString(), StringComparison.Ordinal));
        Assert.All(bench.Sections, section => Assert.NotEmpty(section.GetProperty("operations").EnumerateArray()));

        // Those that the gateway still lists, where there are any.
        ImageModel[] models = [.. ImageModels.All.Where(model => model.Family == family)];
        ImageModel[] inUse = [.. models.Where(model => model.Lifecycle != ModelLifecycle.Retired)];
        IEnumerable<string?> told = bench.Sections.SelectMany(section => section.GetProperty("models").EnumerateArray()).Select(model => model.GetString());
        Assert.Equal((inUse.Length > 0 ? inUse : models).Select(model => model.Path).Order(), told.Order());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Check_DocumentWithOneChange_FindsJustThat(string schema, string place, string? value, string expected)
    {
        await using VendorBench bench = await VendorBench.StartAsync(Changed(schema, place, value).ToJsonString());
        string input = schema.StartsWith("Ideogram", StringComparison.Ordinal) ? "IdeogramV3Input" : schema;

        Assert.Equal(0, await bench.CheckAsync(FamilyOf(input), "--schema", input, "--json"));

        string[] found = bench.Found;
        Assert.Equal(expected.Length == 0 ? [] : [expected], found);
        Assert.Equal(found.Count(finding => finding.StartsWith("drift", StringComparison.Ordinal)), bench.Json.GetProperty("drift").GetInt32());
        Assert.Equal(place == "if", bench.Json.GetProperty("families")[0].GetProperty("notCompared").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("maximum", "5", "the maximum is 6 in the document and 5 at the vendor, which takes less.")]
    [InlineData("maximum", "9", "the maximum is 6 in the document and 9 at the vendor, which takes more.")]
    [InlineData("minimum", "1", "the minimum is 0 in the document and 1 at the vendor, which takes less.")]
    [InlineData("minimum", "-1", "the minimum is 0 in the document and -1 at the vendor, which takes more.")]
    public async Task Check_Limit_SaysWhichSideTakesMore(string limit, string value, string message)
    {
        await using VendorBench bench = await VendorBench.StartAsync(Changed("FluxKontextInput", $"properties/safety_tolerance/{limit}", value).ToJsonString());

        await bench.CheckAsync("flux-kontext", "--schema", "FluxKontextInput", "--json");

        Assert.Equal(message, Assert.Single(bench.Findings).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Check_FieldUnderANewName_IsAskedFor()
    {
        JsonObject document = Changed("FluxKontextInput", "properties/output_format", null);
        document["components"]!["schemas"]!["FluxKontextInput"]!["properties"]!["output_formats"] = new JsonObject { ["type"] = "string" };
        await using VendorBench bench = await VendorBench.StartAsync(document.ToJsonString());

        await bench.CheckAsync("flux-kontext", "--schema", "FluxKontextInput");

        Assert.Contains("Perhaps it is `output_formats` now.", bench.Output, StringComparison.Ordinal);
        Assert.Contains("Perhaps `output_format` under a new name.", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_LimitThatTheVendorTellsInWords_IsNone()
    {
        JsonObject document = Changed("FluxKontextInput", "properties/safety_tolerance/maximum", null);
        document["components"]!["schemas"]!["FluxKontextInput"]!["properties"]!["safety_tolerance"]!["description"] = "From 0 to 6.";
        await using VendorBench bench = await VendorBench.StartAsync(document.ToJsonString());

        await bench.CheckAsync("flux-kontext", "--schema", "FluxKontextInput");

        Assert.Contains("Nothing differs.", bench.Output, StringComparison.Ordinal);
    }

    private static string FamilyOf(string schema) => Document["components"]!["schemas"]![schema]!["x-family"]!.GetValue<string>();

    private static JsonObject Changed(string schema, string place, string? value)
    {
        JsonObject document = Document.DeepClone().AsObject();
        JsonNode target = document["components"]!["schemas"]![schema]!;
        string[] parts = place.Split('/');
        foreach (string part in parts[..^1])
        {
            target = target[part]!;
        }

        if (target is JsonArray list)
        {
            list.Add(JsonNode.Parse(value!));
        }
        else if (value is null)
        {
            if (target["description"] is JsonValue)
            {
                // Words may tell the limit: that is another test.
                target["description"] = "";
            }

            Assert.True(target.AsObject().Remove(parts[^1]));
        }
        else
        {
            target[parts[^1]] = JsonNode.Parse(value);
        }

        return document;
    }
}
