using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Simulate;

/// <summary>The verb <c>simulate</c>.</summary>
internal static class SimulateCommand
{
    private const string Description =
        "Serve a double of the gateway for applications in any language, until Ctrl-C: it judges requests, draws pictures, and logs each request and what it would have cost.";

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
        var command = new Command("simulate", host.Simulation is null ? $"Refused: {MissingSimulator.Remark}. {Description}" : Description)
        {
            port,
            seconds,
            key,
        };
        command.SetAction((arguments, cancellationToken) => host.Simulation is { } simulation
            ? simulation.ServeAsync(
                host,
                new ServeSettings(arguments.GetValue(port), TimeSpan.FromSeconds(arguments.GetValue(seconds)), arguments.GetValue(key)),
                cancellationToken)
            : Task.FromResult(MissingSimulator.Refuse(host, "'simulate'")));
        return command;
    }

    private static void Check(OptionResult result, int least, int most)
    {
        if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
        {
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{result.Option.Name} must be from {least} to {most}."));
        }
    }
}
