using System.CommandLine;
using AIHubMix.Images.Cli.Completion;
using AIHubMix.Images.Cli.Failures;

namespace AIHubMix.Images.Cli.Inputs;

/// <summary>The options that set fields of an input by name.</summary>
internal sealed class InputOptions
{
    private const char Assignment = '=';

    /// <param name="model">Names the model whose fields are completed.</param>
    public InputOptions(Func<ParseResult, string?> model) => Settings = new Option<string[]>("--set", "-s")
    {
        Description = "Set a field, typed as 'model NAME' says. A list takes one item each time, or JSON; an object takes JSON, or object.member=value; @FILE is the text of a file.",
        HelpName = "NAME=VALUE",
        CompletionSources = { context => FieldCompletions.Of(model(context.ParseResult), context.WordToComplete) },
    };

    public Option<string[]> Settings { get; }

    public Option<bool> AllowUnknown { get; } = new("--allow-unknown") { Description = "Send fields that the document does not know." };

    /// <summary>What was set, in its order.</summary>
    /// <exception cref="ToolException">Something is no setting, or its file cannot be read.</exception>
    public IReadOnlyList<(string Name, string Value)> Read(ParseResult arguments, string directory)
    {
        var settings = new List<(string, string)>();
        foreach (string setting in arguments.GetValue(Settings) ?? [])
        {
            int end = setting.IndexOf(Assignment);
            if (end <= 0)
            {
                throw new ToolException($"'--set {setting}' sets nothing: it must be NAME=VALUE, as in --set quality=high.", ExitCode.InvalidInput);
            }

            settings.Add((setting[..end], setting[(end + 1)..]));
        }

        return [.. settings.Select(setting => (setting.Item1, FromFile(setting.Item2, directory)))];
    }

    // @@ is an @ that means itself. What is a picture is opened later, and not as text.
    private static string FromFile(string value, string directory)
    {
        if (!value.StartsWith('@'))
        {
            return value;
        }

        if (value.StartsWith("@@", StringComparison.Ordinal))
        {
            return value[1..];
        }

        string file = Path.GetFullPath(value[1..], directory);
        try
        {
            return IsPicture(file) ? file : File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{value}' cannot be read: {exception.Message} An @ that means itself is written @@.", ExitCode.InvalidInput);
        }
    }

    private static bool IsPicture(string file)
    {
        byte[] beginning = new byte[32];
        using FileStream stream = File.OpenRead(file);
        return ImageHeader.TryRead(beginning.AsSpan(0, stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)), out _);
    }
}
