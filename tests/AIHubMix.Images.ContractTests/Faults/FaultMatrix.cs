using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>The cells of the fault matrix that were tried, written beside the tests as <c>fault-matrix.md</c> when all are through.</summary>
public sealed class FaultMatrix : IDisposable
{
    private readonly ConcurrentBag<FaultCell> _cells = [];

    internal void Add(FaultCell cell) => _cells.Add(cell);

    public void Dispose()
    {
        FaultCell[] cells = [.. _cells.OrderBy(cell => cell.Fault.Operation).ThenBy(cell => cell.Model, StringComparer.Ordinal).ThenBy(cell => cell.Fault.Name, StringComparer.Ordinal)];
        var text = new StringBuilder();
        text.AppendLine("# Fault matrix").AppendLine();
        text.AppendLine("| Where | Models | Cells | Results | Typed exceptions | Ledger > 1 | Untyped exceptions | Lost paid results | Billed without a way to collect |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, FaultCell> group in cells.GroupBy(cell => cell.Fault.Operation.ToString()).Append(new Total(cells)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Select(cell => cell.Model).Distinct().Count()} | {group.Count()} | {group.Count(cell => cell.Failure is null)} | {group.Count(cell => cell.Failure is AIHubMixException)} | {group.Count(cell => cell.Billed > 1)} | {group.Count(cell => cell.IsUntyped)} | {group.Count(cell => cell.IsLost)} | {group.Count(cell => cell.IsBeyondReach)} |");
        }

        text.AppendLine().AppendLine("A lost paid result would be one that was billed and of which the exception says neither that, nor its task, nor its request.");
        text.AppendLine("Billed without a way to collect: the exception says that the outcome is unknown or billed, and the gateway never told an id.").AppendLine();
        text.AppendLine("| Model | Fault | Outcome | Class | Attempts | Billed | Seconds |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (FaultCell cell in cells)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {cell.Model} | {cell.Fault.Name} | {cell.Failure?.GetType().Name ?? "result"} | {(cell.Failure as AIHubMixException)?.Billing.ToString() ?? ""} | {(cell.Failure as AIHubMixException)?.Attempts.ToString(CultureInfo.InvariantCulture) ?? ""} | {cell.Billed} | {cell.Elapsed.TotalSeconds:0.###} |");
        }

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "fault-matrix.md"), text.ToString());
    }

    private sealed class Total(FaultCell[] cells) : IGrouping<string, FaultCell>
    {
        public string Key => "All";

        public IEnumerator<FaultCell> GetEnumerator() => cells.AsEnumerable().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>What came of a fault.</summary>
internal sealed record FaultCell(string Model, FaultCase Fault, Exception? Failure, int Billed, TimeSpan Elapsed)
{
    public bool IsUntyped => Failure is not (null or AIHubMixException);

    /// <summary>Billed, and the exception neither says so nor names anything to collect it with.</summary>
    public bool IsLost => Billed > 0 && Failure is not null
        && Failure is not AIHubMixException { Billing: BillingClass.OutcomeUnknown or BillingClass.Billed } and not AIHubMixException { TaskToken: not null } and not AIHubMixException { RequestId: not null };

    /// <summary>Billed, and nothing came that names the generation: only the account's usage tells of it.</summary>
    public bool IsBeyondReach => Billed > 0 && Failure is AIHubMixException { TaskToken: null, RequestId: null };
}
