using System.CommandLine;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Models;

/// <summary>Finds the model that was named.</summary>
internal static class ModelLookup
{
    /// <summary>The argument of the verbs that are about one model.</summary>
    public static Argument<string> NewArgument() => new("MODEL")
    {
        HelpName = "MODEL",
        Description = "A name, a path or another spelling of the catalog: see 'models'.",
        CompletionSources = { _ => Names(ImageModels.All) },
    };

    /// <summary>The option that allows models outside the catalog.</summary>
    public static Option<bool> NewUntypedOption() => new("--untyped")
    {
        Description = "Call a model that the catalog does not have, by its path vendor/model. Its input is not checked.",
    };

    /// <summary>The model of a name.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="isUntyped">Whether a path outside the catalog is wanted.</param>
    /// <exception cref="ToolException">There is none.</exception>
    public static ImageModel Find(string name, bool isUntyped)
    {
        if (ImageModels.Find(name) is { } model)
        {
            return model;
        }

        if (!isUntyped)
        {
            throw new ToolException(
                $"The catalog has no model '{name}'.{NearestNames.Ask(Nearest(name))} 'models' lists them{(name.Contains('/') ? "; --untyped calls a path that the catalog does not have" : "")}.",
                ExitCode.InvalidInput);
        }

        try
        {
            return ImageModel.Untyped(name);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message, ExitCode.InvalidInput);
        }
    }

    /// <summary>What can be completed: short names where they say enough.</summary>
    public static IEnumerable<string> Names(IReadOnlyList<ImageModel> models) => models.Select(model => model.Path).Concat(models.Select(ShortName));

    private static IReadOnlyList<string> Nearest(string name)
    {
        // One spelling of each model: the one that is nearest.
        IEnumerable<string> spellings = ImageModels.All.SelectMany(model => (IEnumerable<string>)[ShortName(model), model.Name, model.Path, .. model.Aliases]);
        IReadOnlyList<string> nearest = [.. NearestNames.Of(name, spellings).DistinctBy(found => ImageModels.Find(found)?.Path)];
        IReadOnlyList<string> vendors = nearest.Count > 0 ? [] : NearestNames.Of(name.Split('/')[0], ImageModels.All.Select(VendorOf));
        return nearest.Count > 0 ? nearest : [.. ImageModels.All.Where(model => vendors.Contains(VendorOf(model))).Select(model => model.Path)];
    }

    private static string VendorOf(ImageModel model) => model.Path[..model.Path.IndexOf('/')];

    private static string ShortName(ImageModel model) => model.Path[(model.Path.IndexOf('/') + 1)..];
}
