namespace AIHubMix.Images;

public static partial class ImageModels
{
    /// <summary>Looks a model up by its catalog name, its path, the last segment of its path or another known spelling of its path.</summary>
    /// <param name="name">What to look for. Case does not matter.</param>
    /// <returns>The model, or null when the catalog has none of that name.</returns>
    public static ImageModel? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (ImageModel model in All)
        {
            if (Same(model.Path, name) || Same(model.Name, name) || Same(model.Path.AsSpan(model.Path.IndexOf('/') + 1), name))
            {
                return model;
            }
        }

        foreach (ImageModel model in All)
        {
            foreach (string alias in model.Aliases)
            {
                if (Same(alias, name))
                {
                    return model;
                }
            }
        }

        return null;
    }

    private static bool Same(ReadOnlySpan<char> left, ReadOnlySpan<char> right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
