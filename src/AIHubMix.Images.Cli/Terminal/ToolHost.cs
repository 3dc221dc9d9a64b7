using System.CommandLine;
using AIHubMix.Images.Cli.Simulate;
using Spectre.Console;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>What the tool takes from its process: the terminal, the clock, the environment, and the simulator where there is one.</summary>
internal sealed record ToolHost
{
    public required IAnsiConsole Console { get; init; }

    public required TextWriter Error { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Reads an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Whether somebody can answer questions.</summary>
    public required bool HasKeyboard { get; init; }

    /// <summary>The simulator; null for a tool without it.</summary>
    public required ISimulation? Simulation { get; init; }

    /// <summary>Makes the verb <c>spec</c>; null for a tool without it.</summary>
    public required Func<ToolHost, Command>? Spec { get; init; }

    /// <summary>What is typed or piped into the tool.</summary>
    public Func<TextReader> Input { get; init; } = static () => TextReader.Null;

    /// <summary>What sends requests; null for connections of the client's own.</summary>
    public HttpMessageInvoker? HttpInvoker { get; init; }

    /// <summary>Where relative names of files start.</summary>
    public string Directory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Asked for a second time to stop, or by somebody who does not wait: the first Ctrl-C lets a batch finish what it has sent.</summary>
    public CancellationToken Abort { get; init; }

    /// <summary>The output without markup and without wrapping, for lines that programs read or people copy.</summary>
    public TextWriter Output => Console.Profile.Out.Writer;

    /// <summary>Whether lines that are already written can be drawn over.</summary>
    public bool CanRedraw => Console.Profile is { Out.IsTerminal: true, Capabilities: { Interactive: true, Ansi: true } };

    /// <summary>Whether a question would be seen and can be answered.</summary>
    public bool CanAsk => HasKeyboard && Console.Profile is { Out.IsTerminal: true, Capabilities.Interactive: true };
}
