using Spectre.Console;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>A question that is answered with yes or no. Spectre.Console's own can ask for a value of any type, which takes 80 kB of a tool that is compiled ahead of time.</summary>
internal static class Question
{
    /// <param name="host">The terminal, which must be one that <see cref="ToolHost.CanAsk"/>.</param>
    /// <param name="text">The question.</param>
    /// <param name="cancellationToken">Ends the waiting for an answer promptly.</param>
    /// <returns>Whether the answer is yes; nothing, and the end of the input, are no.</returns>
    public static async Task<bool> AskAsync(ToolHost host, string text, CancellationToken cancellationToken)
    {
        TextReader input = host.Input();
        while (true)
        {
            host.Console.Write(new Paragraph(text).Append(" ").Append("[y/n]", Color.Blue).Append(" ").Append("(n)", Color.Green).Append(": "));
            string? answer = await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            switch (answer?.Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return true;
                case null or "" or "N" or "NO":
                    return false;
                default:
                    host.Output.WriteLine("Please answer y or n.");
                    break;
            }
        }
    }
}
