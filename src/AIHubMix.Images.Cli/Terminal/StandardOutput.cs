using System.Text;
using Spectre.Console;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>The output of the process as it was at the start. Spectre.Console's own looks at <see cref="Console.Out"/> anew each time, and takes a terminal for a file once the simulator's server has touched that.</summary>
internal sealed class StandardOutput : IAnsiConsoleOutput
{
    // Lines in a file or a pipe have no end: tables need not wrap.
    private const int WidthOfFiles = 400;

    // What terminals have been since there were terminals, for those that call themselves 0 wide.
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    public TextWriter Writer { get; } = Console.Out;

    public bool IsTerminal { get; } = !Console.IsOutputRedirected;

    public int Width => !IsTerminal ? WidthOfFiles : Console.WindowWidth is > 0 and var width ? width : UsualWidth;

    public int Height => IsTerminal && Console.WindowHeight is > 0 and var height ? height : UsualHeight;

    public void SetEncoding(Encoding encoding) => Console.OutputEncoding = encoding;
}
