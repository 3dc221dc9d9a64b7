using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AIHubMix.Images.Simulator.Control;
using AIHubMix.Images.Simulator.Serving;

namespace AIHubMix.Images.Simulator.Front;

/// <summary>What listens at the simulator's port: passes requests on to the server behind it and answers back, and lets anything go wrong on the way, down to the sockets.</summary>
internal sealed class SimulatorFront : IAsyncDisposable
{
    /// <summary>The header by which the server behind knows which exchange a request belongs to.</summary>
    public const string ExchangeHeader = "x-simulator-exchange";

    // What is about one connection and not about the message.
    private static readonly string[] Hops =
        ["Connection", "Content-Length", "Date", "Expect", "Host", "Keep-Alive", "Server", "Transfer-Encoding", "Upgrade", ClockHandler.FlightHeader];

    private readonly Timeline _timeline;
    private readonly FaultPlan _faults;
    private readonly ControlPanel _control;
    private readonly HttpMessageInvoker _invoker = new(ClockHandler.NewConnections());
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, Exchange> _open = new();
    private readonly Lock _lock = new();
    private readonly HashSet<FrontConnection> _connections = [];
    private readonly List<Exception> _failures = [];
    private readonly long _started;
    private readonly Task _accepting;
    private int _requests;

    public SimulatorFront(Door door, Gateway gateway, Uri server, FaultPlan faults, ControlPanel control, Timeline timeline, TimeProvider time)
    {
        Door = door;
        Gateway = gateway;
        Server = server;
        Time = time;
        _faults = faults;
        _control = control;
        _timeline = timeline;
        _started = time.GetTimestamp();
        door.Shutting = CloseIdle;
        _accepting = Task.Run(AcceptAsync);
    }

    public Door Door { get; }

    public TimeProvider Time { get; }

    public Refusals Refusals => Gateway.Refusals;

    private Gateway Gateway { get; }

    private Uri Server { get; }

    public string NewRequestId() => string.Create(CultureInfo.InvariantCulture, $"{Time.GetUtcNow():yyyyMMddHHmmssfff}{Interlocked.Increment(ref _requests):D14}");

    /// <summary>The request that the server behind was passed.</summary>
    public Exchange Find(string id) => _open[int.Parse(id, CultureInfo.InvariantCulture)];

    /// <summary>Ends all connections and waits until nothing runs any more.</summary>
    /// <exception cref="AggregateException">A condition of a fault, or the simulator itself, has failed.</exception>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Door.Dispose();
        await _accepting.ConfigureAwait(false);
        while (true)
        {
            Task[] serving;
            lock (_lock)
            {
                serving = [.. _connections.Select(connection => connection.Served)];
            }

            if (serving.Length == 0)
            {
                break;
            }

            await Task.WhenAll(serving).ConfigureAwait(false);
        }

        _invoker.Dispose();
        _stop.Dispose();
        if (_failures.Count > 0)
        {
            throw new AggregateException(_failures);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await Door.AcceptAsync(_stop.Token).ConfigureAwait(false);
                var connection = new FrontConnection(socket);
                lock (_lock)
                {
                    _connections.Add(connection);
                    connection.Served = Task.Run(() => ServeAsync(connection));
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The simulator is closing.
        }
    }

