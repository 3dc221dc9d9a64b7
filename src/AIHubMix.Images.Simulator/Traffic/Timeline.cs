using System.Globalization;
using System.Text;
using AIHubMix.Images.Simulator.Traffic;

namespace AIHubMix.Images.Simulator;

/// <summary>All requests that arrived at a simulator, in order, with what became of each: the text of it stands in every failed assertion.</summary>
/// <remarks>Safe to use from several threads. The first <see cref="MostKept"/> requests are kept, with the first 64 MiB of their bodies; those after them are counted alone.</remarks>
public sealed class Timeline
{
    /// <summary>How many requests are kept.</summary>
    public const int MostKept = 10_000;

    private const long MostBytesKept = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private long _bytes;
    private int _count;

    internal Timeline()
    {
    }

    /// <summary>Told of every request when its answer has gone out, or never will. Comes from several threads.</summary>
    public event EventHandler<Exchange>? Completed;

    /// <summary>The number of requests that have arrived.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>The requests that have arrived, in order.</summary>
    public IReadOnlyList<Exchange> Exchanges
    {
        get
        {
            lock (_lock)
            {
                return [.. _exchanges];
            }
        }
    }

    /// <summary>The requests that match no operation of the document.</summary>
    public IReadOnlyList<Exchange> Unmatched => [.. Exchanges.Where(exchange => exchange.Unmatched is not null)];

    /// <summary>The requests for something, in order.</summary>
    /// <param name="operations">What they are for; several can be combined.</param>
    public IReadOnlyList<Exchange> Of(GatewayOperation operations) => [.. Exchanges.Where(exchange => (exchange.Operation & operations) != 0)];

    /// <summary>One line for each request.</summary>
    public override string ToString()
    {
        IReadOnlyList<Exchange> exchanges = Exchanges;
        if (exchanges.Count == 0)
        {
            return "(no request has arrived)";
        }

        var text = new StringBuilder().AppendJoin(Environment.NewLine, exchanges);
        if (Count > exchanges.Count)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"… and {Count - exchanges.Count} more");
        }

        return text.ToString();
    }

    internal Exchange Begin(TimeSpan at, string method, string target, IReadOnlyDictionary<string, string> headers)
    {
        Route route = Route.Of(method, target);
        lock (_lock)
        {
            var exchange = new Exchange(++_count, at, route, method, target, headers);
            if (_exchanges.Count < MostKept)
            {
                _exchanges.Add(exchange);
            }

            return exchange;
        }
    }

    internal void Keep(Exchange exchange, byte[] body)
    {
        if (Interlocked.Add(ref _bytes, body.Length) <= MostBytesKept)
        {
            exchange.Body = body;
        }
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _exchanges.Clear();
            _count = 0;
            Interlocked.Exchange(ref _bytes, 0);
        }
    }

    internal void Complete(Exchange exchange) => Completed?.Invoke(this, exchange);
}
