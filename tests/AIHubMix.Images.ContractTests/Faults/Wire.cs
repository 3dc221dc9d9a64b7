using System.Globalization;
using System.Text;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>What a fault has at hand to answer a request, or not to.</summary>
internal sealed class Wire(FrontConnection connection, TestClock clock, long? exchange, CancellationToken cancellationToken)
{
    private long? _sent;

    /// <summary>Whether nothing more can be said on the connection.</summary>
    public bool IsEnded { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Sends a reply as it should be.</summary>
    public async Task SendAsync(FrontReply reply)
    {
        await SendHeadAsync(reply);
        await SendBodyAsync(reply.Body);
    }

    /// <summary>Sends status and headers, with the length of the body or the word that it comes in chunks.</summary>
    public async Task SendHeadAsync(FrontReply reply, bool chunked = false)
    {
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} \r\n");
        foreach ((string name, string value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (reply.MediaType is { } mediaType)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {mediaType}\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"{(chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {reply.Body.Length}")}\r\n\r\n");
        await connection.WriteAsync(head.ToString(), cancellationToken);
        _sent = 0;
    }

    public async Task SendBodyAsync(ReadOnlyMemory<byte> bytes)
    {
        await connection.WriteAsync(bytes, cancellationToken);
        _sent += bytes.Length;
    }

    /// <summary>Sends a chunk; an empty one is the last.</summary>
    public async Task SendChunkAsync(ReadOnlyMemory<byte> bytes)
    {
        await connection.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:X}\r\n"), cancellationToken);
        await SendBodyAsync(bytes);
        await connection.WriteAsync("\r\n", cancellationToken);
    }

    /// <summary>Lets the clock go on for a time before anything more is sent.</summary>
    public Task HoldAsync(TimeSpan time) => clock.HoldAsync(exchange, _sent, time, cancellationToken);

    /// <summary>Sends nothing more, for as long as the client cares to wait.</summary>
    public async Task HangAsync()
    {
        using (clock.Hold(exchange, _sent))
        {
            await connection.UntilGoneAsync(cancellationToken);
        }

        IsEnded = true;
    }

    /// <summary>Ends the connection, when the client has read all that was sent: some systems throw away what a reset overtakes.</summary>
    public async Task EndAsync(bool reset)
    {
        if (_sent is { } sent)
        {
            await clock.ArrivedAsync(exchange, sent, cancellationToken);
        }

        IsEnded = true;
        if (reset)
        {
            connection.Reset();
        }
        else
        {
            connection.Close();
        }
    }
}
