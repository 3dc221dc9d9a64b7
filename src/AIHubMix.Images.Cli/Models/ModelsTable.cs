using System.Globalization;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.Cli.Models;

/// <summary>The catalog for people.</summary>
internal static class ModelsTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<ImageModel> models)
    {
        var table = new FittingTable("Name", "Path", "Vendor", "Delivery", "Life-cycle", "Capabilities", "URL lifetime", "Input type");
        foreach (ImageModel model in models)
        {
            table.Add(
                model.Lifecycle == ModelLifecycle.Retired ? Color.Grey : Style.Plain,
                model.Name,
                model.Path,
                model.Vendor,
                ModelFacts.Spell(model.Delivery),
                ModelFacts.Spell(model.Lifecycle),
                string.Join(" + ", ModelFacts.CapabilitiesOf(model)),
                model.UrlLifetime is { } lifetime ? string.Create(CultureInfo.InvariantCulture, $"{lifetime.TotalMinutes:0.#} min") : null,
                ModelFacts.InputTypeOf(model));
        }

        table.Write(console);
    }
}
