using System.CommandLine;
using System.CommandLine.Parsing;
using AIHubMix.Images.Cli.Connection;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Inputs;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Tasks;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Generate;

/// <summary>The verb <c>generate</c>.</summary>
internal sealed class GenerateCommand
{
    private const string StandardInput = "-";

    private readonly ToolHost _host;
    private readonly ConnectionOptions _connection;
    private readonly InputOptions _inputs;

    private readonly Argument<string> _model = ModelLookup.NewArgument();
    private readonly Option<bool> _untyped = ModelLookup.NewUntypedOption();

    private readonly Argument<string?> _text = new("PROMPT")
    {
        Description = "What to draw; '-' reads it from the standard input, as does no prompt at all where something is piped in.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _prompt = new("--prompt", "-p") { Description = "What to draw, if it does not stand behind the model.", HelpName = "TEXT" };

    private readonly Option<string[]> _images = new("--image", "-i") { Description = "A reference picture; again for the next one.", HelpName = "FILE|URL" };

    private readonly Option<int?> _count = new("-n", "--count")
    {
        Description = "How many pictures.",
        HelpName = "N",
    };

    private readonly Option<string?> _output = new("-o", "--output")
    {
        Description = "The file of the first picture, or a pattern with {n} for its number. The extension of its type is added. The default is the model and the time.",
        HelpName = "PATTERN",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace files of that name." };
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait for a task: print its token, for 'task' to collect the pictures later." };
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON object for programs." };

    private GenerateCommand(ToolHost host)
    {
        _host = host;
        _connection = new ConnectionOptions(host, offersSimulator: true);
        _inputs = new InputOptions(arguments => arguments.GetValue(_model));
    }

    public static Command Create(ToolHost host) => new GenerateCommand(host).Create();

    /// <summary>The model of a command line that asks for help; null when it names none.</summary>
    public static ImageModel? ModelOf(ParseResult arguments) =>
        arguments.CommandResult.Command is { Name: "generate" or "model" } command
        && command.Arguments.FirstOrDefault() is Argument<string> model
        && arguments.GetResult(model) is { Tokens: [Token token, ..] } ? ImageModels.Find(token.Value) : null;

    private Command Create()
    {
        var command = new Command("generate", "Generate pictures and save them. 'generate MODEL --help' tells every field of the model.")
        {
            _model, _text, _prompt, _images, _count, _inputs.Settings, _output, _force, _noWait, _json, _inputs.AllowUnknown, _untyped,
        };
        _connection.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        bool asJson = arguments.GetValue(_json);
        Generation? generation = null;
        string? pattern = null;
        return Guard.RunAsync(
            _host,
            asJson,
            async () =>
            {
                ImageModel model = ModelLookup.Find(arguments.GetRequiredValue(_model), arguments.GetValue(_untyped));
                InputBuilder input = await ReadAsync(model, arguments, cancellationToken).ConfigureAwait(false);
                if (input.Check() is { Count: > 0 } problems)
                {
                    throw new RefusedInputException(model, problems);
                }

                pattern = arguments.GetValue(_output) ?? PictureTarget.DefaultFor(model.Path, _host.Time);
                var target = new PictureTarget(_host, pattern);
                Gateway gateway = await _connection.OpenAsync(arguments).ConfigureAwait(false);
                await using (gateway.ConfigureAwait(false))
                {
                    target.Prepare(arguments.GetValue(_force));
                    generation = new Generation(gateway.Client, target);
                    return arguments.GetValue(_noWait)
                        ? await SubmitAsync(gateway, model, input, target, arguments, cancellationToken).ConfigureAwait(false)
                        : await GenerateAsync(gateway, generation, model, input, target, asJson, cancellationToken).ConfigureAwait(false);
                }
            },
            failure => (failure.Token ?? (failure.Kind is "cancelled" or "tool" ? generation?.Token : null)) is { } token
                ? failure with { Token = token, Resume = ResumeCommand.Write(token, pattern, _connection.ForResuming(arguments)) }
                : failure);
    }

    private async Task<InputBuilder> ReadAsync(ImageModel model, ParseResult arguments, CancellationToken cancellationToken)
    {
        var input = new InputBuilder(model, arguments.GetValue(_inputs.AllowUnknown), _host.Directory);
        IReadOnlyList<(string Name, string Value)> settings = _inputs.Read(arguments, _host.Directory);
        string promptField = InputBuilder.PromptOf(model);
        string? prompt = arguments.GetValue(_prompt);
        if (arguments.GetValue(_text) is { } text)
        {
            if (prompt is not null)
            {
                input.Add(promptField, text, "is given twice: behind the model and by --prompt");
            }

            prompt ??= text;
        }

        if (prompt == StandardInput || (prompt is null && !_host.HasKeyboard && !settings.Any(setting => setting.Name == promptField)))
        {
            string piped = (await _host.Input().ReadToEndAsync(cancellationToken).ConfigureAwait(false)).Trim();
            prompt = piped.Length > 0 ? piped : null;
        }

        if (prompt is not null)
        {
            input.Set(promptField, prompt);
        }

        if (arguments.GetValue(_count) is { } count)
        {
            input.SetCount(count);
        }

        foreach ((string name, string value) in settings)
        {
            input.Set(name, value);
        }

        input.SetPictures(arguments.GetValue(_images) ?? []);
        return input;
    }

    private async Task<int> GenerateAsync(Gateway gateway, Generation generation, ImageModel model, InputBuilder input, PictureTarget target, bool asJson, CancellationToken cancellationToken)
    {
        var display = new GenerateDisplay(_host, asJson);
        ImageResult result = await display.ShowAsync(
            model.Path, generation.BuyAsync(model, input.Input, _ => display.Say("accepted as a task"), display, cancellationToken)).ConfigureAwait(false);
        return Report(result, target, asJson, gateway.LedgerCount);
    }

    private async Task<int> SubmitAsync(Gateway gateway, ImageModel model, InputBuilder input, PictureTarget target, ParseResult arguments, CancellationToken cancellationToken)
    {
        bool asJson = arguments.GetValue(_json);
        ImageTask task = await new GenerateDisplay(_host, asJson)
            .ShowAsync(model.Path, gateway.Client.SubmitAsync(model, input.Input, new CallOptions { ValidateInput = true }, cancellationToken))
            .ConfigureAwait(false);
        if (task.ToToken() is not { } token)
        {
            // The pictures are there already, and come only once.
            ImageResult result = await new Generation(gateway.Client, target).CollectAsync(task, null, cancellationToken).ConfigureAwait(false);
            return Report(result, target, asJson, gateway.LedgerCount);
        }

        string resume = ResumeCommand.Write(token, arguments.GetValue(_output), _connection.ForResuming(arguments));
        if (asJson)
        {
            _host.Output.WriteLine(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("model", task.Model);
                json.WriteString("taskId", task.Id);
                json.WriteString("token", token);
                json.WriteString("requestId", task.RequestId);
                json.WriteString("resume", resume);
                json.WriteEndObject();
            }));
        }
        else
        {
            _host.Output.WriteLine(token);
            _host.Error.WriteLine($"Paid for, as task {task.Id}. To collect the pictures:");
            _host.Error.WriteLine($"  {resume}");
        }

        return ExitCode.Success;
    }

    private int Report(ImageResult result, PictureTarget target, bool asJson, int? billed)
    {
        if (result.Images.Count == 0)
        {
            throw new ToolException($"The answer held no picture, and is most likely billed. Request {result.RequestId ?? "unknown"}.", ExitCode.Billed);
        }

        SavedPictures.Of(result, target).Report(_host, asJson, billed);
        return ExitCode.Success;
    }
}
