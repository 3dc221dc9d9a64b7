using System.Net;
using System.Net.Sockets;

namespace AIHubMix.Images.Simulator.Front;

/// <summary>A port. It stays taken while it is shut, so that nobody else gets it, but refuses every connection.</summary>
internal sealed class Door : IDisposable
{
    private readonly Lock _lock = new();

    // Holds the port, and never listens.
    private readonly Socket _claim = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Socket _listener;
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _locks;
    private bool _isDisposed;

    public Door(int port)
    {
        try
        {
            _claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            Port = ((IPEndPoint)_claim.LocalEndPoint!).Port;

            // From now on the listener may share it; before, the claim would share a port with others.
            _claim.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _listener = Listen(Port);
        }
        catch
        {
            _claim.Dispose();
            throw;
        }

        _opened.SetResult();
    }

    public int Port { get; }

    /// <summary>Whether connections are refused.</summary>
    public bool IsShut
    {
        get
        {
            lock (_lock)
            {
                return _locks > 0;
            }
        }
    }

    /// <summary>Told when the door is shut: connections that are idle should end.</summary>
    public Action Shutting { get; set; } = () => { };

    /// <summary>Refuses connections until what is returned is disposed, or a time is over.</summary>
    public IDisposable Shut(TimeSpan? duration, TimeProvider time)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_locks++ == 0)
            {
                _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _listener.Dispose();
            }
        }

        Shutting();
        return new Bolt(this, duration, time);
    }

    /// <summary>The next connection; waits while the door is shut.</summary>
    public async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            Socket listener;
            lock (_lock)
            {
                opened = _opened.Task;
                listener = _listener;
            }

            await opened.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                Socket socket = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
                socket.NoDelay = true;
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException && IsOther(listener))
            {
                // Shut in the meantime.
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _listener.Dispose();
            _claim.Dispose();
        }
    }

    private static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsOther(Socket listener)
    {
        lock (_lock)
        {
            return !_isDisposed && (_locks > 0 || _listener != listener);
        }
    }

    private void Unlock()
    {
        lock (_lock)
        {
            if (--_locks == 0 && !_isDisposed)
            {
                _listener = Listen(Port);
                _opened.SetResult();
            }
        }
    }

    private sealed class Bolt : IDisposable
    {
        private readonly ITimer? _timer;
        private Door? _door;

        public Bolt(Door door, TimeSpan? duration, TimeProvider time)
        {
            _door = door;
            _timer = duration is { } after ? time.CreateTimer(_ => Dispose(), null, after, Timeout.InfiniteTimeSpan) : null;
        }

        public void Dispose()
        {
            Interlocked.Exchange(ref _door, null)?.Unlock();
            _timer?.Dispose();
        }
    }
}
