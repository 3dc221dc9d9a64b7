namespace AIHubMix.Images.Simulator;

/// <summary>What would have been billed: every generation that was accepted, in order.</summary>
/// <remarks>Safe to use from several threads.</remarks>
public sealed class Ledger
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _entries = [];

    /// <summary>The number of accepted generations.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The accepted generations so far, in order.</summary>
    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    internal void Add(LedgerEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
        }
    }
}
