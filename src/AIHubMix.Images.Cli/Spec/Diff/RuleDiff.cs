namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in the rules between fields, or of one model.</summary>
internal static class RuleDiff
{
    public static void Compare(IReadOnlyList<SpecRule> old, IReadOnlyList<SpecRule> @new, ChangeSubject about)
    {
        foreach (SpecRule rule in @new)
        {
            if (old.FirstOrDefault(other => other.Identity == rule.Identity) is not { } before)
            {
                about.BreakInputs("rule-added", null, $"has a new rule, what breaks it is refused before it is sent: {rule}");
            }
            else if (rule.RefusesMoreThan(before))
            {
                about.BreakInputs("rule-tightened", null, $"has a stricter rule, what breaks it is refused before it is sent: {rule}, {Before(before)}");
            }
            else if (before.RefusesMoreThan(rule))
            {
                about.Add("rule-loosened", null, $"has a rule that allows more: {rule}, {Before(before)}");
            }
        }

        foreach (SpecRule rule in old.Where(rule => @new.All(other => other.Identity != rule.Identity)))
        {
            about.Add("rule-removed", null, $"is free of a rule: {rule}");
        }
    }

    private static string Before(SpecRule rule) => $"was {rule.Maximum?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? string.Join(" or ", rule.Values)}";
}
