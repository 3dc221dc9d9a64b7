using System.Globalization;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>How far a request gets that something goes wrong with.</summary>
internal enum FaultReach
{
    /// <summary>Nobody listens. Not for scripts: see <see cref="FaultyFront.Start"/>.</summary>
    Nowhere,

    /// <summary>Its headers were read and its body was not.</summary>
    Head,

    /// <summary>It was read, and not passed on to the simulator.</summary>
    Front,

    /// <summary>The simulator got it and answered it, and would have billed it: the worst case.</summary>
    Gateway,
}

/// <summary>Something that goes wrong with a request, as a client would meet it. Has no state: the same fault can be used any number of times.</summary>
internal sealed record Fault
{
    public static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);

    private const string Json = "application/json";
    private const string ErrorPage = "<html><head><title>An error has occurred</title></head><body><center><h1>An error has occurred</h1></center><hr></body></html>";

    private readonly Func<Wire, FrontReply, Task> _play;

    private Fault(string name, FaultReach reach, Func<Wire, FrontReply, Task> play)
    {
        Name = name;
        Reach = reach;
        _play = play;
    }

    /// <summary>What it is called in tables.</summary>
    public string Name { get; init; }

    public FaultReach Reach { get; }

    /// <summary>Whether the simulator got the request, so that its ledger counts it.</summary>
    public bool IsForwarded => Reach == FaultReach.Gateway;

    /// <summary>Nobody listens at the port.</summary>
    public static Fault Refused { get; } = new("refused", FaultReach.Nowhere, (_, _) => throw new InvalidOperationException("A request that arrived cannot be refused."));

    /// <summary>RST while the request is still being sent.</summary>
    public static Fault ResetBeforeRead { get; } = new("reset before read", FaultReach.Head, (wire, _) => wire.EndAsync(reset: true));

    /// <summary>RST instead of an answer.</summary>
    public static Fault ResetAfterRead { get; } = new("reset after read", FaultReach.Gateway, (wire, _) => wire.EndAsync(reset: true));

    /// <summary>FIN instead of an answer.</summary>
    public static Fault CloseAfterRead { get; } = new("close after read", FaultReach.Gateway, (wire, _) => wire.EndAsync(reset: false));

    /// <summary>Half of the body, then FIN.</summary>
    public static Fault Truncated { get; } = Cut("truncated", reset: false);

    /// <summary>Half of the body, then RST.</summary>
    public static Fault TruncatedByReset { get; } = Cut("truncated by reset", reset: true);

    /// <summary>The body in chunks, whole but for the last chunk that says so, then FIN.</summary>
    public static Fault TruncatedChunked { get; } = new("truncated, chunked", FaultReach.Gateway, async (wire, reply) =>
    {
        await wire.SendHeadAsync(reply, chunked: true);
        await wire.SendChunkAsync(reply.FirstHalf);
        await wire.SendChunkAsync(reply.Body.AsMemory(reply.FirstHalf.Length));
        await wire.EndAsync(reset: false);
    });

    /// <summary>A page in place of the answer, with status 200.</summary>
    public static Fault Html { get; } = Instead("200 html", _ => FrontReply.Of(200, "text/html", "<!DOCTYPE html><html><body><h1>Please wait</h1></body></html>"));

    /// <summary>Status 200 and no body.</summary>
    public static Fault Empty { get; } = Instead("200 empty", _ => FrontReply.Of(200, Json, ""));

    /// <summary>An answer whose pictures in base64 are damaged; answers of another form stay as they are.</summary>
    public static Fault MalformedBase64 { get; } = Rewritten("malformed base64", answer =>
    {
        Damage(answer, isPicture: false);
        return answer;
    });

    /// <summary>No answer ever.</summary>
    public static Fault Hang { get; } = new("hang", FaultReach.Gateway, (wire, _) => wire.HangAsync());

    /// <summary>Headers and half of the body, then nothing.</summary>
    public static Fault HangInBody { get; } = new("hang in body", FaultReach.Gateway, async (wire, reply) =>
    {
        await wire.SendHeadAsync(reply);
        await wire.SendBodyAsync(reply.FirstHalf);
        await wire.HangAsync();
    });

    /// <summary>A canned error.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="mediaType">The type of the body.</param>
    /// <param name="forwarded">Whether the simulator has done the work by then.</param>
    /// <param name="headers">Further headers.</param>
    public static Fault Status(int status, string? body = null, string mediaType = Json, bool forwarded = false, params IReadOnlyList<(string Name, string Value)> headers) =>
        Canned($"{status}", status, body, mediaType, forwarded, _ => headers);

    /// <summary>A canned error that says in seconds when to come again.</summary>
    public static Fault RetryAfter(int status, TimeSpan wait, string? body = null, bool forwarded = false) =>
        Canned(Invariant($"{status} retry-after {wait.TotalSeconds} s"), status, body, Json, forwarded, _ => [("Retry-After", Invariant($"{(long)wait.TotalSeconds}"))]);

    /// <summary>A canned error that names the date at which to come again. Dates have no fractions of a second: what is left of one is cut off.</summary>
    public static Fault RetryAtDate(int status, TimeSpan wait, string? body = null, bool forwarded = false) =>
        Canned(Invariant($"{status} retry-after date in {wait.TotalSeconds} s"), status, body, Json, forwarded, now => [("Retry-After", Invariant($"{now + wait:R}"))]);

    /// <summary>The page of a proxy in front of the gateway, which gave the gateway up.</summary>
    public static Fault ProxyError(int status) => Status(status, ErrorPage, "text/html", forwarded: true) with { Name = $"{status} html" };

    /// <summary>JSON in chunks that is still not complete after so many bytes.</summary>
    public static Fault Gigantic(long bytes = 96 * 1024 * 1024) => new("gigantic", FaultReach.Gateway, async (wire, _) =>
    {
        byte[] letters = new byte[64 * 1024];
        letters.AsSpan().Fill((byte)'A');
        await wire.SendHeadAsync(FrontReply.Of(200, Json, ""), chunked: true);
        await wire.SendChunkAsync("{\"output\":[{\"bytesBase64\":\""u8.ToArray());
        for (long left = bytes; left > 0; left -= letters.Length)
        {
            await wire.SendChunkAsync(letters.AsMemory(0, (int)Math.Min(left, letters.Length)));
        }

        await wire.SendChunkAsync(default);
    });

    /// <summary>The answer under another content type.</summary>
    public static Fault WrongContentType(string mediaType) => Instead($"as {mediaType}", reply => reply with { MediaType = mediaType });

    /// <summary>The answer, but its body in three parts, with a pause on the clock before each.</summary>
    public static Fault Slow(TimeSpan? pause = null) => new("slow", FaultReach.Gateway, async (wire, reply) =>
    {
        const int Parts = 3;
        await wire.SendHeadAsync(reply);
        for (int part = 0; part < Parts; part++)
        {
            await wire.HoldAsync(pause ?? DefaultPause);
            await wire.SendBodyAsync(reply.Body.AsMemory()[(part * reply.Body.Length / Parts)..((part + 1) * reply.Body.Length / Parts)]);
        }
    });

    /// <summary>The answer, or another fault in its place, after a time on the clock.</summary>
    public static Fault Delay(TimeSpan time, Fault? then = null) => new(
        Invariant($"{(then is null ? "" : $"{then.Name} ")}after {time.TotalSeconds} s"), then?.Reach ?? FaultReach.Gateway, async (wire, reply) =>
        {
            await wire.HoldAsync(time);
            await (then is null ? wire.SendAsync(reply) : then.PlayAsync(wire, reply));
        });

    /// <summary>The answer with another body.</summary>
    /// <param name="name">What it is called in tables.</param>
    /// <param name="rewrite">Makes the body out of the one that the simulator gave.</param>
    public static Fault Rewritten(string name, Func<JsonNode?, JsonNode?> rewrite) =>
        Instead(name, reply => FrontReply.Of(reply.Status, reply.MediaType, rewrite(JsonNode.Parse(reply.Body))?.ToJsonString() ?? "null", reply.Headers));

    /// <summary>The task as the simulator tells of it, but in another state and, unless a result is given, without one.</summary>
    public static Fault TaskState(string? status, JsonNode? result = null, JsonNode? details = null) => Rewritten($"task \"{status}\"", answer =>
    {
        answer!["status"] = status;
        answer["result"] = result?.DeepClone();
        answer["details"] = details?.DeepClone();
        return answer;
    });

    /// <summary>A task without a status.</summary>
    public static Fault TaskWithoutStatus { get; } = Rewritten("task without status", answer =>
    {
        answer!.AsObject().Remove("status");
        answer["result"] = null;
        return answer;
    });

    public Task PlayAsync(Wire wire, FrontReply reply) => _play(wire, reply);

    public override string ToString() => Name;

    private static Fault Instead(string name, Func<FrontReply, FrontReply> change) => new(name, FaultReach.Gateway, (wire, reply) => wire.SendAsync(change(reply)));

    private static Fault Canned(
        string name, int status, string? body, string mediaType, bool forwarded, Func<DateTimeOffset, IReadOnlyList<(string Name, string Value)>> headers) =>
        new(name, forwarded ? FaultReach.Gateway : FaultReach.Front, (wire, _) => wire.SendAsync(FrontReply.Of(status, body is null ? null : mediaType, body ?? "", headers(wire.Now))));

    private static Fault Cut(string name, bool reset) => new(name, FaultReach.Gateway, async (wire, reply) =>
    {
        await wire.SendHeadAsync(reply);
        await wire.SendBodyAsync(reply.FirstHalf);
        await wire.EndAsync(reset);
    });

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

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
