using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>What a demo with the real gateway buys, and the consent to it.</summary>
internal static class Purchase
{
    /// <summary>States what is bought and asks for consent.</summary>
    /// <param name="host">The terminal.</param>
    /// <param name="recipes">What is bought.</param>
    /// <param name="consented">Whether the consent came with the command line.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Whether to go on.</returns>
    public static async Task<bool> ConfirmAsync(ToolHost host, IReadOnlyList<DemoRecipe> recipes, bool consented, CancellationToken cancellationToken)
    {
        host.Output.WriteLine(
            $"{AIHubMixClient.ApiKeyVariable} is set: the real gateway at {AIHubMixClientOptions.DefaultSubmitEndpoint.Host} is asked for {recipes.Count} generations, "
            + "each of them billed to the account of the key:");
        foreach (DemoRecipe recipe in recipes)
        {
            host.Output.WriteLine($"  {recipe.Model.Path}{(recipe.Model.Lifecycle == ModelLifecycle.Retired ? " (retired, may be refused)" : "")}");
        }

        if (consented)
        {
            return true;
        }

        if (host.CanAsk)
        {
            return await Question.AskAsync(host, $"Buy {recipes.Count} generations?", cancellationToken).ConfigureAwait(false);
        }

        host.Error.WriteLine($"Nothing was bought, because nobody can be asked here. Pass --yes to consent{(host.Simulation is null ? "" : $", or unset {AIHubMixClient.ApiKeyVariable} to use the simulator")}.");
        return false;
    }
}
