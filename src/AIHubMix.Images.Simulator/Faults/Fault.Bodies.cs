using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator.Serving;

namespace AIHubMix.Images.Simulator;

public sealed partial class Fault
{
    private const long DefaultGiganticSize = 96 * 1024 * 1024;

    /// <summary>A page of HTML in place of the answer, with status 200.</summary>
    /// <remarks>A submit was billed and its answer cannot be read: <see cref="MalformedResponseException"/>, not tried again. A look at a task is repeated three times.</remarks>
    public static Fault HtmlPage { get; } = Instead("200 html", _ => Reply.Text(200, "text/html", "<!DOCTYPE html><html><body><h1>Please wait</h1></body></html>"));

    /// <summary>Status 200 and no body.</summary>
    /// <inheritdoc cref="HtmlPage"/>
    public static Fault EmptyBody { get; } = Instead("200 empty", _ => Reply.Text(200, Json, ""));

    /// <summary>An answer whose pictures in base64 are damaged. Answers of another form stay as they are.</summary>
    /// <remarks>The client throws <see cref="MalformedResponseException"/>, which tells where, and does not try again.</remarks>
    public static Fault MalformedBase64 { get; } = Rewritten("malformed base64", answer =>
    {
        Damage(answer, isPicture: false);
        return answer;
    }, isGenuine: false);

    /// <summary>JSON in chunks that is still not complete after so many bytes.</summary>
    /// <param name="bytes">The number of bytes; not negative.</param>
    /// <returns>The fault.</returns>
    /// <remarks>The client reads no more than its bounds allow and throws <see cref="MalformedResponseException"/>, whatever the size.</remarks>
    public static Fault GiganticBody(long bytes = DefaultGiganticSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return OfAnswer("gigantic body", async (wire, _) =>
        {
            byte[] letters = new byte[64 * 1024];
            letters.AsSpan().Fill((byte)'A');
            await wire.SendHeadAsync(Reply.Text(200, Json, ""), chunked: true).ConfigureAwait(false);
            await wire.SendChunkAsync("{\"output\":[{\"bytesBase64\":\""u8.ToArray()).ConfigureAwait(false);
            for (long left = bytes; left > 0; left -= letters.Length)
            {
                await wire.SendChunkAsync(letters.AsMemory(0, (int)Math.Min(left, letters.Length))).ConfigureAwait(false);
            }

            await wire.SendChunkAsync(default).ConfigureAwait(false);
        });
    }

    /// <summary>The answer under another content type.</summary>
    /// <param name="mediaType">The type, such as <c>text/plain</c>.</param>
    /// <returns>The fault.</returns>
    /// <remarks>The client goes by what the body is and gives the result.</remarks>
    public static Fault WrongContentType(string mediaType)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        return Instead($"as {mediaType}", reply => reply with { MediaType = mediaType });
    }

    /// <summary>The answer with another body.</summary>
    /// <param name="name">What the fault is called in the timeline.</param>
    /// <param name="rewrite">Makes the body out of the one that the simulator gave.</param>
    /// <returns>The fault. What is no JSON, such as a picture, stays as it is.</returns>
    public static Fault RewrittenBody(string name, Func<JsonNode, JsonNode?> rewrite)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(rewrite);
        return Rewritten(name, rewrite);
    }

    private static void Damage(JsonNode? node, bool isPicture)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? member) in members.ToArray())
                {
                    Damage(member, name is "bytesBase64" or "b64_json");
                }

                break;
            case JsonArray items:
                foreach (JsonNode? item in items.ToArray())
                {
                    Damage(item, isPicture);
                }

                break;
            case JsonValue value when isPicture && value.TryGetValue(out string? base64):
                value.ReplaceWith(base64.Insert(base64.Length / 2, "*!"));
                break;
        }
    }
}
