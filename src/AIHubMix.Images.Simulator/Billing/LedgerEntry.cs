namespace AIHubMix.Images.Simulator;

/// <summary>One generation that the simulator accepted, and that the gateway would have billed.</summary>
public sealed class LedgerEntry
{
    internal LedgerEntry(string requestId, string model, string input, IReadOnlyList<LedgerPicture> pictures, string? taskId, DateTimeOffset time)
    {
        RequestId = requestId;
        Model = model;
        Input = input;
        Pictures = pictures;
        TaskId = taskId;
        Time = time;
    }

    /// <summary>The value of <c>x-aihubmix-request-id</c> in the answer.</summary>
    public string RequestId { get; }

    /// <summary>The path of the model as the document spells it.</summary>
    public string Model { get; }

    /// <summary>The input as it arrived, as JSON text. Of texts over 32,000 characters, such as pictures, the beginning alone.</summary>
    public string Input { get; }

    /// <summary>The pictures it returned, or returns when its task is ready.</summary>
    public IReadOnlyList<LedgerPicture> Pictures { get; }

    /// <summary>The id of the task; null when the pictures came with the answer.</summary>
    public string? TaskId { get; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Whether every picture of it got out to the caller.</summary>
    public bool IsDelivered => Pictures.All(picture => picture.IsDelivered);

    /// <inheritdoc/>
    public override string ToString() => $"{Model}, {string.Join(" and ", Pictures)}{(TaskId is null ? "" : $", task {TaskId}")}, request {RequestId}";
}
