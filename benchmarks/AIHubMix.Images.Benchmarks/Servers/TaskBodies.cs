using System.Text;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>The states that a task is seen in.</summary>
public enum TaskState
{
    Pending,
    Ready,
    Moderated,
    Failed,
}

/// <summary>The answer to a look at a task, in each state.</summary>
internal static class TaskBodies
{
    public const string Id = "api.us1.bfl.5f0b7d3e4c554f4f9f0e2b9d4a1c8e77";

    public static MemoryHandler ToHandler(this TaskState state) => new(Encoding.UTF8.GetBytes(Body(state)), []);

    public static string ToStatus(this TaskState state) => state switch
    {
        TaskState.Moderated => "Content Moderated",
        TaskState.Failed => "Error",
        _ => state.ToString(),
    };

    private static string Body(TaskState state) => state switch
    {
        TaskState.Pending => $$"""{"id":"{{Id}}","status":"Pending","result":null,"progress":0.4}""",
        TaskState.Ready =>
            $$$"""{"id":"{{{Id}}}","status":"Ready","result":{"sample":"https://delivery-us1.bfl.ai/results/5f/0b7d3e/sample.png?se=2026-03-01T00%3A10%3A00Z&sig=GxT3pHk%3D","prompt":"{{{Inputs.Prompt}}}","seed":42,"start_time":1772323200.1,"end_time":1772323206.4,"duration":6.3},"progress":null,"details":null,"preview":null}""",
        TaskState.Moderated => $$$"""{"id":"{{{Id}}}","status":"Content Moderated","result":null,"details":{"Moderation Reasons":["Derivative Works Filter"]}}""",
        TaskState.Failed => $$$"""{"id":"{{{Id}}}","status":"Error","result":null,"details":{}}""",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
