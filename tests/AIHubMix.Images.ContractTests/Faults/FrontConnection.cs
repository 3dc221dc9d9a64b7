using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>One connection of a client: reads requests as HTTP/1.1 has them, and writes what it is told, right or wrong.</summary>
internal sealed class FrontConnection(Socket socket) : IDisposable
{
    private const int LongestHead = 64 * 1024;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next request without its body; null when the client has closed the connection.</summary>
    public async Task<FrontHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        if (_start == _end && await FillAsync(cancellationToken) == 0)
        {
            return null;
        }

        string[] words = (await ReadLineAsync(cancellationToken)).Split(' ');
        if (words is not [string method, string path, "HTTP/1.1"])
        {
            throw new InvalidDataException($"'{string.Join(' ', words)}' begins no request of HTTP/1.1.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        int length = 0;
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
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

        return new FrontHead(method, path, headers);
    }

    public async Task<byte[]> ReadBodyAsync(FrontHead head, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        if (head.Headers.TryGetValue("Transfer-Encoding", out string? coding) && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            while (int.Parse((await ReadLineAsync(cancellationToken)).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
            {
                await ReadAsync(body, size, cancellationToken);
                await ReadLineAsync(cancellationToken);
            }

            while ((await ReadLineAsync(cancellationToken)).Length > 0)
            {
                // Trailers say nothing that a test would ask for.
            }
        }
        else if (head.Headers.TryGetValue("Content-Length", out string? length))
        {
            await ReadAsync(body, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
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
            while (await _stream.ReadAsync(_buffer, cancellationToken) > 0)
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

    private async Task<int> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _stream.ReadAsync(_buffer, cancellationToken);
        return _end;
    }

    private async Task FillOrFailAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(cancellationToken) == 0)
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

            await FillOrFailAsync(cancellationToken);
        }
    }

    private async Task ReadAsync(MemoryStream target, int count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end)
            {
                await FillOrFailAsync(cancellationToken);
            }

            int taken = Math.Min(count, _end - _start);
            target.Write(_buffer, _start, taken);
            _start += taken;
            count -= taken;
        }
    }
}

/// <summary>A request line and the headers below it.</summary>
internal sealed record FrontHead(string Method, string Path, Dictionary<string, string> Headers);
