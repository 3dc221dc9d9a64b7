using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net.Sockets;
using AIHubMix.Images.Cli.Terminal;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.Cli.Simulate;

/// <summary>The verb <c>simulate</c>.</summary>
internal sealed class SimulateCommand(ToolHost host)
{
    private const int DefaultPort = 8765;
    private const int LongestGeneration = 3600;

    public static Command Create(ToolHost host)
    {
        var port = new Option<int>("--port")
        {
            Description = "The port to listen on, at 127.0.0.1; 0 for any free one.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultPort,
            Validators = { result => Check(result, 0, ushort.MaxValue) },
        };
        var seconds = new Option<int>("--generation-time")
        {
            Description = "How long a generation takes.",
            HelpName = "SECONDS",
            Validators = { result => Check(result, 0, LongestGeneration) },
        };
        var key = new Option<string?>("--key")
        {
            Description = "The only key that is accepted. Every key of the form sk-… is, unless this is set.",
            HelpName = "KEY",
        };
        var command = new Command("simulate", "Serve a double of the gateway for applications in any language, until Ctrl-C: it judges requests, draws pictures, and logs each request and what it would have cost.")
        {
            port,
            seconds,
            key,
        };
        command.SetAction((arguments, cancellationToken) => new SimulateCommand(host).RunAsync(
            new SimulatorOptions
            {
                Port = arguments.GetValue(port),
                GenerationTime = TimeSpan.FromSeconds(arguments.GetValue(seconds)),
                ApiKey = arguments.GetValue(key),
                TimeProvider = host.Time,
                UnmatchedRequests = UnmatchedRequests.Refuse,
            },
            cancellationToken));
        return command;
    }

    private static void Check(OptionResult result, int least, int most)
    {
        if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{result.Option.Name} must be from {least} to {most}."));
        }
    }

    private async Task<int> RunAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
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
            Introduce(gateway, options.ApiKey ?? AIHubMixSimulator.DefaultApiKey);
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

    private void Introduce(AIHubMixSimulator gateway, string key)
    {
        string control = new Uri(gateway.Endpoint, "/__simulator").ToString();
        foreach (string command in gateway.CurlExamples)
        {
            host.Output.WriteLine(command);
            host.Output.WriteLine();
        }

        host.Output.WriteLine(
            $"""
             # a task, by the id in the answer of a Flux model
             curl -sS {gateway.Endpoint}/tasks/TASK_ID -H 'Authorization: Bearer {key}'

             # what would have been billed; everything that happened; what goes wrong next
             curl -sS {control}/ledger
             curl -sS {control}/timeline
             curl -sS {control}/faults -d '{"{"}"fault":"rate-limited","retryAfter":3,"times":2{"}"}'

             The gateway is simulated at {gateway.Endpoint} (for submits and for tasks alike), with the key {key}. Ctrl-C ends it.
             """);
        host.Output.Flush();
    }
}
