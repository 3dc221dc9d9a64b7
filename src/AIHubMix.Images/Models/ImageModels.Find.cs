using AIHubMix.Images.Models;

namespace AIHubMix.Images;

public static partial class ImageModels
{
    private static ModelIndex? _index;

    /// <summary>Looks a model up by its catalog name, its path, the last segment of its path or another known spelling of its path.</summary>
    /// <param name="name">What to look for. Case does not matter.</param>
    /// <returns>The model, or null when the catalog has none of that name.</returns>
    public static ImageModel? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return (_index ??= new ModelIndex(Spellings)).Find(name) is { } place ? At(place) : null;
    }
}
