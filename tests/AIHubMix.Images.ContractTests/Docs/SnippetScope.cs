using AIHubMix.Images.Simulator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIHubMix.Images.ContractTests.Docs;

#pragma warning disable IDE1006 // Named as the pages name them.

/// <summary>What every snippet can use without saying where it is from. A variable of the same name in the snippet goes before it.</summary>
public abstract class SnippetScope : IAsyncDisposable
{
    private readonly List<IDisposable> _disposables = [];

    /// <summary>The gateway that every client calls.</summary>
    protected internal AIHubMixSimulator gateway { get; private set; } = null!;

    /// <summary>The clock of gateway and clients, which runs while the snippet does.</summary>
    protected SimulatorClock clock { get; } = new();

    protected AIHubMixClient client => field ??= Connect();

    /// <summary>An empty folder, which is the current one as well.</summary>
    protected string folder { get; private set; } = "";

    protected internal MemoryStream destination { get; } = new();

    protected string apiKey { get; } = "sk-of-the-page";

    protected ILoggerFactory loggerFactory { get; } = NullLoggerFactory.Instance;

    /// <summary>The token of a task that was submitted before.</summary>
    protected string token => field ??= client.SubmitAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer" }).GetAwaiter().GetResult().ToToken()!;

    internal async Task RunAsync(string folder)
    {
        this.folder = folder;
        gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock });
        await clock.RunAsync(Task.Run(BodyAsync));
    }

    public async ValueTask DisposeAsync()
    {
        _disposables.ForEach(disposable => disposable.Dispose());
        await gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stands for the constructor of the client.</summary>
    protected AIHubMixClient Connect(string? apiKey = null, AIHubMixClientOptions? options = null)
    {
        using var checkedAsOutside = new AIHubMixClient(apiKey ?? "sk-of-the-page", options);
        AIHubMixClient made = gateway.CreateClient(options);
        _disposables.Add(made);
        return made;
    }

    protected abstract Task BodyAsync();
}
