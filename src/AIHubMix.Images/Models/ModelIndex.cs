namespace AIHubMix.Images.Models;

/// <summary>At which place of the catalog the model of a name stands: its name, its path, the last segment of its path, else another spelling. Case does not matter.</summary>
internal sealed class ModelIndex
{
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="parts">A line for each model, in the order of the catalog: its name, its path and the other spellings, with spaces between.</param>
    public ModelIndex(params IEnumerable<string> parts)
    {
        string[][] models = [.. parts.SelectMany(part => part.Split('\n')).Select(line => line.Split(' '))];
        for (int place = 0; place < models.Length; place++)
        {
            (string name, string path) = (models[place][0], models[place][1]);
            _places.TryAdd(path, place);
            _places.TryAdd(name, place);
            _places.TryAdd(path[(path.IndexOf('/') + 1)..], place);
        }

        for (int place = 0; place < models.Length; place++)
        {
            foreach (string spelling in models[place].AsSpan(2))
            {
                _places.TryAdd(spelling, place);
            }
        }
    }

    /// <returns>The place; null when no model is called so.</returns>
    public int? Find(string name) => _places.TryGetValue(name, out int place) ? place : null;
}
