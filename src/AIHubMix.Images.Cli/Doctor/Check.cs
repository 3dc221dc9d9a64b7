namespace AIHubMix.Images.Cli.Doctor;

/// <summary>What one look of the doctor found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do; null when nothing is to be done.</param>
internal sealed record Check(string Name, Verdict Verdict, string Message, string? Advice = null);

/// <summary>How something is.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth a look.</summary>
    Warn,

    /// <summary>No call can succeed.</summary>
    Fail,
}
