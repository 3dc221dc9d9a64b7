namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>What a promise allows.</summary>
/// <remarks>Which of these it is decides what is held against it: the ratio, our own amount, or how much more than the reference that is.</remarks>
internal abstract record Limit
{
    private Limit()
    {
    }

    /// <summary>As the table has it.</summary>
    public abstract string Text(Unit unit);

    /// <summary>What is held against it.</summary>
    public virtual string Held(double ours, double reference, double ratio, Unit unit) => Amount.Ratio(ratio);

    public virtual bool IsKept(double ours, double reference, double ratio) => Share(ours, reference, ratio) <= 1;

    /// <summary>How much is used of what is allowed; 1 is all of it.</summary>
    public abstract double Share(double ours, double reference, double ratio);

    /// <summary>So many times the reference at most.</summary>
    public sealed record AtMost(double Times) : Limit
    {
        public override string Text(Unit unit) => Amount.Text($"<= {Times}");

        public override double Share(double ours, double reference, double ratio) => ratio / Times;
    }

    /// <summary>So many times the reference at least, for what is better the more it is.</summary>
    public sealed record AtLeast(double Times) : Limit
    {
        public override string Text(Unit unit) => Amount.Text($">= {Times}");

        public override double Share(double ours, double reference, double ratio) => Times / ratio;
    }

    /// <summary>Less than the reference.</summary>
    public sealed record Below : Limit
    {
        public override string Text(Unit unit) => "< 1";

        public override bool IsKept(double ours, double reference, double ratio) => ratio < 1;

        public override double Share(double ours, double reference, double ratio) => ratio;
    }

    /// <summary>So much at most, whatever the reference takes.</summary>
    public sealed record Absolute(double Most) : Limit
    {
        public override string Text(Unit unit) => $"<= {Amount.Text(Most, unit)}";

        public override string Held(double ours, double reference, double ratio, Unit unit) => Amount.Text(ours, unit);

        public override double Share(double ours, double reference, double ratio) => ours / Most;
    }

    /// <summary>So much more than the reference at most.</summary>
    public sealed record More(double Most) : Limit
    {
        public override string Text(Unit unit) => $"<= reference + {Amount.Text(Most, unit)}";

        public override string Held(double ours, double reference, double ratio, Unit unit) =>
            $"reference {(ours < reference ? "-" : "+")} {Amount.Text(Math.Abs(ours - reference), unit)}";

        // Nothing of nothing is nothing.
        public override double Share(double ours, double reference, double ratio) => ours == 0 ? 0 : ours / (reference + Most);
    }
}
