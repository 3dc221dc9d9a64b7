using System.Text.Json.Nodes;
using AIHubMix.Images.ContractTests.Cli.Spec;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

/// <summary>Documents with models of one's own, beside that of the gateway.</summary>
public sealed class OwnDocumentTests : IDisposable
{
    private const string Known = "opanai/dall-e-3";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aihubmix-documents-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Generate_ModelsOfSeveralDocuments_AreServedAndJudgedBesideThoseOfTheGateway()
    {
        string[] documents = [Write("one.yaml", Renamed("acme/one")), Path.GetRelativePath(AppContext.BaseDirectory, Write("two.yaml", Renamed("acme/two")))];
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { Documents = documents });
        using AIHubMixClient client = gateway.CreateClient();

        foreach (string path in (string[])["acme/one", "acme/two", Known])
        {
            Assert.Single((await GenerateAsync(client, path, "A deer")).Images);
            await Assert.ThrowsAsync<AIHubMixApiException>(() => GenerateAsync(client, path, new string('x', 4001)));
        }

        gateway.Ledger.ShouldHaveBilled(3);
    }

    [Fact]
    public async Task Generate_ModelOfAPathOfTheGateway_IsJudgedByTheDocumentOfItsOwn()
    {
        string document = Write("own.yaml", DocumentEdit.Of(Known).Replace("DallE3Input", "maxLength: 4000", "maxLength: 6"));
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { Documents = [document] });
        using AIHubMixClient client = gateway.CreateClient();

        await Assert.ThrowsAsync<AIHubMixApiException>(() => GenerateAsync(client, Known, "A deer, drinking"));
        await GenerateAsync(client, Known, "A deer");

        gateway.Ledger.ShouldHaveBilled(1);
    }

    private static string Renamed(string path) => DocumentEdit.Of(Known).Replace($"/v1/models/{Known}/predictions", $"/v1/models/{path}/predictions", StringComparison.Ordinal)
        .Replace($"path: {Known}", $"path: {path}", StringComparison.Ordinal);

    private static Task<ImageResult> GenerateAsync(AIHubMixClient client, string path, string prompt) =>
        client.GenerateAsync(ImageModel.Untyped(path), new JsonObject { ["prompt"] = prompt }, cancellationToken: Cancel);

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
