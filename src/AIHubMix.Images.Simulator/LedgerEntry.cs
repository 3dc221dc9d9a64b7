namespace AIHubMix.Images.Simulator;

/// <summary>One generation that the simulator accepted, and that the gateway would have billed.</summary>
/// <param name="RequestId">The value of <c>x-aihubmix-request-id</c> in the answer.</param>
/// <param name="Model">The path of the model as the document spells it.</param>
/// <param name="Input">The input as it arrived, as JSON text.</param>
/// <param name="Pictures">The number of pictures it returned, or will return when its task is ready.</param>
/// <param name="TaskId">The id of the task; null when the pictures came with the answer.</param>
/// <param name="Time">When it was accepted.</param>
public sealed record LedgerEntry(string RequestId, string Model, string Input, int Pictures, string? TaskId, DateTimeOffset Time);
