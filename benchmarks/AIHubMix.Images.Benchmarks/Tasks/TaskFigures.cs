using System.Text.Json.Serialization;

namespace AIHubMix.Images.Benchmarks.Tasks;

/// <summary>What came of waiting on many tasks at once.</summary>
/// <param name="Count">How many tasks.</param>
/// <param name="StillWaiting">How many of them were waiting each time that memory was measured.</param>
/// <param name="RetainedPerTask">The bytes held for each after a full collection, with the caller's Task: the more of before its first poll and after some.</param>
/// <param name="RetainedByHand">The same for a loop of delays and requests written by hand.</param>
/// <param name="ThreadsBefore">The threads of the process before.</param>
/// <param name="MostThreads">The threads of the process at most.</param>
/// <param name="Polls">How often the gateway was asked.</param>
/// <param name="Cores">How many cores were busy on average.</param>
/// <param name="Median">The task in the middle when all are ordered by how much of their own interval they were late.</param>
/// <param name="Late">The one that 99 % are ahead of.</param>
/// <param name="Latest">The last one.</param>
/// <param name="LatestWakeUp">By how much a thread beside that does nothing but sleep was woken late at most, in seconds.</param>
internal sealed record TaskFigures(
    int Count,
    int StillWaiting,
    double RetainedPerTask,
    double RetainedByHand,
    int ThreadsBefore,
    int MostThreads,
    long Polls,
    double Cores,
    Lateness Median,
    Lateness Late,
    Lateness Latest,
    double LatestWakeUp);

/// <summary>How late the result of a task was seen.</summary>
/// <param name="Seconds">The time from when it was ready.</param>
/// <param name="Interval">The longest wait that the schedule gives a task of that age, in seconds.</param>
internal readonly record struct Lateness(double Seconds, double Interval)
{
    [JsonIgnore]
    public double Share => Seconds / Interval;
}

[JsonSerializable(typeof(TaskFigures))]
internal sealed partial class TaskFiguresContext : JsonSerializerContext;
