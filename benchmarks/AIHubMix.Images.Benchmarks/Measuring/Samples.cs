namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>What was measured of one thing, round by round.</summary>
internal sealed class Samples
{
    private readonly double[] _inTurn;
    private readonly double[] _inOrder;

    public Samples(IEnumerable<double> inTurn)
    {
        _inTurn = [.. inTurn];
        _inOrder = [.. _inTurn.Order()];
    }

    public int Count => _inTurn.Length;

    public double Mean => _inTurn.Average();

    public double Least => _inOrder[0];

    public double Median => At(0.5);

    public double LowerQuartile => At(0.25);

    public double UpperQuartile => At(0.75);

    /// <summary>The ratio of each round, for what was measured in the same round suffered from the same neighbours.</summary>
    public Samples Over(Samples reference) => new(_inTurn.Zip(reference._inTurn, (one, beside) => one / beside));

    /// <summary>The same in another unit.</summary>
    public Samples Times(double factor) => new(_inTurn.Select(one => one * factor));

    /// <summary>What stands so far up when all are put in order, between two of them where it must.</summary>
    public double At(double part)
    {
        double at = part * (_inOrder.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, _inOrder.Length - 1);
        return _inOrder[below] + ((at - below) * (_inOrder[above] - _inOrder[below]));
    }
}
