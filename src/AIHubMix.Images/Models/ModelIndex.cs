namespace AIHubMix.Images.Models;

/// <summary>At which place of the catalog the model of a name stands: its name, its path, the last segment of its path, else another spelling. Case does not matter.</summary>
/// <param name="parts">Part by part of the catalog a line for each model: its name, its path and the other spellings, with spaces between; null after the last.</param>
internal sealed class ModelIndex(Func<int, string?> parts)
{
    /// <summary>How many names are searched for in the text. A program that asks for a few does not pay for putting all in order.</summary>
    internal const int Searches = 8;

    private int _searches;
    private Dictionary<string, int>? _places;

    /// <returns>The place; null when no model is called so.</returns>
    public int? Find(string name)
    {
        if (_places is null && Interlocked.Increment(ref _searches) <= Searches)
        {
            return Search(name);
        }

        return (_places ??= PutInOrder()).TryGetValue(name, out int place) ? place : null;
    }

    private int? Search(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(' ', '\n'))
        {
            return null;
        }

        int first = 0;
        int? spelt = null;
        foreach (string part in Parts())
        {
            ReadOnlySpan<char> text = part;
            for (int at = 0; text[at..].IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and int found; at += found + 1)
            {
                ReadOnlySpan<char> before = text[..(at + found)];
                ReadOnlySpan<char> after = text[(at + found + name.Length)..];
                if (!after.IsEmpty && after[0] is not (' ' or '\n'))
                {
                    continue;
                }

                // What stands before it in its line: the words, and what its own word begins with.
                ReadOnlySpan<char> line = before[(before.LastIndexOf('\n') + 1)..];
                ReadOnlySpan<char> begun = line[(line.LastIndexOf(' ') + 1)..];
                int words = line.Count(' ');
                int place = first + before.Count('\n');
                if (words < 2 && (begun.IsEmpty || (words == 1 && begun.IndexOf('/') == begun.Length - 1)))
                {
                    return place;
                }

                spelt ??= begun.IsEmpty ? place : null;
            }

            first += text.Count('\n') + 1;
        }

        return spelt;
    }

    private Dictionary<string, int> PutInOrder()
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        string[][] models = [.. Parts().SelectMany(part => part.Split('\n')).Select(line => line.Split(' '))];
        for (int place = 0; place < models.Length; place++)
        {
            (string name, string path) = (models[place][0], models[place][1]);
            places.TryAdd(path, place);
            places.TryAdd(name, place);
            places.TryAdd(path[(path.IndexOf('/') + 1)..], place);
        }

        for (int place = 0; place < models.Length; place++)
        {
            foreach (string spelling in models[place].AsSpan(2))
            {
                places.TryAdd(spelling, place);
            }
        }

        return places;
    }

    private IEnumerable<string> Parts()
    {
        for (int number = 0; parts(number) is { } part; number++)
        {
            yield return part;
        }
    }
}
