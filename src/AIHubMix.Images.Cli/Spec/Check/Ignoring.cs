namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What was looked at and is not to be told again: fields, or single values of them.</summary>
/// <param name="entries">Each <c>field</c> or <c>field=value</c>.</param>
internal sealed class Ignoring(IReadOnlyList<string> entries)
{
    private readonly HashSet<string> _used = [];

    /// <summary>How many findings or values were left out.</summary>
    public int Count { get; private set; }

    /// <summary>The entries that nothing matched: they can go.</summary>
    public IEnumerable<string> Unused => entries.Where(entry => !_used.Contains(entry));

    /// <summary>A finding without what is not to be told; null when nothing is left.</summary>
    public Finding? Filter(Finding finding)
    {
        if (IsListed(finding.Field))
        {
            Count++;
            return null;
        }

        string[] left = [.. finding.Values.Where(value => !IsListed($"{finding.Field}={value}"))];
        Count += finding.Values.Count - left.Length;
        return left.Length == 0 && finding.Values.Count > 0 ? null : finding with { Values = left };
    }

    private bool IsListed(string entry)
    {
        bool isListed = entries.Contains(entry);
        if (isListed)
        {
            _used.Add(entry);
        }

        return isListed;
    }
}
