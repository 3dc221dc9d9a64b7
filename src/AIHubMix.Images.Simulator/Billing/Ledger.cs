using System.Globalization;
using System.Text;

namespace AIHubMix.Images.Simulator;

/// <summary>What would have been billed: every generation that was accepted, in order.</summary>
/// <remarks>Safe to use from several threads.</remarks>
public sealed class Ledger
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly Timeline _timeline;

    internal Ledger(Timeline timeline) => _timeline = timeline;

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

    /// <summary>Holds the number of billed generations against what a test expects.</summary>
    /// <param name="generations">How many should have been billed. Not negative.</param>
    /// <param name="model">The model that is asked about; null for all together. Any known spelling of its path will do.</param>
    /// <exception cref="SimulatorAssertionException">Another number was billed. The message lists them, and everything that happened.</exception>
    public void ShouldHaveBilled(int generations, ImageModel? model = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(generations);
        string? path = model is null ? null : ImageModels.Find(model.Path)?.Path ?? model.Path;
        IReadOnlyList<LedgerEntry> billed = [.. Entries.Where(entry => path is null || entry.Model == path)];
        if (billed.Count != generations)
        {
            throw Fail(string.Create(CultureInfo.InvariantCulture,
                $"{generations} {(generations == 1 ? "generation" : "generations")}{(path is null ? "" : $" of {path}")} should have been billed, and {billed.Count} {(billed.Count == 1 ? "was" : "were")}."), billed);
        }
    }

    /// <summary>Makes sure that nothing that was paid for is lost: every picture of every billed generation went out whole, with the answer or from its URL.</summary>
    /// <exception cref="SimulatorAssertionException">A picture was billed and not fetched. The message lists them, and everything that happened.</exception>
    public void ShouldHaveDeliveredAll()
    {
        IReadOnlyList<LedgerEntry> lost = [.. Entries.Where(entry => !entry.IsDelivered)];
        if (lost.Count > 0)
        {
            throw Fail(string.Create(CultureInfo.InvariantCulture,
                $"Everything that was billed should have been delivered, and {lost.Count} of {Count} {(lost.Count == 1 ? "generation was" : "generations were")} not."), lost);
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
        }
    }

    internal void Add(LedgerEntry entry)
    {
        lock (_lock)
        {
            _entries.Add(entry);
        }
    }

    private SimulatorAssertionException Fail(string what, IReadOnlyList<LedgerEntry> entries)
    {
        var text = new StringBuilder(what);
        foreach ((int index, LedgerEntry entry) in entries.Index())
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {index + 1}. {entry}");
        }

        text.AppendLine().AppendLine("What happened:").Append(_timeline);
        return new SimulatorAssertionException(text.ToString());
    }
}
