namespace AIHubMix.Images.ContractTests.Cli.SpecCheck;

/// <summary>What a job that runs by itself goes by: what is ignored, and the exit code.</summary>
public sealed class SpecCheckOptionTests
{
    private const string Family = "flux-kontext";

    private static readonly string[] Vendor =
    [
        "openapi: 3.1.0",
        "info: {title: Vendor, version: '1'}",
        "paths:",
        "  /v1/flux-kontext-max: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Kontext'}}}}}}",
        "components:",
        "  schemas:",
        "    Kontext:",
        "      type: object",
        "      required: [prompt]",
        "      properties:",
        "        prompt: {type: string}",
        "        input_image: {type: [string, 'null']}",
        "        input_image_2: {type: [string, 'null']}",
        "        input_image_3: {type: [string, 'null']}",
        "        input_image_4: {type: [string, 'null']}",
        "        aspect_ratio: {type: [string, 'null']}",
        "        seed: {type: [integer, 'null']}",
        "        safety_tolerance: {type: integer, minimum: 0, maximum: 6, default: 2}",
        "        output_format: {type: string, enum: [jpeg, png, webp, avif, heic], default: png}",
        "        prompt_upsampling: {type: boolean, default: false}",
        "        webhook_url: {type: string}",
    ];

    [Theory]
    [InlineData("", "drift values-added output_format avif heic|drift field-added webhook_url", 0)]
    [InlineData("webhook_url", "drift values-added output_format avif heic", 1)]
    [InlineData("webhook_url output_format=avif", "drift values-added output_format heic", 2)]
    [InlineData("webhook_url output_format=avif output_format=heic", "", 3)]
    [InlineData("webhook_url output_format", "", 2)]
    public async Task Ignore_FieldsAndValues_AreLeftOut(string ignored, string drift, int count)
    {
        await using VendorBench bench = await VendorBench.StartAsync(Vendor);

        Assert.Equal(0, await bench.CheckAsync(Family, ["--json", .. Ignoring(ignored)]));

        Assert.Equal(drift, string.Join('|', bench.Found.Where(finding => finding.StartsWith("drift", StringComparison.Ordinal))));
        Assert.Equal(count, bench.Json.GetProperty("ignored").GetInt32());
        Assert.Empty(bench.Json.GetProperty("unusedIgnores").EnumerateArray());
    }

    [Fact]
    public async Task Ignore_WhatIsNotThere_IsToldSoThatItCanGo()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Vendor);

        Assert.Equal(0, await bench.CheckAsync(Family, "--ignore", "webhook_url", "--ignore", "output_format=tiff"));

        Assert.EndsWith("1 ignored. Nothing to ignore was found for `output_format=tiff`.", bench.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drift", "", 1)]
    [InlineData("notice", "", 1)]
    [InlineData("drift", "webhook_url output_format", 0)]
    [InlineData("notice", "webhook_url output_format", 1)]
    [InlineData("notice", "webhook_url output_format width height raw", 0)]
    public async Task FailOn_Grade_DecidesTheExitCode(string grade, string ignored, int exitCode)
    {
        await using VendorBench bench = await VendorBench.StartAsync(Vendor);

        Assert.Equal(exitCode, await bench.CheckAsync(Family, ["--fail-on", grade, .. Ignoring(ignored)]));

        // A report is there all the same, which tells this end from a failure.
        Assert.StartsWith("# Vendor 1: ", bench.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'drift'", "--fail-on", "anything")]
    [InlineData("--schema and --operation choose the same thing", "--schema", "Kontext", "--operation", "POST /v1/flux-kontext-max")]
    public async Task Options_ThatMakeNoSense_AreRefused(string message, params string[] options)
    {
        await using VendorBench bench = await VendorBench.StartAsync(Vendor);

        Assert.Equal(1, await bench.CheckAsync(Family, options));

        Assert.Contains(message, bench.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("# Vendor", bench.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_Twice_SaysTheSame()
    {
        await using VendorBench bench = await VendorBench.StartAsync(Vendor);
        await bench.CheckAsync(Family);
        string first = bench.Output;

        await bench.CheckAsync(Family);

        Assert.Equal(first, bench.Output);
    }

    private static IEnumerable<string> Ignoring(string entries) => entries.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(entry => new[] { "--ignore", entry });
}
