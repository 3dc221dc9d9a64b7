namespace AIHubMix.Images.Tests.Support;

/// <summary>Notes reports at once, unlike <see cref="Progress{T}"/>, which hands them to another thread.</summary>
internal sealed class HeardProgress : IProgress<PredictionTask>
{
    public List<PredictionTask> Reports { get; } = [];

    public void Report(PredictionTask value) => Reports.Add(value);
}
