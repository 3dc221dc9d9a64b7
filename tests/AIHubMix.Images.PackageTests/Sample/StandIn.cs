using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using AIHubMix.Images;
using AIHubMix.Images.Simulator;

namespace Poster.Tests;

public enum FaultPoint
{
    BeforeGeneration,
    AfterGeneration,
}

public sealed record Fault(HttpStatusCode? Status, string Body, TimeSpan? RetryAfter)
{
    public static Fault ConnectionReset { get; } = new(null, "", null);

    public static Fault ModerationBlocked { get; } = new(HttpStatusCode.BadRequest, """{"error":{"code":"moderation_blocked","message":"no","type":"x"}}""", null);

    public static Fault RateLimited(TimeSpan retryAfter) => new(HttpStatusCode.TooManyRequests, """{"error":{"message":"slowly","type":"x"}}""", retryAfter);
}

public sealed class ScriptedFault(Fault fault)
{
    public Fault Fault => fault;

    public FaultPoint Point { get; private set; }

    public int Left { get; set; } = 1;

    public ScriptedFault At(FaultPoint point)
    {
        Point = point;
        return this;
    }

    public ScriptedFault Times(int times)
    {
        Left = times;
        return this;
    }
}

public sealed class FaultScript
{
    public Queue<ScriptedFault> Queue { get; } = [];

    public ScriptedFault Next(Fault fault)
    {
        var scripted = new ScriptedFault(fault);
        Queue.Enqueue(scripted);
        return scripted;
    }
}

public sealed class SimulatorClock : TimeProvider
{
    private long _elapsed;

    public bool Throttled { get; set; }

    public TimeSpan Elapsed => TimeSpan.FromTicks(_elapsed);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Elapsed;

    public Task<T> RunAsync<T>(Task<T> task) => task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan && (dueTime <= TimeSpan.FromSeconds(6) || (Throttled && dueTime == TimeSpan.FromSeconds(30))))
        {
            _elapsed += dueTime.Ticks;
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

public static class StandIn
{
    private static readonly ConditionalWeakTable<AIHubMixSimulator, FaultScript> Scripts = [];

    extension(AIHubMixSimulator gateway)
    {
        public FaultScript Faults => Scripts.GetOrCreateValue(gateway);

        public AIHubMixClient CreateStandInClient(SimulatorClock clock) => gateway.CreateClient(new AIHubMixClientOptions
        {
            TimeProvider = clock,
            HttpInvoker = new HttpMessageInvoker(new Front(gateway.Faults, clock)),
        });
    }

    public static void ShouldHaveBilled(this Ledger ledger, int generations)
    {
        if (ledger.Count != generations)
        {
            throw new InvalidOperationException($"The gateway should have billed {generations}, but has billed {ledger.Count}.");
        }
    }

    private sealed class Front(FaultScript script, SimulatorClock clock) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            clock.Throttled = false;
            if (request.Method != HttpMethod.Post || !script.Queue.TryPeek(out ScriptedFault? scripted))
            {
                return await base.SendAsync(request, cancellationToken);
            }

            if (--scripted.Left == 0)
            {
                script.Queue.Dequeue();
            }

            if (scripted.Fault.Status is { } status)
            {
                clock.Throttled = scripted.Fault.RetryAfter is not null;
                var response = new HttpResponseMessage(status) { Content = new StringContent(scripted.Fault.Body, Encoding.UTF8, "application/json") };
                response.Headers.RetryAfter = scripted.Fault.RetryAfter is { } wait ? new RetryConditionHeaderValue(wait) : null;
                return response;
            }

            if (scripted.Point == FaultPoint.AfterGeneration)
            {
                await base.SendAsync(request, cancellationToken);
            }

            throw new HttpRequestException("The connection was reset.");
        }
    }
}
