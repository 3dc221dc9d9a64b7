using System.CommandLine.Completions;
using AIHubMix.Images.Cli.Inputs;

namespace AIHubMix.Images.Cli.Completion;

/// <summary>Completes <c>NAME=VALUE</c>: the names of the fields, then the values that the document knows.</summary>
internal static class FieldCompletions
{
    /// <param name="name">The model; null when it is not known, so that the fields of all models are offered.</param>
    /// <param name="word">What is written so far.</param>
    public static IEnumerable<CompletionItem> Of(string? name, string word)
    {
        IReadOnlyList<ImageModel> models = name is not null && ImageModels.Find(name) is { } known ? [known] : ImageModels.All;
        int end = word.IndexOf('=', StringComparison.Ordinal);
        IEnumerable<string> words = end < 0
            ? models.SelectMany(InputFields.All).Select(field => field.Name + '=')
            : models.Select(model => InputFields.Find(model, word[..end])).OfType<InputField>().SelectMany(ValuesOf).Select(value => word[..(end + 1)] + value);
        return words.Distinct().Where(text => text.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(text => new CompletionItem(text));
    }

    private static IEnumerable<string> ValuesOf(InputField field) => field switch
    {
        { Values.Count: > 0 } => field.Values,
        { Kind: InputFieldKind.Boolean } => ["true", "false"],
        { Default: { } known } => [known],
        _ => [],
    };
}
