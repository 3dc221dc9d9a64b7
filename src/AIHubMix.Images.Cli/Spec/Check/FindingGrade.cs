namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What a finding asks for.</summary>
internal enum FindingGrade
{
    /// <summary>The document says what the vendor does not: mend it, or say that it is meant so.</summary>
    Drift,

    /// <summary>A difference with a reason, or of no effect: to know.</summary>
    Notice,
}
