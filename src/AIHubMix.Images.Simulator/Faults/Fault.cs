using System.Globalization;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator.Front;
using AIHubMix.Images.Simulator.Serving;

namespace AIHubMix.Images.Simulator;

/// <summary>Something that goes wrong with a request, as a client would meet it. Handed to <see cref="FaultPlan.Next"/>.</summary>
/// <remarks>Has no state: the same fault can be used any number of times. What the SDK makes of each is what its defaults do; see <see cref="RetryOptions"/>.</remarks>
public sealed partial class Fault
{
    private const string Json = "application/json";
    private const string ErrorPage = "<html><head><title>An error has occurred</title></head><body><center><h1>An error has occurred</h1></center><hr></body></html>";

    private readonly Func<Wire, Reply, Task> _play;
    private readonly FaultPoint _earliest;

    private Fault(string name, GatewayOperation operation, FaultPoint point, FaultPoint earliest, Func<Wire, Reply, Task> play)
    {
        Name = name;
        Operation = operation;
        Point = point;
        _earliest = earliest;
        _play = play;
    }

    /// <summary>What it is called in the timeline.</summary>
    public string Name { get; }

    /// <summary>Which requests it strikes unless <see cref="FaultRule.On"/> says otherwise.</summary>
    public GatewayOperation Operation { get; }

    /// <summary>How far the request gets unless <see cref="FaultRule.At"/> says otherwise.</summary>
    public FaultPoint Point { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The same fault under another name.</summary>
    internal Fault Named(string name) => new(name, Operation, Point, _earliest, _play);

    /// <summary>The same fault at another point.</summary>
    internal Fault MovedTo(FaultPoint point)
    {
        if (!Enum.IsDefined(point))
        {
            throw new ArgumentOutOfRangeException(nameof(point), point, "There is no such point.");
        }

        return point >= _earliest
            ? new Fault(point == Point ? Name : $"{Name} ({point})", Operation, point, _earliest, _play)
            : throw new ArgumentException($"The fault '{Name}' is about an answer that the simulator has made: it cannot strike earlier than {_earliest}.", nameof(point));
    }

    internal Task PlayAsync(Wire wire, Reply reply) => _play(wire, reply);

    // A fault that can strike anywhere.
    private static Fault Anywhere(string name, FaultPoint point, Func<Wire, Reply, Task> play) =>
        new(name, GatewayOperation.Submit, point, FaultPoint.BeforeRequestRead, play);

    // A fault that changes what the simulator answers.
    private static Fault OfAnswer(string name, Func<Wire, Reply, Task> play, GatewayOperation operation = GatewayOperation.Submit) =>
        new(name, operation, FaultPoint.AfterGeneration, FaultPoint.AfterGeneration, play);

    private static Fault Instead(string name, Func<Reply, Reply> change, GatewayOperation operation = GatewayOperation.Submit) =>
        OfAnswer(name, (wire, reply) => wire.SendAsync(change(reply)), operation);

    private static Fault Rewritten(string name, Func<JsonNode, JsonNode?> rewrite, GatewayOperation operation = GatewayOperation.Submit, bool isGenuine = true) =>
        Instead(name, reply => reply.MediaType == Json && JsonNode.Parse(reply.Body) is { } body
            ? Reply.Text(reply.Status, Json, rewrite(body)?.ToJsonString() ?? "null") with { Headers = reply.Headers, IsGenuine = reply.IsGenuine && isGenuine }
            : reply, operation);

    /// <summary>An error that the document shows.</summary>
    private static Fault Documented(string name, int status, string response, string example, FaultPoint point = FaultPoint.AfterRequestRead, Func<Wire, string?>? retryAfter = null) =>
        Anywhere(name, point, (wire, _) =>
        {
            Reply shown = wire.Refusals.Show(status, response, example, wire.RequestId);
            return wire.SendAsync(retryAfter?.Invoke(wire) is { } pace ? shown with { Headers = [.. shown.Headers, new("Retry-After", pace)] } : shown);
        });

    private static Func<Wire, string?>? Pace(TimeSpan? retryAfter, bool asDate) => retryAfter is not { } wait ? null
        : asDate ? wire => Invariant($"{wire.Now + wait:R}")
        : _ => Invariant($"{(long)wait.TotalSeconds}");

    private static string Told(TimeSpan? retryAfter, bool asDate) =>
        retryAfter is not { } wait ? "" : Invariant($", Retry-After {(asDate ? "the date in " : "")}{wait.TotalSeconds} s");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
