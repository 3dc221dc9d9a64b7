using System.Globalization;

namespace AIHubMix.Images.Simulator;

/// <summary>Which requests a fault strikes, and how often. Made by <see cref="FaultPlan.Next"/>; every member narrows it down and returns the same rule.</summary>
/// <remarks>Say all of it before the requests come that it is about. Safe to use from several threads.</remarks>
public sealed class FaultRule
{
    private readonly Lock _lock = new();
    private Fault _fault;
    private GatewayOperation? _operations;
    private string? _model;
    private Func<Exchange, bool>? _condition;
    private int? _times;
    private int _skipped;
    private Random? _random;
    private double _rate = 1;
    private int _struck;

    internal FaultRule(Fault fault) => _fault = fault;

    /// <summary>How many requests it has struck.</summary>
    public int Struck
    {
        get
        {
            lock (_lock)
            {
                return _struck;
            }
        }
    }

    /// <summary>Whether it strikes fewer requests than it was told to, so far. One that strikes always, or by chance, is pending until the first.</summary>
    public bool IsPending
    {
        get
        {
            lock (_lock)
            {
                return _struck < (_times is { } times and < int.MaxValue ? times : 1);
            }
        }
    }

    private int Most => _times ?? (_random is null ? 1 : int.MaxValue);

    /// <summary>Strikes so many requests instead of one.</summary>
    /// <param name="count">The number: at least 1.</param>
    /// <returns>The rule.</returns>
    public FaultRule Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Change(() => _times = count);
    }

    /// <summary>Strikes every request that it is about.</summary>
    /// <returns>The rule.</returns>
    public FaultRule Always() => Times(int.MaxValue);

    /// <summary>Lets so many of the requests that it is about pass first.</summary>
    /// <param name="count">The number: not negative.</param>
    /// <returns>The rule.</returns>
    public FaultRule After(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Change(() => _skipped = count);
    }

    /// <summary>Strikes the requests for a model alone, and those for its tasks and pictures.</summary>
    /// <param name="model">The model, by any known spelling of its path.</param>
    /// <returns>The rule.</returns>
    public FaultRule For(ImageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string path = ImageModels.Find(model.Path)?.Path ?? model.Path;
        return Change(() => _model = path);
    }

    /// <summary>Strikes other requests than the fault does by default.</summary>
    /// <param name="operations">What they are for; several can be combined.</param>
    /// <returns>The rule.</returns>
    public FaultRule On(GatewayOperation operations) => Change(() => _operations = operations);

    /// <summary>Strikes at another point than the fault does by default.</summary>
    /// <param name="point">How far the request gets.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException">The fault is about an answer and cannot strike before there is one.</exception>
    public FaultRule At(FaultPoint point) => Change(() => _fault = _fault.MovedTo(point));

    /// <summary>Strikes requests of which a condition holds.</summary>
    /// <param name="condition">Told of the request before its body is read.</param>
    /// <returns>The rule.</returns>
    public FaultRule When(Func<Exchange, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Change(() => _condition = condition);
    }

    /// <summary>Strikes by chance, any number of requests unless <see cref="Times"/> bounds it.</summary>
    /// <param name="seed">The same seed strikes the same requests again, as long as they arrive in the same order.</param>
    /// <param name="rate">The chance of each request: more than 0, at most 1.</param>
    /// <returns>The rule.</returns>
    public FaultRule Randomly(int seed, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1);
        return Change(() =>
        {
            _random = new Random(seed);
            _rate = rate;
        });
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lock)
        {
            string times = Most == int.MaxValue ? "any number of times" : string.Create(CultureInfo.InvariantCulture, $"{Most} {(Most == 1 ? "time" : "times")}");
            return string.Create(CultureInfo.InvariantCulture, $"{_fault.Name} on {_operations ?? _fault.Operation}{(_model is null ? "" : $" for {_model}")}, {times}, has struck {_struck}");
        }
    }

    /// <summary>The fault that strikes a request; null when the rule is not about it, or has had its share.</summary>
    internal Fault? Strike(Exchange exchange)
    {
        lock (_lock)
        {
            if (_struck >= Most
                || ((_operations ?? _fault.Operation) & exchange.Operation) == 0
                || (_model is not null && _model != exchange.Model)
                || _condition?.Invoke(exchange) == false
                || _skipped-- > 0
                || (_random is not null && _random.NextDouble() >= _rate))
            {
                return null;
            }

            _struck++;
            return _fault;
        }
    }

    private FaultRule Change(Action change)
    {
        lock (_lock)
        {
            change();
        }

        return this;
    }
}
