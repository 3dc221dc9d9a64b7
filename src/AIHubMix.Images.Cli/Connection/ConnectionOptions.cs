using System.CommandLine;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Connection;

/// <summary>The options of every verb that calls the gateway, and the environment behind them.</summary>
internal sealed class ConnectionOptions
{
    public const string EndpointVariable = "AIHUBMIX_ENDPOINT";
    public const string TasksEndpointVariable = "AIHUBMIX_TASKS_ENDPOINT";

    private const int LongestDeadline = 24 * 60 * 60;

    private readonly ToolHost _host;
    private readonly Option<bool>? _simulate;

    /// <param name="host">The terminal.</param>
    /// <param name="offersSimulator">Whether the verb can run against a simulator in this process.</param>
    public ConnectionOptions(ToolHost host, bool offersSimulator)
    {
        _host = host;
        _simulate = offersSimulator && host.Simulation is not null
            ? new Option<bool>("--simulate") { Description = "Ask a simulator in this process: no key, nothing is billed." }
            : null;
    }

    private Option<string?> Endpoint { get; } = new("--endpoint")
    {
        Description = $"Where requests go, such as http://127.0.0.1:8765/v1 of 'simulate'. Or {EndpointVariable}. The default is the gateway's two hosts.",
        HelpName = "URL",
    };

    private Option<string?> TasksEndpoint { get; } = new("--tasks-endpoint")
    {
        Description = $"Where tasks are fetched, if elsewhere. Or {TasksEndpointVariable}.",
        HelpName = "URL",
    };

    private Option<int?> Seconds { get; } = new("--deadline")
    {
        Description = "How long to wait in all for each generation. The default is 600.",
        HelpName = "SECONDS",
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int?>() is < 1 or > LongestDeadline)
                {
                    result.AddError($"--deadline must be from 1 to {LongestDeadline}.");
                }
            },
        },
    };

    public void AddTo(Command command)
    {
        command.Add(Endpoint);
        command.Add(TasksEndpoint);
        command.Add(Seconds);
        if (_simulate is not null)
        {
            command.Add(_simulate);
        }
    }

    /// <summary>Where requests go, as far as it is said.</summary>
    /// <exception cref="ToolException">It is no URL.</exception>
    public (Uri Submit, Uri Tasks) Endpoints(ParseResult arguments)
    {
        Uri? submit = Read(arguments.GetValue(Endpoint), EndpointVariable);
        Uri? tasks = Read(arguments.GetValue(TasksEndpoint), TasksEndpointVariable);
        return (submit ?? AIHubMixClientOptions.DefaultSubmitEndpoint, tasks ?? submit ?? AIHubMixClientOptions.DefaultTasksEndpoint);
    }

    /// <summary>What stands in the command that goes on with a task, so that it asks the same gateway.</summary>
    public string ForResuming(ParseResult arguments)
    {
        string text = "";
        foreach (Option<string?> option in (Option<string?>[])[Endpoint, TasksEndpoint])
        {
            text += arguments.GetValue(option) is { } value ? $" {option.Name} {value}" : "";
        }

        return text;
    }

    /// <exception cref="ToolException">There is no key, or an endpoint is wrong.</exception>
    public async Task<Gateway> OpenAsync(ParseResult arguments)
    {
        if (_simulate is not null && arguments.GetValue(_simulate))
        {
            return await _host.Simulation!.OpenAsync(_host.Time).ConfigureAwait(false);
        }

        string? key = _host.Variable(AIHubMixClient.ApiKeyVariable);
        if (string.IsNullOrWhiteSpace(key))
        {
            throw new ToolException(
                $"{AIHubMixClient.ApiKeyVariable} is not set, and the gateway asks for a key. Set it"
                + (_simulate is not null ? ", or try the same with --simulate, which costs nothing." : "."));
        }

        (Uri submit, Uri tasks) = Endpoints(arguments);
        try
        {
            return new Gateway(new AIHubMixClient(key, new AIHubMixClientOptions
            {
                SubmitEndpoint = submit,
                TasksEndpoint = tasks,
                Deadline = arguments.GetValue(Seconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : AIHubMixClientOptions.DefaultDeadline,
                TimeProvider = _host.Time,
                HttpInvoker = _host.HttpInvoker,
            }));
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message);
        }
    }

    private Uri? Read(string? option, string variable)
    {
        string? text = option ?? _host.Variable(variable);
        return string.IsNullOrWhiteSpace(text) ? null
            : Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri) ? uri
            : throw new ToolException($"'{text}' is no URL of an endpoint. It looks like {AIHubMixClientOptions.DefaultSubmitEndpoint}.");
    }
}
