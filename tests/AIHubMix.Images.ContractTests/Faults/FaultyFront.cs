using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>A server of our own in front of a simulator: passes requests on and answers back, and lets a script make anything go wrong on the way, down to the sockets.</summary>
/// <remarks>It listens at three ports, one for each <see cref="FrontPoint"/>, as the gateway has three hosts; each of them takes any request.</remarks>
internal sealed class FaultyFront : IAsyncDisposable
{
    // What is about one connection and not about the message.
    private static readonly string[] Hops = ["Connection", "Content-Length", "Date", "Host", "Keep-Alive", "Server", "Transfer-Encoding", InFlightHandler.ExchangeHeader];

    private readonly TestClock _clock;
    private readonly Func<FrontRequest, Fault?> _script;
    private readonly Uri _simulator;
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly Dictionary<FrontPoint, Door> _doors = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<FrontRequest> _requests = [];
    private readonly List<Task> _loops = [];
    private readonly List<Exception> _failures = [];

    private FaultyFront(AIHubMixSimulator simulator, TestClock clock, Func<FrontRequest, Fault?> script)
    {
        _simulator = new Uri(simulator.Endpoint.GetLeftPart(UriPartial.Authority) + "/");
        _clock = clock;
        _script = script;
        foreach (FrontPoint point in Enum.GetValues<FrontPoint>())
        {
            _doors[point] = new Door();
        }
    }

    public Uri SubmitEndpoint => new(_doors[FrontPoint.Submit].Address, "v1");

    public Uri TasksEndpoint => new(_doors[FrontPoint.Poll].Address, "v1");

    /// <summary>Where the URLs of pictures lead.</summary>
    public Uri Downloads => _doors[FrontPoint.Download].Address;

    /// <summary>All requests that have arrived, in order.</summary>
    public IReadOnlyList<FrontRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Starts a front.</summary>
    /// <param name="simulator">What it stands in front of.</param>
    /// <param name="clock">The clock of its delays.</param>
    /// <param name="script">Tells of each request what goes wrong with it; null for nothing.</param>
    /// <param name="closed">The ports at which nobody listens until they are opened with <see cref="Open"/>.</param>
    public static FaultyFront Start(AIHubMixSimulator simulator, TestClock clock, Func<FrontRequest, Fault?> script, params IEnumerable<FrontPoint> closed)
    {
        var front = new FaultyFront(simulator, clock, script);
        foreach (FrontPoint point in front._doors.Keys.Except(closed))
        {
            front.Open(point);
        }

        return front;
    }

    /// <summary>The requests for something, in order.</summary>
    public IReadOnlyList<FrontRequest> RequestsOf(FrontPoint point) => [.. Requests.Where(request => request.Point == point)];

    /// <summary>Begins to listen at a port that was closed so far; does nothing when it is open.</summary>
    public void Open(FrontPoint point)
    {
        Door door = _doors[point];
        lock (_lock)
        {
            if (!door.IsOpen)
            {
                door.Open();
                _loops.Add(Task.Run(() => AcceptAsync(door)));
            }
        }
    }

    /// <summary>Ends all connections and waits until nothing runs any more.</summary>
    /// <exception cref="AggregateException">The script or the front itself has failed.</exception>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Door door in _doors.Values)
        {
            door.Dispose();
        }

        while (true)
        {
            Task[] loops;
            lock (_lock)
            {
                loops = [.. _loops];
                _loops.Clear();
            }

            if (loops.Length == 0)
            {
                break;
            }

            await Task.WhenAll(loops);
        }

        _invoker.Dispose();
        _stop.Dispose();
        if (_failures.Count > 0)
        {
            throw new AggregateException(_failures);
        }
    }

    private static FrontPoint PointOf(FrontHead head) =>
        head.Method == "POST" ? FrontPoint.Submit : head.Path.StartsWith("/v1/tasks/", StringComparison.Ordinal) ? FrontPoint.Poll : FrontPoint.Download;

    private static bool IsJson(MediaTypeHeaderValue? type) => type?.MediaType == "application/json";

    private async Task AcceptAsync(Door door)
    {
        try
        {
            while (true)
            {
                Socket socket = await door.AcceptAsync(_stop.Token);
                lock (_lock)
                {
                    _loops.Add(Task.Run(() => ServeAsync(socket)));
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The front is closing.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new FrontConnection(socket);
        try
        {
            bool isOpen = true;
            while (isOpen && await connection.ReadHeadAsync(_stop.Token) is { } head)
            {
                isOpen = await AnswerAsync(connection, head);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException || _stop.IsCancellationRequested)
        {
            // The client has gone, or the front is closing.
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                _failures.Add(exception);
            }
        }
    }

    /// <returns>Whether the connection can take another request.</returns>
    private async Task<bool> AnswerAsync(FrontConnection connection, FrontHead head)
    {
        FrontRequest request = Note(head);
        var wire = new Wire(connection, _clock, request.Exchange, _stop.Token);
        request.Fault = _script(request);
        FaultReach reach = request.Fault?.Reach ?? FaultReach.Gateway;
        if (reach >= FaultReach.Front)
        {
            request.Body = await connection.ReadBodyAsync(head, _stop.Token);
        }

        FrontReply reply = reach == FaultReach.Gateway ? await ForwardAsync(request) : new FrontReply(0, null, []);
        await (request.Fault is { } fault ? fault.PlayAsync(wire, reply) : wire.SendAsync(reply));
        return !wire.IsEnded;
    }

    private FrontRequest Note(FrontHead head)
    {
        FrontPoint point = PointOf(head);
        long? exchange = head.Headers.Remove(InFlightHandler.ExchangeHeader, out string? id) ? long.Parse(id, CultureInfo.InvariantCulture) : null;
        lock (_lock)
        {
            var request = new FrontRequest(point, _requests.Count(before => before.Point == point), head.Method, head.Path, head.Headers, _clock.Elapsed, exchange);
            _requests.Add(request);
            return request;
        }
    }

    private async Task<FrontReply> ForwardAsync(FrontRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_simulator, request.Path))
        {
            Content = request.Body.Length == 0 ? null : new ByteArrayContent(request.Body),
        };

        foreach ((string name, string value) in request.Headers)
        {
            if (!Hops.Contains(name, StringComparer.OrdinalIgnoreCase) && !message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage response = await _invoker.SendAsync(message, _stop.Token);
        byte[] body = await response.Content.ReadAsByteArrayAsync(_stop.Token);
        return new FrontReply(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            IsJson(response.Content.Headers.ContentType) ? LeadHere(body) : body,
            [.. response.Headers.NonValidated.Where(header => !Hops.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Select(header => (header.Key, header.Value.ToString()))]);
    }

    /// <summary>The body with the simulator's address replaced by the front's, so that downloads come this way too.</summary>
    private byte[] LeadHere(byte[] body)
    {
        byte[] address = Encoding.UTF8.GetBytes(_simulator.AbsoluteUri);
        return body.AsSpan().IndexOf(address) < 0
            ? body
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(_simulator.AbsoluteUri, Downloads.AbsoluteUri, StringComparison.Ordinal));
    }

    /// <summary>A port. It is taken from the beginning, so that nobody else gets it, but refuses every connection until it is opened.</summary>
    private sealed class Door : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public Door() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}/");

        public bool IsOpen { get; private set; }

        public void Open()
        {
            _socket.Listen();
            IsOpen = true;
        }

        public async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
        {
            Socket socket = await _socket.AcceptAsync(cancellationToken);
            socket.NoDelay = true;
            return socket;
        }

        public void Dispose() => _socket.Dispose();
    }
}
