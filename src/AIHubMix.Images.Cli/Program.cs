using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.Cli;

/// <summary>Where the process starts.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        var host = new ToolHost
        {
            Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new StandardOutput() }),
            Error = Console.Error,
            Time = TimeProvider.System,
            Variable = Environment.GetEnvironmentVariable,
            HasKeyboard = !Console.IsInputRedirected,
        };
        return ToolCommand.Create(host).Parse(args).InvokeAsync(new() { Output = host.Output, Error = host.Error });
    }
}
