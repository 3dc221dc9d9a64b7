using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>Outcomes in one line each.</summary>
internal static class OutcomeText
{
    public static string Of(LineOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Done => $"saved {Files(outcome)}",
        OutcomeKind.Collected => $"collected {Files(outcome)}",
        OutcomeKind.Skipped => "done already",
        OutcomeKind.InDoubt => $"IN DOUBT: {Reason(outcome)}",
        OutcomeKind.Unfinished => $"paid for, not finished{(outcome.Failure is null ? "" : $": {Reason(outcome)}")}",
        _ => $"FAILED: {Reason(outcome)}",
    };

    private static string Files(LineOutcome outcome) =>
        $"{string.Join(", ", outcome.Saved!.Files.Select(file => Path.GetFileName(file)))} ({Units.Bytes(outcome.Saved.Bytes.Sum())}, {Units.Seconds(outcome.Saved.Result.Duration)})";

    private static string Reason(LineOutcome outcome) => outcome.Failure?.Message.ReplaceLineEndings(" ") ?? "";
}
