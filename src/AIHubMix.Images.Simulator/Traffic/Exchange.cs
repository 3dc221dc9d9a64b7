using System.Globalization;
using System.Text;

namespace AIHubMix.Images.Simulator;

/// <summary>One request that arrived at the simulator, and what became of it.</summary>
/// <remarks>What is not known yet while the answer is on its way is null or empty.</remarks>
public sealed class Exchange
{
    internal Exchange(int number, TimeSpan at, Traffic.Route route, string method, string target, IReadOnlyDictionary<string, string> headers)
    {
        Number = number;
        At = at;
        Route = route;
        Method = method;
        Target = target;
        Headers = headers;
    }

    /// <summary>The place among all requests, from 1.</summary>
    public int Number { get; }

    /// <summary>When it arrived: the time since the simulator was started, by its clock.</summary>
    public TimeSpan At { get; }

    /// <summary>What it is for.</summary>
    public GatewayOperation Operation => Route.Operation;

    /// <summary>The method, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>The path and the query, as they stand in the request.</summary>
    public string Target { get; }

    /// <summary>The headers; those that came several times are joined with a comma. The key in <c>Authorization</c> is cut off.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, as it arrived; empty when there was none, it was not read, or the timeline keeps no more.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>The path of the model that it is about, as the document spells it; null when that is not known.</summary>
    public string? Model { get; internal set; }

    /// <summary>What went wrong with it; null when nothing did.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>The status of the answer; null when none was sent.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The value of <c>x-aihubmix-request-id</c> of the answer; null when the request did not get as far as that.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The generation that it started, and that would have been billed; null when it started none.</summary>
    public LedgerEntry? Billed { get; internal set; }

    /// <summary>The word in which the answer told the state of the task; null for other operations.</summary>
    public string? TaskStatus { get; internal set; }

    /// <summary>Every way in which the request departs from the document.</summary>
    public IReadOnlyList<Violation> Violations { get; internal set; } = [];

    /// <summary>Why the request matches no operation of the document, and which is nearest; null when it matches one.</summary>
    public string? Unmatched { get; internal set; }

    /// <summary>Whether the answer went out to its end.</summary>
    public bool IsAnswered { get; internal set; }

    internal Traffic.Route Route { get; }

    /// <summary>The pictures that are the caller's when the answer has gone out whole.</summary>
    internal IReadOnlyList<LedgerPicture> Carries { get; set; } = [];

    /// <summary>How long the work takes, by the clock.</summary>
    internal TimeSpan Takes { get; set; }

    /// <summary>The line of the timeline.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        string what = Operation == GatewayOperation.None ? Method : $"{Operation}";
        text.Append(CultureInfo.InvariantCulture, $"{At.TotalSeconds,9:0.000} s  {what,-8} {Subject}: ");
        text.Append(StatusCode is { } status ? $"{status}" : "no answer");
        if (TaskStatus is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" {TaskStatus}");
        }

        if (Billed is { } billed)
        {
            text.Append(CultureInfo.InvariantCulture, $", BILLED ({billed})");
        }

        if (Fault is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", fault: {Fault.Name}");
        }
        else if (!IsAnswered)
        {
            text.Append(", not answered to the end");
        }

        if (Unmatched is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $", UNMATCHED: {Unmatched}");
        }
        else if (Violations.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", refused: {string.Join("; ", Violations)}");
        }

        return text.ToString();
    }

    private string Subject => Operation switch
    {
        GatewayOperation.Submit => Model ?? Route.Key,
        GatewayOperation.Poll => Route.Key,
        _ => Target,
    };
}
