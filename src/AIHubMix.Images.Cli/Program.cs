using System.Text;
using AIHubMix.Images.Cli.Simulate;
#if !WITHOUT_SPEC
using AIHubMix.Images.Cli.Spec;
#endif
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.Cli;

/// <summary>Where the process starts.</summary>
internal static class Program
{
    public static int Main(string[] args) => args is ["--version"] ? PrintVersion() : RunAsync(args).GetAwaiter().GetResult();

    // What the command line would print, before any of it is made: neither that nor the console is touched.
    private static int PrintVersion()
    {
        try
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(Encoding.UTF8.GetBytes(ToolVersion.Text + Environment.NewLine));
            return ExitCode.Success;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"The version cannot be written: {exception.Message}");
            return ExitCode.Failure;
        }
    }

    private static async Task<int> RunAsync(string[] args)
    {
        using var signals = new Signals();
        var host = new ToolHost
        {
            Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new StandardOutput() }),
            Error = Console.Error,
            Time = TimeProvider.System,
            Variable = Environment.GetEnvironmentVariable,
            HasKeyboard = !Console.IsInputRedirected,
            Input = () => Console.In,
            Abort = signals.Abort,
#if WITHOUT_SIMULATOR
            Simulation = null,
#else
            Simulation = new InProcessSimulation(),
#endif
#if WITHOUT_SPEC
            Spec = null,
#else
            Spec = SpecCommand.Create,
#endif
        };
        return await ToolCommand.Create(host).Parse(args)
            .InvokeAsync(new() { Output = host.Output, Error = host.Error, ProcessTerminationTimeout = null }, signals.Stop)
            .ConfigureAwait(false);
    }
}
