using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>A server in a process of its own, on bare sockets: it swallows what it is sent, says in <c>X-Request-Id</c> how many bytes that were, and answers with a body made beforehand.</summary>
/// <remarks>The first segment of the path is the size of the picture in MiB. It ends when its input is closed, and so with the process that started it.</remarks>
internal sealed class ImageServer : IDisposable
{
    public const string Verb = "image-server";
    private const string SmallCalls = "small";
    private const int BufferSize = 256 * 1024;
    private static readonly ConcurrentDictionary<(string Size, bool IsOpenAI), byte[]> Bodies = new();

    private readonly ServerProcess _process;

    private ImageServer(ServerProcess process) => _process = process;

    public static async Task<ImageServer> StartAsync() => new(await ServerProcess.StartAsync(Verb));

    /// <summary>What answers a small call.</summary>
    public Uri SmallEndpoint => new(_process.Address, $"{SmallCalls}/");

    /// <summary>What answers with a picture of so many MiB.</summary>
    public Uri Endpoint(int mebibytes) => new(_process.Address, string.Create(CultureInfo.InvariantCulture, $"{mebibytes}/"));

    public void Dispose() => _process.Dispose();

    public static async Task<int> RunAsync()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        new Thread(() =>
        {
            try
            {
                while (true)
                {
                    Socket socket = listener.Accept();
                    new Thread(() => Serve(socket)) { IsBackground = true }.Start();
                }
            }
            catch (SocketException)
            {
                // The process ends, and the listener with it.
            }
        })
        { IsBackground = true }.Start();
        return await ServerProcess.ServeAsync(((IPEndPoint)listener.LocalEndPoint!).Port);
    }

    private static void Serve(Socket socket)
    {
        using Socket owned = socket;
        socket.NoDelay = true;
        byte[] buffer = new byte[BufferSize];
        try
        {
            while (ReadHead(socket, buffer, out int read) is { } head)
            {
                long received = Swallow(socket, buffer, read, head);
                string path = head.Split(' ')[1];
                byte[] body = Bodies.GetOrAdd((path.Split('/')[1], MemoryHandler.IsOpenAI(path)), static key =>
                {
                    if (key.Size == SmallCalls)
                    {
                        return key.IsOpenAI ? SmallBodies.OpenAI : SmallBodies.Gateway;
                    }

                    int mebibytes = int.Parse(key.Size, CultureInfo.InvariantCulture);
                    return key.IsOpenAI ? Picture.InOpenAIBody(mebibytes) : Picture.InGatewayBody(mebibytes);
                });
                Send(socket, Encoding.ASCII.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: {received}\r\nContent-Length: {body.Length}\r\n\r\n")));
                Send(socket, body);
            }
        }
        catch (SocketException)
        {
            // The client has gone.
        }
    }

    /// <param name="socket">The connection.</param>
    /// <param name="buffer">Where the first bytes of the body are left, at its beginning.</param>
    /// <param name="read">How many they are.</param>
    /// <returns>The head of a request; null when there are no more requests.</returns>
    private static string? ReadHead(Socket socket, byte[] buffer, out int read)
    {
        int end;
        read = 0;
        while ((end = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int more = socket.Receive(buffer.AsSpan(read));
            if (more == 0)
            {
                return null;
            }

            read += more;
        }

        string head = Encoding.ASCII.GetString(buffer, 0, end);
        read -= end + 4;
        buffer.AsSpan(end + 4, read).CopyTo(buffer);
        return head;
    }

    /// <summary>Reads a body to its end, which chunks tell by an empty one: JSON on one line has no such bytes in it.</summary>
    private static long Swallow(Socket socket, byte[] buffer, int read, string head)
    {
        const string Length = "\r\nContent-Length:";
        ReadOnlySpan<byte> lastChunk = "0\r\n\r\n"u8;
        int at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        long length = at < 0 ? long.MaxValue : long.Parse(head.AsSpan(at + Length.Length).TrimStart().ToString().Split('\r')[0], CultureInfo.InvariantCulture);
        if (at < 0 && !head.Contains("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        long received = read;
        int kept = read;
        while (received < length && !(at < 0 && buffer.AsSpan(0, kept).EndsWith(lastChunk)))
        {
            int tail = Math.Min(kept, lastChunk.Length);
            buffer.AsSpan(kept - tail, tail).CopyTo(buffer);
            int more = socket.Receive(buffer.AsSpan(tail));
            if (more == 0)
            {
                return received;
            }

            received += more;
            kept = tail + more;
        }

        return received;
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }
}