    private async Task ServeAsync(FrontConnection connection)
    {
        try
        {
            bool isOpen = true;
            while (isOpen && await connection.ReadHeadAsync(_stop.Token).ConfigureAwait(false) is { } head)
            {
                connection.IsIdle = false;
                isOpen = await AnswerAsync(connection, head).ConfigureAwait(false) && head.IsKept;
                connection.IsIdle = true;

                // Whoever shuts the door closes the connections that are idle by then: this one may not have been.
                isOpen &= !Door.IsShut;
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException || _stop.IsCancellationRequested)
        {
            // The client has gone, or the simulator is closing.
        }
        catch (InvalidDataException exception)
        {
            await RefuseAsync(connection, exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                _failures.Add(exception);
            }
        }
        finally
        {
            lock (_lock)
            {
                _connections.Remove(connection);
            }

            connection.Dispose();
        }
    }

    /// <returns>Whether the connection can take another request.</returns>
    private async Task<bool> AnswerAsync(FrontConnection connection, FrontHead head)
    {
        if (ControlPanel.IsAsked(head.Target))
        {
            byte[] order = await connection.ReadBodyAsync(head, _stop.Token).ConfigureAwait(false);
            var unnoted = new Exchange(0, TimeSpan.Zero, default, head.Method, head.Target, head.Headers);
            await new Wire(connection, this, unnoted, null, _stop.Token).SendAsync(_control.Answer(head.Method, head.Target, order)).ConfigureAwait(false);
            return true;
        }

        long? flight = head.Headers.Remove(ClockHandler.FlightHeader, out string? id) ? long.Parse(id, CultureInfo.InvariantCulture) : null;
        Exchange exchange = _timeline.Begin(Time.GetElapsedTime(_started), head.Method, head.Target, WithoutKey(head.Headers));
        exchange.Model = Gateway.ModelOf(exchange.Route);
        var wire = new Wire(connection, this, exchange, flight, _stop.Token);
        try
        {
            exchange.Fault = _faults.Strike(exchange);
            FaultPoint reach = exchange.Fault?.Point ?? FaultPoint.AfterGeneration;
            byte[] body = reach == FaultPoint.BeforeRequestRead ? [] : await connection.ReadBodyAsync(head, _stop.Token).ConfigureAwait(false);
            _timeline.Keep(exchange, body);
            Reply reply = reach == FaultPoint.AfterGeneration ? await ForwardAsync(exchange, head, body).ConfigureAwait(false) : Reply.Text(0, null, "");
            if (exchange.Takes > TimeSpan.Zero)
            {
                await wire.HoldAsync(exchange.Takes).ConfigureAwait(false);
            }

            await (exchange.Fault is { } fault ? fault.PlayAsync(wire, reply) : wire.SendAsync(reply)).ConfigureAwait(false);

            // What was not read of the request would be taken for the next one.
            return !wire.IsEnded && reach != FaultPoint.BeforeRequestRead;
        }
        finally
        {
            _timeline.Complete(exchange);
        }
    }

    private async Task<Reply> ForwardAsync(Exchange exchange, FrontHead head, byte[] body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(head.Method), new Uri(Server, head.Target))
        {
            Content = body.Length == 0 ? null : new ByteArrayContent(body),
        };

        foreach ((string name, string value) in head.Headers)
        {
            if (!Hops.Contains(name, StringComparer.OrdinalIgnoreCase) && !message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        string id = exchange.Number.ToString(CultureInfo.InvariantCulture);
        message.Headers.Add(ExchangeHeader, id);
        _open[exchange.Number] = exchange;
        try
        {
            using HttpResponseMessage response = await _invoker.SendAsync(message, _stop.Token).ConfigureAwait(false);
            return new Reply((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsByteArrayAsync(_stop.Token).ConfigureAwait(false))
            {
                Headers = [.. response.Headers.NonValidated.Where(header => !Hops.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))],
                IsGenuine = true,
            };
        }
        finally
        {
            _open.TryRemove(exchange.Number, out _);
        }
    }

    private async Task RefuseAsync(FrontConnection connection, string reason)
    {
        Exchange exchange = _timeline.Begin(Time.GetElapsedTime(_started), "?", "(no request of HTTP/1)", new Dictionary<string, string>());
        exchange.Unmatched = reason;
        try
        {
            await new Wire(connection, this, exchange, null, _stop.Token).SendAsync(Reply.Text(400, "text/plain", reason), close: true).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone.
        }

        _timeline.Complete(exchange);
    }

    private void CloseIdle()
    {
        lock (_lock)
        {
            foreach (FrontConnection connection in _connections.Where(connection => connection.IsIdle))
            {
                connection.Dispose();
            }
        }
    }

    private static Dictionary<string, string> WithoutKey(Dictionary<string, string> headers)
    {
        var shown = new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase);
        if (AuthenticationHeaderValue.TryParse(headers.GetValueOrDefault("Authorization"), out AuthenticationHeaderValue? authorization))
        {
            shown["Authorization"] = $"{authorization.Scheme} …";
        }

        return shown;
    }
}
