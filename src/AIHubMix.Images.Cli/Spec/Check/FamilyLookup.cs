using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Finds families of models by their name, or by a word for their vendor.</summary>
internal static class FamilyLookup
{
    /// <summary>Every family of the catalog.</summary>
    public static IEnumerable<string> Names => ImageModels.All.Select(model => model.Family).Distinct();

    /// <summary>The families that are meant. Models that are retired are left out where others are not.</summary>
    /// <param name="word">A family, the beginning of some, a vendor, or the vendor's segment of a path.</param>
    /// <exception cref="ToolException">There is none.</exception>
    public static IReadOnlyList<Family> Find(string word)
    {
        string[] names = [.. Names.Where(name => Same(name, word))];
        names = names.Length > 0 ? names : [.. Names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase) || Of(name).Any(model => IsVendor(model, word)))];
        return names.Length > 0 && word.Length > 0
            ? [.. names.Select(name => new Family(name, InUse([.. Of(name)])))]
            : throw new ToolException($"No family of models is called '{word}', and no vendor.{NearestNames.Ask(NearestNames.Of(word, Words))} There are {string.Join(", ", ByNearness(word))}.", ExitCode.InvalidInput);
    }

    private static IEnumerable<string> Words => Names.Concat(ImageModels.All.SelectMany(model => (IEnumerable<string>)[model.Vendor, Segment(model.Path)])).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> ByNearness(string word) => NearestNames.Of(word, Names).Concat(Names).Distinct();

    private static IEnumerable<ImageModel> Of(string family) => ImageModels.All.Where(model => model.Family == family);

    private static IReadOnlyList<ImageModel> InUse(IReadOnlyList<ImageModel> models) =>
        models.Any(model => model.Lifecycle != ModelLifecycle.Retired) ? [.. models.Where(model => model.Lifecycle != ModelLifecycle.Retired)] : models;

    private static bool IsVendor(ImageModel model, string word) =>
        Plain(model.Vendor).StartsWith(Plain(word), StringComparison.Ordinal) || model.Aliases.Append(model.Path).Any(path => path.Contains('/') && Same(Segment(path), word));

    private static string Segment(string path) => path[..path.IndexOf('/')];

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
