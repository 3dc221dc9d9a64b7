using System.Text;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>A request that has arrived at the front.</summary>
/// <param name="Point">What it is for.</param>
/// <param name="Number">How many requests for the same came before it.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path and the query, as they stand in the request.</param>
/// <param name="Headers">The headers; those that come several times are joined with a comma.</param>
/// <param name="At">When it arrived, by the clock of the test.</param>
/// <param name="Exchange">The client's exchange that it belongs to; null when the client is not watched.</param>
internal sealed record FrontRequest(
    FrontPoint Point, int Number, string Method, string Path, IReadOnlyDictionary<string, string> Headers, TimeSpan At, long? Exchange)
{
    /// <summary>The body. Empty until it has been read: the script is asked before that.</summary>
    public byte[] Body { get; set; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>What went wrong with it; null when nothing did.</summary>
    public Fault? Fault { get; set; }

    public override string ToString() => $"{At.TotalSeconds} s {Method} {Path} {Fault?.Name ?? "passed"}";
}
