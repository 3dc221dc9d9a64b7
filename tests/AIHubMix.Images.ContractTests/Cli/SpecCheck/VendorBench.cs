using System.Text.Json;

namespace AIHubMix.Images.ContractTests.Cli.SpecCheck;

/// <summary>The tool in a folder with a vendor's document, which it holds the models against.</summary>
internal sealed class VendorBench : IAsyncDisposable
{
    private const string File = "vendor";

    private static readonly string[] Spelled = ["grade", "kind", "field"];

    private readonly ToolBench _tool;

    private VendorBench(ToolBench tool) => _tool = tool;

    public string Output => _tool.Output;

    public string Error => _tool.Error;

    public JsonElement Json => _tool.Json;

    /// <summary>The pairs of a family and a schema that were compared; <c>--json</c> tells them.</summary>
    public IEnumerable<JsonElement> Sections => Json.GetProperty("families").EnumerateArray();

    public IEnumerable<JsonElement> Findings => Sections.SelectMany(section => section.GetProperty("findings").EnumerateArray());

    /// <summary>Each finding in short: <c>drift values-added output_format avif</c>.</summary>
    public string[] Found =>
        [.. Findings.Select(finding => string.Join(' ', Spelled.Select(name => finding.GetProperty(name).GetString()).Concat(finding.GetProperty("values").EnumerateArray().Select(value => value.GetString()))))];

    public static async Task<VendorBench> StartAsync(params string[] document)
    {
        var bench = new VendorBench(await ToolBench.StartAsync());
        bench.Write(document);
        return bench;
    }

    public void Write(params string[] document) => _tool.Write(File, document);

    public Task<int> CheckAsync(string family, params string[] options) => _tool.RunAsync(["spec", "check", File, "--family", family, .. options]);

    public ValueTask DisposeAsync() => _tool.DisposeAsync();
}
