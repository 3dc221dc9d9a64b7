using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>Takes what sections measure, prints each line when it is there, and keeps all of them.</summary>
internal sealed class Sheet(IReadOnlyCollection<string> wanted)
{
    private const int AmountWidth = 10;
    private const int RatioWidth = 7;
    private const int PromiseWidth = 22;

    private readonly List<Row> _rows = [];
    private readonly int _nameWidth = wanted.Max(name => name.Length);

    public IReadOnlyList<Row> Rows => _rows;

    public int Kept => _rows.Count(row => row.IsKept == true);

    public int Short => _rows.Count(row => row.IsKept == false);

    /// <summary>A promise, if it is one of those that are wanted.</summary>
    public void Promise(string name, Unit unit, Samples ours, Samples reference, Limit limit, string? peer = null) =>
        Promise(name, unit, Spread.Of(ours), Spread.Of(reference), Spread.Of(ours.Over(reference)), limit, peer);

    /// <summary>A promise about what is measured once.</summary>
    public void Promise(string name, Unit unit, double ours, double reference, Limit limit) =>
        Promise(name, unit, Spread.Of(ours), Spread.Of(reference), reference == 0 ? null : Spread.Of(ours / reference), limit, peer: null);

    /// <summary>A promise about bytes or the like, of which the mean says more than the median: nothing that is seldom is left out.</summary>
    public void PromiseOfMeans(string name, Unit unit, Samples ours, Samples reference, Limit limit, string? peer = null)
    {
        Samples ratios = ours.Over(reference);
        Promise(name, unit, AtMean(ours), AtMean(reference), Spread.Of(ratios) with { Value = ours.Mean / reference.Mean }, limit, peer);

        static Spread AtMean(Samples samples) => Spread.Of(samples) with { Value = samples.Mean };
    }

    /// <summary>What is good to know and not promised.</summary>
    public void Context(string name, Unit unit, Samples ours, Samples? reference = null, string? peer = null) =>
        Add(new Row(name, unit, Spread.Of(ours), reference is null ? null : Spread.Of(reference), reference is null ? null : Spread.Of(ours.Over(reference)), Peer: peer));

    /// <summary>What is good to know, not promised, and measured once.</summary>
    public void Context(string name, Unit unit, double ours, double? reference = null) =>
        Add(new Row(name, unit, Spread.Of(ours), reference is { } one ? Spread.Of(one) : null, reference is { } other and > 0 ? Spread.Of(ours / other) : null));

    public void Fail(string name, string failure)
    {
        if (wanted.Contains(name))
        {
            Add(Row.NotMeasured(name, failure));
        }
    }

    /// <summary>A line that nobody can take for a promise.</summary>
    public static void Note(FormattableString text) => Console.WriteLine($"  # {Amount.Text(text)}");

    private void Promise(string name, Unit unit, Spread ours, Spread reference, Spread? ratio, Limit limit, string? peer)
    {
        if (wanted.Contains(name))
        {
            double times = ratio?.Value ?? 0;
            double share = limit.Share(ours.Value, reference.Value, times);
            bool isKept = limit.IsKept(ours.Value, reference.Value, times);
            Add(new Row(name, unit, ours, reference, ratio, limit.Text(unit), limit.Held(ours.Value, reference.Value, times, unit), share, isKept, peer));
        }
    }

    private void Add(Row row)
    {
        _rows.Add(row);
        string[] cells = row.Cells();
        string indent = row.IsKept is null ? "  # " : "";
        cells[0] = cells[0].PadRight(_nameWidth - indent.Length);
        for (int index = 1; index < cells.Length; index++)
        {
            cells[index] = index switch { 1 or 2 => cells[index].PadLeft(AmountWidth), 3 => cells[index].PadLeft(RatioWidth), 4 => cells[index].PadRight(PromiseWidth), _ => cells[index] };
        }

        Console.WriteLine(indent + string.Join(" | ", cells));
        if (row.Failure is not null)
        {
            Note($"not measured: {row.Failure}");
        }
        else if (row is { IsKept: not null, Ratio: { Rounds: > 1 } ratio })
        {
            Note($"  half of {ratio.Rounds} rounds from {ratio.LowerQuartile:0.000} to {ratio.UpperQuartile:0.000}");
        }
    }
}
