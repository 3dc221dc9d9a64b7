namespace AIHubMix.Images.Simulator;

public sealed partial class SimulatorClock
{
    private const long NoHeaders = -1;

    private readonly Dictionary<long, Flight> _flights = [];
    private readonly List<HeldAnswer> _held = [];
    private long _begun;

    /// <summary>Notes that a client has sent a request.</summary>
    internal Flight Begin(string name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var flight = new Flight(this, _begun++, name, cancellationToken);
            _flights.Add(flight.Id, flight);
            Pulse();
            return flight;
        }
    }

    /// <summary>Holds the answer on purpose, until what is returned is disposed: the client can do nothing but wait.</summary>
    /// <param name="flight">The id of the flight; null when the client is not watched.</param>
    /// <param name="sent">The bytes of the body that have gone out; null when not even the headers have.</param>
    internal IDisposable Hold(long? flight, long? sent)
    {
        lock (_lock)
        {
            return AddHold(flight, sent);
        }
    }

    /// <summary>Holds the answer for a time of this clock.</summary>
    internal async Task HoldAsync(long? flight, long? sent, TimeSpan time, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ITimer timer;
        IDisposable hold;
        lock (_lock)
        {
            hold = AddHold(flight, sent);

            // The hold ends within the tick, or the next timer would fire before the rest is on its way.
            timer = After(time, () =>
            {
                hold.Dispose();
                over.SetResult();
            });
        }

        using (hold)
        using (timer)
        {
            await over.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the client has read so much of a body and wants more, or has ended the exchange.</summary>
    internal async Task ArrivedAsync(long? flight, long sent, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (flight is not { } id || !_flights.TryGetValue(id, out Flight? found) || found.WaitsAt(sent))
                {
                    return;
                }

                changed = Changed();
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private HeldAnswer AddHold(long? flight, long? sent)
    {
        var hold = new HeldAnswer(this, flight, sent ?? NoHeaders);
        _held.Add(hold);
        Pulse();
        return hold;
    }

    private bool IsHeld(Flight flight) => _held.Exists(hold => hold.Flight == flight.Id && flight.WaitsAt(hold.Sent));

    private sealed class HeldAnswer(SimulatorClock clock, long? flight, long sent) : IDisposable
    {
        public long? Flight => flight;

        public long Sent => sent;

        public void Dispose()
        {
            lock (clock._lock)
            {
                clock._held.Remove(this);
                clock.Pulse();
            }
        }
    }

    /// <summary>One request of the client and its answer, from sending to the disposal of the answer's content.</summary>
    internal sealed class Flight(SimulatorClock clock, long id, string name, CancellationToken cancellationToken)
    {
        // What the client waits with: once it is cancelled, the client no longer waits, though the news may still be on its way to it.
        private CancellationToken _cancellation = cancellationToken;
        private bool _isReading;
        private long _received = NoHeaders;

        public long Id => id;

        /// <summary>The headers of the answer are there.</summary>
        public void Answered() => Change(() => _received = 0);

        /// <summary>The client asks for more of the body.</summary>
        public void Reading(CancellationToken cancellationToken) => Change(() =>
        {
            _cancellation = cancellationToken;
            _isReading = true;
        });

        /// <summary>The client has got more of the body, or nothing.</summary>
        public void Read(int bytes) => Change(() =>
        {
            _received += bytes;
            _isReading = false;
        });

        /// <summary>The content is disposed, or there was no answer.</summary>
        public void End() => Change(() => clock._flights.Remove(id));

        /// <summary>Whether the client has all that was sent and cannot go on without more. Under the lock.</summary>
        public bool WaitsAt(long sent) => _received == sent && (_isReading || sent == NoHeaders) && !_cancellation.IsCancellationRequested;

        public override string ToString() => $"{name} in flight, {(_received == NoHeaders ? "not answered" : $"{_received} bytes read")}";

        private void Change(Action change)
        {
            lock (clock._lock)
            {
                change();
                clock.Pulse();
            }
        }
    }
}
