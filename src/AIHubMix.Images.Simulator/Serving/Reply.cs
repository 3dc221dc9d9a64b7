using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>What is sent back.</summary>
internal sealed record Reply(int Status, string MediaType, byte[] Body)
{
    /// <summary>The body as JSON; null when it is something else.</summary>
    public JToken? Content { get; private init; }

    public static Reply Json(int status, JToken body) =>
        new(status, "application/json", Encoding.UTF8.GetBytes(body.ToString(Formatting.None))) { Content = body };
}
