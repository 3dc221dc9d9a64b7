namespace AIHubMix.Images.Simulator;

public sealed partial class Fault
{
    /// <summary>The default of the pauses of <see cref="SlowBody"/>.</summary>
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);

    /// <summary>The connection is reset (RST) instead of an answer, by default after the work was done.</summary>
    /// <remarks>On a submit the client throws <see cref="ConnectionFailedException"/>, billing class <see cref="BillingClass.OutcomeUnknown"/>, and does not try again unless
    /// <see cref="RetryOptions.RetryUnknownOutcome"/> is set. Looks at tasks and downloads are repeated until the deadline.</remarks>
    public static Fault ConnectionReset { get; } = Anywhere("connection reset", FaultPoint.AfterGeneration, (wire, _) => wire.EndAsync(reset: true));

    /// <summary>The connection is closed in good order (FIN) instead of an answer, by default after the work was done.</summary>
    /// <inheritdoc cref="ConnectionReset"/>
    public static Fault ConnectionClosed { get; } = Anywhere("connection closed", FaultPoint.AfterGeneration, (wire, _) => wire.EndAsync(reset: false));

    /// <summary>No answer ever, by default after the work was done.</summary>
    /// <remarks>A submit ends with <see cref="GenerationTimeoutException"/> at <see cref="AIHubMixClientOptions.Deadline"/>; a look at a task or a download is given up after 30 s and repeated.</remarks>
    public static Fault NoAnswer { get; } = Anywhere("no answer", FaultPoint.AfterGeneration, (wire, _) => wire.HangAsync());

    /// <summary>Headers and half of the body, then the connection is closed.</summary>
    /// <remarks>The half of a task's answer names the task: the client goes on with it. Half a picture cannot be used: <see cref="ConnectionFailedException"/>, and a submit is not tried again.
    /// Downloads go on where they broke off.</remarks>
    public static Fault TruncatedBody { get; } = Cut("truncated body", reset: false);

    /// <summary>Headers and half of the body, then the connection is reset.</summary>
    /// <inheritdoc cref="TruncatedBody"/>
    public static Fault TruncatedByReset { get; } = Cut("truncated by reset", reset: true);

    /// <summary>The body in chunks, whole but for the last chunk that says so.</summary>
    /// <remarks>A prediction is complete when its JSON is: the client gives the result. A download is not known to be complete and is fetched again.</remarks>
    public static Fault TruncatedChunks { get; } = OfAnswer("truncated chunks", async (wire, reply) =>
    {
        await wire.SendHeadAsync(reply, chunked: true).ConfigureAwait(false);
        await wire.SendChunkAsync(reply.FirstHalf).ConfigureAwait(false);
        await wire.SendChunkAsync(reply.Body.AsMemory(reply.FirstHalf.Length)).ConfigureAwait(false);
        await wire.EndAsync(reset: false).ConfigureAwait(false);
    });

    /// <summary>Headers and half of the body, then nothing more.</summary>
    /// <inheritdoc cref="NoAnswer"/>
    public static Fault StalledBody { get; } = OfAnswer("stalled body", async (wire, reply) =>
    {
        await wire.SendHeadAsync(reply).ConfigureAwait(false);
        await wire.SendBodyAsync(reply.FirstHalf).ConfigureAwait(false);
        await wire.HangAsync().ConfigureAwait(false);
    });

    /// <summary>The answer, but its body trickles.</summary>
    /// <param name="pause">The time before each part; null for one second.</param>
    /// <param name="parts">The number of parts: at least 1.</param>
    /// <returns>The fault.</returns>
    /// <remarks>The client waits for it, as long as no pause is over 30 s where it looks at a task or downloads.</remarks>
    public static Fault SlowBody(TimeSpan? pause = null, int parts = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        return OfAnswer("slow body", async (wire, reply) =>
        {
            await wire.SendHeadAsync(reply).ConfigureAwait(false);
            for (int part = 0; part < parts; part++)
            {
                await wire.HoldAsync(pause ?? DefaultPause).ConfigureAwait(false);
                await wire.SendBodyAsync(reply.Body.AsMemory()[(int)((long)part * reply.Body.Length / parts)..(int)((part + 1L) * reply.Body.Length / parts)]).ConfigureAwait(false);
            }
        });
    }

    /// <summary>The answer, or another fault in its place, after a time.</summary>
    /// <param name="time">The time, by the clock of the simulator.</param>
    /// <param name="then">What happens then; null for the answer as it should be.</param>
    /// <returns>The fault.</returns>
    /// <remarks>The client waits until its deadline for a submit, and at most 30 s for a look at a task or a download before it repeats it.</remarks>
    public static Fault Delayed(TimeSpan time, Fault? then = null) => new(
        Invariant($"{(then is null ? "" : $"{then.Name} ")}after {time.TotalSeconds} s"),
        then?.Operation ?? GatewayOperation.Submit,
        then?.Point ?? FaultPoint.AfterGeneration,
        then?._earliest ?? FaultPoint.AfterGeneration,
        async (wire, reply) =>
        {
            await wire.HoldAsync(time).ConfigureAwait(false);
            await (then is null ? wire.SendAsync(reply) : then.PlayAsync(wire, reply)).ConfigureAwait(false);
        });

    /// <summary>The answer as it should be, and from then on nobody listens at the port for a time: every connection is refused.</summary>
    /// <param name="duration">How long, by the clock of the simulator; null for as long as it runs.</param>
    /// <returns>The fault. For a gateway that is down from the beginning see <see cref="FaultPlan.RefuseConnections"/>.</returns>
    /// <remarks>A refused connection never delivered anything: the client tries again with growing random delays, a submit too, and throws <see cref="ConnectionFailedException"/> when its time is up.</remarks>
    public static Fault GoesDown(TimeSpan? duration = null) => OfAnswer(duration is { } time ? Invariant($"goes down for {time.TotalSeconds} s") : "goes down", (wire, reply) =>
    {
        wire.RefuseConnections(duration);
        return wire.SendAsync(reply, close: true);
    });

    private static Fault Cut(string name, bool reset) => OfAnswer(name, async (wire, reply) =>
    {
        await wire.SendHeadAsync(reply).ConfigureAwait(false);
        await wire.SendBodyAsync(reply.FirstHalf).ConfigureAwait(false);
        await wire.EndAsync(reset).ConfigureAwait(false);
    });
}
