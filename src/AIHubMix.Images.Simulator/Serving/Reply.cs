using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>What is sent back.</summary>
internal sealed record Reply(int Status, string? MediaType, byte[] Body)
{
    /// <summary>The body as JSON; null when it is something else.</summary>
    public JToken? Content { get; private init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the pictures that the gateway put into it are in it, unharmed.</summary>
    public bool IsGenuine { get; init; }

    public ReadOnlyMemory<byte> FirstHalf => Body.AsMemory(0, Body.Length / 2);

    public static Reply Json(int status, JToken body) =>
        new(status, "application/json", Encoding.UTF8.GetBytes(body.ToString(Formatting.None))) { Content = body };

    public static Reply Text(int status, string? mediaType, string body) => new(status, mediaType, Encoding.UTF8.GetBytes(body));
}
