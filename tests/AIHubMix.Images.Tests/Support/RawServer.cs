using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AIHubMix.Images.Tests.Support;

/// <summary>Answers requests without a body from a list, each on a connection of its own that is closed after it.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Any, 0);
    private readonly Task _serving;

    /// <param name="answers">What is sent, made when the port is known.</param>
    public RawServer(Func<int, IEnumerable<byte[]>> answers)
    {
        _listener.Start();
        _serving = ServeAsync([.. answers(Port)]);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The heads of the requests that came.</summary>
    public List<string> Heads { get; } = [];

    public static byte[] Redirect(string location) => Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public static byte[] Answer(string status, string headers, byte[] body) => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}\r\nConnection: close\r\n\r\n"), .. body];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync(byte[][] answers)
    {
        foreach (byte[] answer in answers)
        {
            using TcpClient connection = await _listener.AcceptTcpClientAsync();
            NetworkStream stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var head = new StringBuilder();
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                head.Append(line).Append('\n');
            }

            Heads.Add(head.ToString());
            await stream.WriteAsync(answer);
        }
    }
}
