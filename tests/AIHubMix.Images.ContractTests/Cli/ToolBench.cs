using System.Text.Json;
using AIHubMix.Images.Cli;
using AIHubMix.Images.Cli.Simulate;
using AIHubMix.Images.Cli.Spec;
using AIHubMix.Images.Cli.Terminal;
using AIHubMix.Images.Simulator;
using Spectre.Console;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>The tool in this process, with a folder, an environment, a simulator to call, and a clock on which minutes pass in milliseconds.</summary>
internal sealed class ToolBench : IAsyncDisposable
{
    public const string Key = "sk-secret-of-the-bench-0123456789";

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private ToolBench(AIHubMixSimulator gateway, SimulatorClock clock)
    {
        Gateway = gateway;
        Clock = clock;
        Variables[AIHubMixClient.ApiKeyVariable] = Key;
        Variables["AIHUBMIX_ENDPOINT"] = gateway.Endpoint.ToString();
    }

    public AIHubMixSimulator Gateway { get; }

    public SimulatorClock Clock { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("aihubmix-tool-").FullName;

    public Dictionary<string, string?> Variables { get; } = [];

    /// <summary>What is piped in.</summary>
    public string Input { get; set; } = "";

    public bool IsTerminal { get; set; }

    /// <summary>Whether errors stand among the output, as a terminal shows them.</summary>
    public bool IsMerged { get; set; }

    /// <summary>Called once a text is written to the standard error.</summary>
    public Action<string>? ErrorWritten { get; set; }

    public CancellationToken Abort { get; set; }

    /// <summary>What is put before the connections; null for nothing.</summary>
    public Func<HttpMessageHandler, HttpMessageHandler>? Handler { get; set; }

    /// <summary>What the last run wrote.</summary>
    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public JsonElement Json => JsonElement.Parse(Output);

    public static async Task<ToolBench> StartAsync(TimeSpan generationTime = default, string? apiKey = null)
    {
        var clock = new SimulatorClock();
        return new ToolBench(
            await AIHubMixSimulator.StartAsync(new SimulatorOptions { TimeProvider = clock, GenerationTime = generationTime, ApiKey = apiKey, UnmatchedRequests = UnmatchedRequests.Refuse }),
            clock);
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Write(string name, params string[] lines) => File.WriteAllText(PathOf(name), string.Join('\n', lines) + '\n');

    public IReadOnlyList<string> Files(string pattern = "*") => [.. Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    public Task<int> RunAsync(params string[] arguments) => RunAsync(TestContext.Current.CancellationToken, arguments);

    public async Task<int> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        var error = new ErrorWriter(IsMerged ? _output : _error, this);
        using var invoker = new HttpMessageInvoker(Handler?.Invoke(Clock.CreateHandler()) ?? Clock.CreateHandler());
        var host = new ToolHost
        {
            Console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new Redirected(_output, IsTerminal),
                Ansi = IsTerminal ? AnsiSupport.Yes : AnsiSupport.No,
                Interactive = IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            }),
            Error = error,
            Time = Clock,
            Variable = name => Variables.GetValueOrDefault(name),
            HasKeyboard = IsTerminal,
            Input = () => new StringReader(Input),
            Directory = Folder,
            HttpInvoker = invoker,
            Simulation = new InProcessSimulation(),
            Spec = SpecCommand.Create,
            Abort = Abort,
        };
        int exitCode = await Clock.RunAsync(ToolCommand.Create(host).Parse(arguments).InvokeAsync(new() { Output = _output, Error = error, ProcessTerminationTimeout = null }, cancellationToken));
        Assert.DoesNotContain(Key, Output + Error, StringComparison.Ordinal);
        return exitCode;
    }

    /// <summary>Runs a command as the tool printed it.</summary>
    public Task<int> RunPrintedAsync(string command)
    {
        string[] words = command.Trim().Split(' ');
        Assert.Equal("aihubmix-images", words[0]);
        return RunAsync(words[1..]);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        _output.Dispose();
        _error.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class ErrorWriter(StringWriter inner, ToolBench bench) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            lock (inner)
            {
                inner.WriteLine(value);
            }

            bench.ErrorWritten?.Invoke(value ?? "");
        }

        public override void Write(string? value) => inner.Write(value);

        public override void Write(char value) => inner.Write(value);
    }

    private sealed class Redirected(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 100;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
