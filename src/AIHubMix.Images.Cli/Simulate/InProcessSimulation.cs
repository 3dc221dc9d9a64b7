using System.Globalization;
using System.Net.Sockets;
using AIHubMix.Images.Cli.Connection;
using AIHubMix.Images.Cli.Terminal;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.Cli.Simulate;

/// <summary>The simulator in this process. Not compiled into a tool without it.</summary>
internal sealed class InProcessSimulation : ISimulation
{
    public async Task<Gateway> OpenAsync(TimeProvider time) =>
        new SimulatedGateway(await AIHubMixSimulator.StartAsync(new() { TimeProvider = time, UnmatchedRequests = UnmatchedRequests.Refuse }).ConfigureAwait(false));

    public async Task<int> ServeAsync(ToolHost host, ServeSettings settings, CancellationToken cancellationToken)
    {
        var options = new SimulatorOptions
        {
            Port = settings.Port,
            GenerationTime = settings.GenerationTime,
            ApiKey = settings.Key,
            TimeProvider = host.Time,
            UnmatchedRequests = UnmatchedRequests.Refuse,
        };
        AIHubMixSimulator gateway;
        try
        {
            gateway = await AIHubMixSimulator.StartAsync(options).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Port {options.Port} cannot be listened on: {exception.Message}. Choose another with --port, or 0 for any free one."));
            return ExitCode.Failure;
        }

        await using (gateway.ConfigureAwait(false))
        {
            Introduce(host.Output, gateway, settings.Key ?? AIHubMixSimulator.DefaultApiKey);
            var printing = new Lock();
            gateway.Timeline.Completed += (_, exchange) =>
            {
                lock (printing)
                {
                    host.Output.WriteLine(exchange);
                    host.Output.Flush();
                }
            };
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, host.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C is how it ends.
            }

            host.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Requests: {gateway.Timeline.Count}. Generations that would have been billed: {gateway.Ledger.Count}."));
            return ExitCode.Success;
        }
    }

    private static void Introduce(TextWriter output, AIHubMixSimulator gateway, string key)
    {
        string control = new Uri(gateway.Endpoint, "/__simulator").ToString();
        foreach (string command in gateway.CurlExamples)
        {
            output.WriteLine(command);
            output.WriteLine();
        }

        output.WriteLine(
            $"""
             # a task, by the id in the answer of a Flux model
             curl -sS {gateway.Endpoint}/tasks/TASK_ID -H 'Authorization: Bearer {key}'

             # what would have been billed; everything that happened; what goes wrong next
             curl -sS {control}/ledger
             curl -sS {control}/timeline
             curl -sS {control}/faults -d '{"{"}"fault":"rate-limited","retryAfter":3,"times":2{"}"}'

             The gateway is simulated at {gateway.Endpoint} (for submits and for tasks alike), with the key {key}. Ctrl-C ends it.
             """);
        output.Flush();
    }

    private sealed class SimulatedGateway(AIHubMixSimulator simulator) : Gateway(simulator.CreateClient())
    {
        public override int? LedgerCount => simulator.Ledger.Count;

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync().ConfigureAwait(false);
            await simulator.DisposeAsync().ConfigureAwait(false);
        }
    }
}
