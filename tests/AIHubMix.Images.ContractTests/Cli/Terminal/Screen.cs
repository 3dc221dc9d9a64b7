using Spectre.Console;

namespace AIHubMix.Images.ContractTests.Cli.Terminal;

/// <summary>A console whose text is kept.</summary>
internal sealed class Screen(int width) : IAnsiConsoleOutput
{
    public TextWriter Writer { get; } = new StringWriter();

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => 24;

    public string Text => Writer.ToString()!.ReplaceLineEndings("\n");

    public IReadOnlyList<string> Lines => [.. Text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];

    public IAnsiConsole Open(bool ansi = false) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = this,
        Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
        ColorSystem = ansi ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
    });

    public void SetEncoding(System.Text.Encoding encoding)
    {
    }
}
