using System.CommandLine;
using System.Globalization;
using AIHubMix.Images.Cli.Connection;
using AIHubMix.Images.Cli.Gallery;
using AIHubMix.Images.Cli.Simulate;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>The verb <c>demo</c>.</summary>
internal sealed class DemoCommand
{
    private const string DefaultDirectory = "demo-output";

    private readonly ToolHost _host;

    private DemoCommand(ToolHost host) => _host = host;

    public static Command Create(ToolHost host)
    {
        var directory = new Option<string>("--out")
        {
            Description = "The folder for the pictures and the gallery. Files of an earlier demo are replaced.",
            HelpName = "DIR",
            DefaultValueFactory = _ => DefaultDirectory,
        };
        var yes = new Option<bool>("--yes")
        {
            Description = "Consent to the purchase when the real gateway is asked.",
        };
        var command = new Command(
            "demo",
            "Generate one picture with each model that draws from words, side by side, and a gallery of them. "
            + (host.Simulation is null
                ? $"{AIHubMixClient.ApiKeyVariable} must hold a key: {MissingSimulator.Remark}."
                : $"The simulator draws them unless {AIHubMixClient.ApiKeyVariable} holds a key."))
        {
            directory,
            yes,
        };
        command.SetAction((arguments, cancellationToken) =>
            new DemoCommand(host).RunAsync(arguments.GetRequiredValue(directory), arguments.GetValue(yes), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(string directory, bool consented, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(DemoRecipes.All, Path.GetFullPath(directory), consented, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _host.Error.WriteLine($"{Environment.NewLine}Cancelled.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            _host.Error.WriteLine($"The demo cannot run: {exception.Message}");
            return ExitCode.Failure;
        }
    }

    private async Task<int> RunAsync(IReadOnlyList<DemoRecipe> recipes, string directory, bool consented, CancellationToken cancellationToken)
    {
        string? key = _host.Variable(AIHubMixClient.ApiKeyVariable);
        bool isSimulated = string.IsNullOrWhiteSpace(key);
        if (isSimulated && _host.Simulation is null)
        {
            return MissingSimulator.Refuse(_host, $"A demo without {AIHubMixClient.ApiKeyVariable}", $", or set {AIHubMixClient.ApiKeyVariable} to buy the pictures of the real gateway");
        }

        if (isSimulated)
        {
            _host.Output.WriteLine($"{AIHubMixClient.ApiKeyVariable} is not set: a simulator in this process draws the pictures. No model is asked, nothing is billed.");
        }
        else if (!await Purchase.ConfirmAsync(_host, recipes, consented, cancellationToken).ConfigureAwait(false))
        {
            return ExitCode.Failure;
        }

        Directory.CreateDirectory(directory);
        Gateway gateway = isSimulated
            ? await _host.Simulation!.OpenAsync(_host.Time).ConfigureAwait(false)
            : Gateway.OpenReal(key!, _host.Time);
        await using (gateway.ConfigureAwait(false))
        {
            IReadOnlyList<DemoOutcome> outcomes = await RunAsync(gateway, recipes, directory, cancellationToken).ConfigureAwait(false);
            string gallery = Path.Combine(directory, GalleryPage.FileName);
            await File.WriteAllTextAsync(gallery, GalleryPage.Write(outcomes, isSimulated, _host.Time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            Report(outcomes, gallery, gateway.LedgerCount);
            return outcomes.All(outcome => outcome.Succeeded) ? ExitCode.Success : ExitCode.Failure;
        }
    }

    private async Task<IReadOnlyList<DemoOutcome>> RunAsync(Gateway gateway, IReadOnlyList<DemoRecipe> recipes, string directory, CancellationToken cancellationToken)
    {
        IDemoDisplay display = _host.CanRedraw ? new LiveDemoDisplay(_host.Console, _host.Time) : new PlainDemoDisplay(_host.Output);
        try
        {
            return await new DemoRun(gateway.Client, directory, display, _host.Time).RunAsync(recipes, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!gateway.IsSimulated)
        {
            _host.Error.WriteLine($"{Environment.NewLine}What the gateway has accepted so far is billed all the same.");
            throw;
        }
    }

    private void Report(IReadOnlyList<DemoOutcome> outcomes, string gallery, int? ledgerCount)
    {
        ResultTable.Write(_host.Console, outcomes);
        _host.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count(outcome => outcome.Succeeded)} of {outcomes.Count} models succeeded."));
        _host.Output.WriteLine($"Gallery: {gallery}");
        if (ledgerCount is { } count)
        {
            _host.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Ledger of the simulator: {count} generations would have been billed."));
        }
    }
}
