using System.CommandLine;
using AIHubMix.Images.Cli.Connection;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Generate;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Tasks;

/// <summary>The verb <c>task</c>: what is paid for is looked at, waited for and saved. It never buys anything.</summary>
internal sealed class TaskCommand
{
    private readonly ToolHost _host;
    private readonly ConnectionOptions _connection;
    private readonly Argument<string> _task = new("TOKEN|ID") { Description = "The token of a task as 'generate' prints it, or the id of a task with --model." };

    private readonly Argument<string> _action = new("ACTION")
    {
        HelpName = "status|wait|save",
        Description = "status: look once, which is what happens without it. wait: until it is over. save: wait, and save the pictures.",
        DefaultValueFactory = _ => "status",
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "The model of a task of which only the id is known.",
        HelpName = "MODEL",
        CompletionSources = { _ => ModelLookup.Names(ImageModels.All) },
    };

    private readonly Option<string?> _output = new("-o", "--output") { Description = "Where 'save' saves: a file, or a pattern with {n}. The default is the model and the time.", HelpName = "PATTERN" };
    private readonly Option<bool> _force = new("--force") { Description = "Replace files of that name." };
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON object for programs." };

    private TaskCommand(ToolHost host)
    {
        _host = host;
        _connection = new ConnectionOptions(host, offersSimulator: false);
        _action.AcceptOnlyFromAmong("status", "wait", "save");
    }

    public static Command Create(ToolHost host)
    {
        var verb = new TaskCommand(host);
        var command = new Command("task", "Look at a task that is paid for, wait for it, or save its pictures. Buys nothing.")
        {
            verb._task, verb._action, verb._model, verb._output, verb._force, verb._json,
        };
        verb._connection.AddTo(command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        string? token = null;
        return Guard.RunAsync(
            _host,
            arguments.GetValue(_json),
            async () =>
            {
                Gateway gateway = await _connection.OpenAsync(arguments).ConfigureAwait(false);
                await using (gateway.ConfigureAwait(false))
                {
                    ImageTask task = Resume(gateway.Client, arguments);
                    token = task.ToToken();
                    return arguments.GetValue(_action) switch
                    {
                        "save" => await SaveAsync(gateway.Client, task, arguments, cancellationToken).ConfigureAwait(false),
                        "wait" => await WaitAsync(task, arguments, cancellationToken).ConfigureAwait(false),
                        _ => await LookAsync(task, arguments, cancellationToken).ConfigureAwait(false),
                    };
                }
            },
            failure => failure.Token is not null || (failure.Kind == "cancelled" && token is not null)
                ? failure with { Token = failure.Token ?? token, Resume = ResumeCommand.Write(failure.Token ?? token!, arguments.GetValue(_output), _connection.ForResuming(arguments)) }
                : failure);
    }

    private ImageTask Resume(AIHubMixClient client, ParseResult arguments)
    {
        string text = arguments.GetRequiredValue(_task);
        if (arguments.GetValue(_model) is { } model)
        {
            return client.ResumeTask(ImageModels.Find(model) ?? ModelLookup.Find(model, isUntyped: model.Contains('/')), text);
        }

        try
        {
            return client.ResumeTask(text);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{exception.Message.Split(" (Parameter")[0]} If it is the id of a task, say with --model which model it is of.", ExitCode.InvalidInput);
        }
    }

    private async Task<int> LookAsync(ImageTask task, ParseResult arguments, CancellationToken cancellationToken)
    {
        PredictionTask state = await task.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return Report(task, state, arguments);
    }

    private async Task<int> WaitAsync(ImageTask task, ParseResult arguments, CancellationToken cancellationToken)
    {
        var display = new GenerateDisplay(_host, arguments.GetValue(_json));
        await display.ShowAsync(task.Model, task.WaitAsync(display, cancellationToken)).ConfigureAwait(false);
        return Report(task, await task.GetStatusAsync(cancellationToken).ConfigureAwait(false), arguments);
    }

    private async Task<int> SaveAsync(AIHubMixClient client, ImageTask task, ParseResult arguments, CancellationToken cancellationToken)
    {
        bool asJson = arguments.GetValue(_json);
        var target = new PictureTarget(_host, arguments.GetValue(_output) ?? PictureTarget.DefaultFor(task.Model, _host.Time));
        target.Prepare(arguments.GetValue(_force));
        var display = new GenerateDisplay(_host, asJson);
        ImageResult result = await display.ShowAsync(task.Model, new Generation(client, target).CollectAsync(task, display, cancellationToken)).ConfigureAwait(false);
        SavedPictures.Of(result, target).Report(_host, asJson, billed: null);
        return ExitCode.Success;
    }

    private int Report(ImageTask task, PredictionTask state, ParseResult arguments)
    {
        bool isReady = state.Result?.Sample is not null || state.Result?.Samples is { Count: > 0 };
        bool isFailed = !isReady && state.Status is { } status
            && (status == PredictionStatus.Error || status == PredictionStatus.RequestModerated || status == PredictionStatus.ContentModerated || status == PredictionStatus.TaskNotFound);
        if (arguments.GetValue(_json))
        {
            _host.Output.WriteLine(JsonText.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("model", task.Model);
                json.WriteString("taskId", task.Id);
                json.WriteString("token", task.ToToken());
                json.WriteString("status", state.Status?.Value);
                json.WriteNumber("progress", state.Progress);
                json.WriteBoolean("ready", isReady);
                json.WriteBoolean("failed", isFailed);
                json.WriteEndObject();
            }));
        }
        else
        {
            _host.Output.WriteLine($"{task.Model}: {GenerateDisplay.StateOf(state)}{(isReady ? ", to be saved with 'task TOKEN save'" : "")}");
        }

        return isReady ? ExitCode.Success : isFailed ? ExitCode.Billed : ExitCode.NotFinished;
    }
}
