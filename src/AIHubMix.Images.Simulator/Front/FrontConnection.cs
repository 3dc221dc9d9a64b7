using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AIHubMix.Images.Simulator.Front;

/// <summary>One connection of a client: reads requests as HTTP/1.1 has them, and writes what it is told, right or wrong.</summary>
internal sealed class FrontConnection(Socket socket) : IDisposable
{
    private const int LongestHead = 64 * 1024;
    private const int LargestBody = 512 * 1024 * 1024;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;
    private volatile bool _isIdle = true;

    /// <summary>Whether it waits for a request.</summary>
    public bool IsIdle
    {
        get => _isIdle;
        set => _isIdle = value;
    }

    /// <summary>Ends when the connection does.</summary>
    public Task Served { get; set; } = Task.CompletedTask;

    /// <summary>The next request without its body; null when the client has closed the connection.</summary>
    /// <exception cref="InvalidDataException">What came is no request of HTTP/1.</exception>
    public async Task<FrontHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        if (_start == _end && await FillAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            return null;
        }

        const byte TlsHandshake = 22;
        if (_buffer[_start] == TlsHandshake)
        {
            throw new InvalidDataException("The client speaks TLS, which the simulator does not: call it with http://, not https://.");
        }

        string[] words = (await ReadLineAsync(cancellationToken).ConfigureAwait(false)).Split(' ');
        if (words is not [string method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
        {
            throw new InvalidDataException($"'{string.Join(' ', words)}' begins no request of HTTP/1.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int length = 0;
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } line)
        {
            length += line.Length;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || length > LongestHead)
            {
                throw new InvalidDataException($"'{line}' is no header, or one too many.");
            }

            string value = line[(colon + 1)..].Trim();
            headers[line[..colon]] = headers.TryGetValue(line[..colon], out string? before) ? $"{before}, {value}" : value;
        }

        return new FrontHead(method, target, headers, words[2] == "HTTP/1.1" && !Says(headers, "Connection", "close"));
    }

    /// <summary>The body of a request, whole.</summary>
    /// <exception cref="InvalidDataException">Its length is not told, or too much.</exception>
    public async Task<byte[]> ReadBodyAsync(FrontHead head, CancellationToken cancellationToken)
    {
        if (Says(head.Headers, "Expect", "100-continue"))
        {
            await WriteAsync("HTTP/1.1 100 Continue\r\n\r\n", cancellationToken).ConfigureAwait(false);
        }

        var body = new MemoryStream();
        if (Says(head.Headers, "Transfer-Encoding", "chunked"))
        {
            while (Number((await ReadLineAsync(cancellationToken).ConfigureAwait(false)).Split(';')[0], NumberStyles.HexNumber) is > 0 and var size)
            {
                await ReadAsync(body, size, cancellationToken).ConfigureAwait(false);
                await ReadLineAsync(cancellationToken).ConfigureAwait(false);
            }

            while ((await ReadLineAsync(cancellationToken).ConfigureAwait(false)).Length > 0)
            {
                // Trailers say nothing that anybody would ask for.
            }
        }
        else if (head.Headers.TryGetValue("Content-Length", out string? length))
        {
            await ReadAsync(body, Number(length, NumberStyles.None), cancellationToken).ConfigureAwait(false);
        }

        return body.ToArray();
    }

    public ValueTask WriteAsync(string text, CancellationToken cancellationToken) => WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Waits until the client closes the connection, in whatever way.</summary>
    public async Task UntilGoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
                // A client that sends more has not gone.
            }
        }
        catch (IOException)
        {
            // Gone without taking leave.
        }
    }

    /// <summary>Ends the connection with RST.</summary>
    public void Reset()
    {
        // Not by way of the stream, which would say FIN first.
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    /// <summary>Ends the connection with FIN.</summary>
    public void Close()
    {
        socket.Shutdown(SocketShutdown.Both);
        Dispose();
    }

    public void Dispose() => _stream.Dispose();

    private static bool Says(Dictionary<string, string> headers, string name, string word) =>
        headers.TryGetValue(name, out string? value) && value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static int Number(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out int number) && number is >= 0 and <= LargestBody
            ? number
            : throw new InvalidDataException($"'{text}' is no length of a body, or too much.");

    private async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        return _end;
    }

    private async Task FillOrFailAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            throw new EndOfStreamException("The client has gone in the middle of a request.");
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            int feed = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
            int end = feed < 0 ? _end : feed;
            line.Append(Encoding.Latin1.GetString(_buffer, _start, end - _start));
            _start = feed < 0 ? _end : feed + 1;
            if (feed >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length > LongestHead)
            {
                throw new InvalidDataException("A line has no end.");
            }

            await FillOrFailAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(MemoryStream target, int count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end)
            {
                await FillOrFailAsync(cancellationToken).ConfigureAwait(false);
            }

            int taken = Math.Min(count, _end - _start);
            target.Write(_buffer, _start, taken);
            _start += taken;
            count -= taken;
        }
    }
}

/// <summary>A request line and the headers below it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The path and the query.</param>
/// <param name="Headers">The headers; those that came several times are joined with a comma.</param>
/// <param name="IsKept">Whether the client can use the connection again.</param>
internal sealed record FrontHead(string Method, string Target, Dictionary<string, string> Headers, bool IsKept);
