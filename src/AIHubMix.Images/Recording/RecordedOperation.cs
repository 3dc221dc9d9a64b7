namespace AIHubMix.Images.Recording;

/// <summary>What a request is for.</summary>
/// <param name="Name">Which of the client's three requests it is.</param>
/// <param name="Model">The path of the model.</param>
/// <param name="TaskId">The task that is read; null for the others.</param>
internal readonly record struct RecordedOperation(string Name, string Model, string? TaskId)
{
    public static RecordedOperation Submit(string model) => new("submit", model, null);

    public static RecordedOperation Poll(string model, string taskId) => new("poll", model, taskId);

    public static RecordedOperation Download(string model) => new("download", model, null);
}
