using System.Globalization;
using System.Text;
using AIHubMix.Images.Simulator.Serving;

namespace AIHubMix.Images.Simulator.Front;

/// <summary>What a fault has at hand to answer a request, or not to.</summary>
internal sealed class Wire(FrontConnection connection, SimulatorFront front, Exchange exchange, long? flight, CancellationToken cancellationToken)
{
    private Reply? _reply;
    private long? _sent;

    /// <summary>Whether nothing more can be said on the connection.</summary>
    public bool IsEnded { get; private set; }

    public DateTimeOffset Now => front.Time.GetUtcNow();

    public Refusals Refusals => front.Refusals;

    /// <summary>The id of the request, for errors that tell it.</summary>
    public string RequestId => exchange.RequestId ??= front.NewRequestId();

    /// <summary>Sends a reply as it should be.</summary>
    public async Task SendAsync(Reply reply, bool close = false)
    {
        await SendHeadAsync(reply, close: close).ConfigureAwait(false);
        await SendBodyAsync(reply.Body).ConfigureAwait(false);
        IsEnded |= close;
    }

    /// <summary>Sends status and headers, with the length of the body or the word that it comes in chunks.</summary>
    public async Task SendHeadAsync(Reply reply, bool chunked = false, bool close = false)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} \r\n");
        foreach ((string name, string value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (reply.MediaType is { } mediaType)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {mediaType}\r\n");
        }

        if (close)
        {
            head.Append("Connection: close\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"{(chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {reply.Body.Length}")}\r\n\r\n");
        exchange.StatusCode = reply.Status;
        await connection.WriteAsync(head.ToString(), cancellationToken).ConfigureAwait(false);
        _reply = reply;
        _sent = 0;
    }

    public async Task SendBodyAsync(ReadOnlyMemory<byte> bytes)
    {
        // Noted first: who has the last byte may look at once.
        Note(bytes.Length);
        if (exchange.Method == "HEAD")
        {
            return;
        }

        try
        {
            await connection.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Note(-bytes.Length);
            throw;
        }
    }

    /// <summary>Sends a chunk; an empty one is the last.</summary>
    public async Task SendChunkAsync(ReadOnlyMemory<byte> bytes)
    {
        await connection.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:X}\r\n"), cancellationToken).ConfigureAwait(false);
        await SendBodyAsync(bytes).ConfigureAwait(false);
        await connection.WriteAsync("\r\n", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the clock go on for a time before anything more is sent.</summary>
    public Task HoldAsync(TimeSpan time) => front.Time is SimulatorClock clock
        ? clock.HoldAsync(flight, _sent, time, cancellationToken)
        : Task.Delay(time, front.Time, cancellationToken);

    /// <summary>Sends nothing more, for as long as the client cares to wait.</summary>
    public async Task HangAsync()
    {
        using ((front.Time as SimulatorClock)?.Hold(flight, _sent))
        {
            await connection.UntilGoneAsync(cancellationToken).ConfigureAwait(false);
        }

        IsEnded = true;
    }

    /// <summary>Ends the connection, when the client has read all that was sent: some systems throw away what a reset overtakes.</summary>
    public async Task EndAsync(bool reset)
    {
        if (_sent is { } sent && front.Time is SimulatorClock clock)
        {
            await clock.ArrivedAsync(flight, sent, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Lets nobody listen for a time.</summary>
    public void RefuseConnections(TimeSpan? duration) => front.Door.Shut(duration, front.Time);

    private void Note(int bytes)
    {
        _sent += bytes;
        exchange.IsAnswered = _sent >= _reply!.Body.Length;
        if (_reply.IsGenuine)
        {
            foreach (LedgerPicture picture in exchange.Carries)
            {
                picture.IsDelivered |= exchange.IsAnswered;
            }
        }
    }
}
