using System.Text.Json;

namespace AIHubMix.Images.Cli.Models;

/// <summary>How the facts of a model are spelled in the output of the tool.</summary>
internal static class ModelFacts
{
    public static string Spell<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static IEnumerable<string> CapabilitiesOf(ImageModel model) => Enum.GetValues<ImageCapabilities>()
        .Where(capability => capability != ImageCapabilities.None && model.Capabilities.HasFlag(capability))
        .Select(Spell);

    /// <summary>The name of the input record; null for a model that takes JSON only.</summary>
    public static string? InputTypeOf(ImageModel model) =>
        model.GetType() is { IsGenericType: true } type ? type.GetGenericArguments()[0].Name : null;
}
