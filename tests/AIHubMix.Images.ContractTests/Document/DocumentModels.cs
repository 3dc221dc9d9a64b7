using AIHubMix.Images.Simulator.Contract;
using NSwag;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>The models of the document, for theory data, which xunit asks for synchronously.</summary>
internal static class DocumentModels
{
    private static readonly GatewayDocument Document = Task.Run(GatewayDocument.LoadAsyncOnce).GetAwaiter().GetResult();

    public static OpenApiDocument OpenApi => Document.OpenApi;

    public static IReadOnlyList<ModelContract> All => Document.Models;

    public static ModelContract Of(string path) => Document.Find(path)!;
}
