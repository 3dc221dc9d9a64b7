using AIHubMix.Images.Cli.Demo;
using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using AIHubMix.Images.Cli;
using AIHubMix.Images.Cli.Simulate;
using AIHubMix.Images.Cli.Spec;
using AIHubMix.Images.Cli.Terminal;
using AIHubMix.Images.Simulator;
using Spectre.Console;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class ToolTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private ISimulation? _simulation = new InProcessSimulation();
    private Func<ToolHost, Command>? _spec = SpecCommand.Create;

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Models_Json_ListsTheCatalog()
    {
        Assert.Equal(0, await RunAsync(null, "models", "--json"));
        using var json = JsonDocument.Parse(_output.ToString());
        Assert.Equal(ImageModels.All.Select(model => model.Path), json.RootElement.EnumerateArray().Select(model => model.GetProperty("path").GetString()));
        Assert.Equal("FluxKontextInput", json.RootElement[7].GetProperty("inputType").GetString());
        Assert.Equal(600, json.RootElement[7].GetProperty("urlLifetimeSeconds").GetInt32());
    }

    [Fact]
    public async Task Models_ForPeople_NamesEachModel()
    {
        Assert.Equal(0, await RunAsync(null, "models"));
        Assert.All(ImageModels.All, model => Assert.Contains(model.Path, _output.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Demo_WithoutAKey_MakesAPictureWithEachModel(bool isTerminal)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();

        Assert.Equal(0, await RunAsync(_output, null, ["demo", "--out", folder.FullName], TestContext.Current.CancellationToken, isTerminal));

        ImageModel[] models = [.. DemoRecipes.All.Select(recipe => recipe.Model)];
        Assert.Contains($"{models.Length} of {models.Length} models succeeded.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Ledger of the simulator: {models.Length} generations would have been billed.", _output.ToString(), StringComparison.Ordinal);
        Assert.All(models, model => Assert.Contains(model.Path, _output.ToString(), StringComparison.Ordinal));
        Assert.Equal(models.Length, folder.EnumerateFiles("*.png").Concat(folder.EnumerateFiles("*.jpg")).Count());
        Assert.True(File.Exists(Path.Combine(folder.FullName, "index.html")));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Demo_WithAKeyAndNobodyToAsk_BuysNothingAndNeverShowsTheKey()
    {
        Assert.Equal(1, await RunAsync("sk-secret", "demo", "--out", "never-made"));
        Assert.Contains("--yes", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{DemoRecipes.All.Count} generations", _output.ToString(), StringComparison.Ordinal);
        Assert.All(DemoRecipes.All, recipe => Assert.Contains(recipe.Model.Path, _output.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("sk-secret", _output.ToString() + _error, StringComparison.Ordinal);
        Assert.False(Directory.Exists("never-made"));
    }

    [Fact]
    public async Task Simulate_UntilCancelled_PrintsCommandsAndLogsRequests()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var output = new WatchedWriter();
        Task<int> running = RunAsync(output, null, ["simulate", "--port", "0", "--key", "sk-only"], stop.Token);
        string introduction = await output.UntilAsync("Ctrl-C ends it.");
        string endpoint = introduction.Split("simulated at ")[1].Split(' ')[0];
        using var client = ClientTransport.NewClient("sk-only", new AIHubMixClientOptions { SubmitEndpoint = new Uri(endpoint), TasksEndpoint = new Uri(endpoint) });

        await client.SubmitAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" }, cancellationToken: TestContext.Current.CancellationToken);
        string log = await output.UntilAsync("BILLED");
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.All(ImageModels.All, model => Assert.Contains($"curl -sS -X POST {endpoint}/models/{model.Path}/predictions", introduction, StringComparison.Ordinal));
        Assert.Contains("Submit   ideogram/V3: 200, BILLED", log, StringComparison.Ordinal);
        Assert.EndsWith("Requests: 1. Generations that would have been billed: 1.", output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "65536", "--port must be from 0 to 65535.")]
    [InlineData("--generation-time", "-1", "--generation-time must be from 0 to 3600.")]
    public async Task Simulate_SettingOutOfRange_IsRefused(string option, string value, string message)
    {
        Assert.Equal(1, await RunAsync(null, "simulate", option, value));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_PortThatIsTaken_SaysWhatToDo()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();

        Assert.Equal(1, await RunAsync(null, "simulate", "--port", $"{gateway.Endpoint.Port}"));
        Assert.StartsWith($"Port {gateway.Endpoint.Port} cannot be listened on", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Choose another with --port", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("simulate", "--port", "0", "--key", "sk-only")]
    [InlineData("demo", "--out", "never-made")]
    public async Task Verb_ThatNeedsTheSimulatorInAToolWithoutIt_IsRefusedAndSaysWhatToDo(params string[] arguments)
    {
        _simulation = null;

        Assert.Equal(2, await RunAsync(null, arguments));

        Assert.Equal("", _output.ToString());
        Assert.Contains("compiled ahead of time, is without it", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("'dotnet tool install --global AIHubMix.Images.Cli'", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists("never-made"));
    }

    [Theory]
    [InlineData("spec")]
    [InlineData("spec", "diff")]
    [InlineData("spec", "diff", "old.yaml", "new.yaml", "--fail-on", "breaking")]
    [InlineData("spec", "check", "vendor.yaml", "--family", "flux-kontext", "--json")]
    public async Task Spec_InAToolWithoutIt_IsRefusedAndSaysWhatToDo(params string[] arguments)
    {
        _spec = null;

        Assert.Equal(2, await RunAsync(null, arguments));

        Assert.Equal("", _output.ToString());
        Assert.Contains("compiled ahead of time", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("'dotnet tool install --global AIHubMix.Images.Cli'", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "--help")]
    [InlineData(true, "spec", "--help")]
    [InlineData(true, "spec", "diff", "--help")]
    [InlineData(false, "--help")]
    [InlineData(false, "spec", "--help")]
    public async Task Help_OfSpec_SaysWhetherItIsThere(bool isMissing, params string[] arguments)
    {
        _spec = isMissing ? null : _spec;

        Assert.Equal(0, await RunAsync(null, arguments));

        string help = _output.ToString().ReplaceLineEndings(" ");
        Assert.Contains("Compare OpenAPI documents.", help, StringComparison.Ordinal);
        Assert.Equal(isMissing, help.Contains("Refused: this build of the tool is without it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Demo_WithAKeyInAToolWithoutTheSimulator_AsksForConsentAndDoesNotOfferTheSimulator()
    {
        _simulation = null;

        Assert.Equal(1, await RunAsync("sk-secret", "demo", "--out", "never-made"));

        Assert.EndsWith("Pass --yes to consent.", _error.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("simulate", "--help")]
    [InlineData("demo", "--help")]
    public async Task Help_OfAToolWithoutTheSimulator_SaysSo(params string[] arguments)
    {
        _simulation = null;

        Assert.Equal(0, await RunAsync(null, arguments));

        Assert.Contains("this build of the tool is without the simulator", _output.ToString().ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("The simulator draws them", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_NamesVerbsAndExitCodes()
    {
        Assert.Equal(0, await RunAsync(null, "--help"));
        Assert.All((string[])["generate", "batch", "task", "models", "model", "demo", "simulate", "doctor", "completion", "130"], text => Assert.Contains(text, _output.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Alone, the option is answered before there is a command line.</summary>
    [Fact]
    public async Task Version_Alone_IsWhatTheCommandLineSays()
    {
        string version = typeof(ToolCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        Assert.Equal((0, version + Environment.NewLine), await RunProcessAsync("--version"));
        Assert.Equal((0, version + Environment.NewLine), await RunProcessAsync("--version", "models"));
    }

    [Fact]
    public async Task UnknownVerb_IsRefusedWithAnExitCode() => Assert.Equal(1, await RunAsync(null, "paint"));

    private static async Task<(int ExitCode, string Output)> RunProcessAsync(params string[] arguments)
    {
        ProcessStartInfo start = ToolProgram.StartOf(arguments);
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }

    private Task<int> RunAsync(string? key, params string[] arguments) => RunAsync(_output, key, arguments, TestContext.Current.CancellationToken);

    private Task<int> RunAsync(TextWriter output, string? key, string[] arguments, CancellationToken cancellationToken, bool isTerminal = false)
    {
        var host = new ToolHost
        {
            Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new Redirected(output, isTerminal), Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No, Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No }),
            Error = _error,
            Time = TimeProvider.System,
            Variable = name => name == AIHubMixClient.ApiKeyVariable ? key : null,
            HasKeyboard = false,
            Simulation = _simulation,
            Spec = _spec,
        };
        return ToolCommand.Create(host).Parse(arguments).InvokeAsync(new() { Output = output, Error = _error }, cancellationToken);
    }

    private sealed class WatchedWriter : StringWriter
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<string> UntilAsync(string text)
        {
            while (true)
            {
                Task flushed;
                lock (_lock)
                {
                    if (ToString() is var written && written.Contains(text, StringComparison.Ordinal))
                    {
                        return written;
                    }

                    flushed = _flushed.Task;
                }

                await flushed.WaitAsync(TestContext.Current.CancellationToken);
            }
        }

        public override void WriteLine(string? value)
        {
            lock (_lock)
            {
                base.WriteLine(value);
            }
        }

        public override void WriteLine(object? value) => WriteLine(value?.ToString());

        public override void Flush()
        {
            lock (_lock)
            {
                _flushed.SetResult();
                _flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private sealed class Redirected(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => 400;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
