using System.Text.Json;
using AIHubMix.Images.Cli;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class ToolTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

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

    [Fact]
    public async Task Demo_WithAKeyAndNobodyToAsk_BuysNothingAndNeverShowsTheKey()
    {
        Assert.Equal(1, await RunAsync("sk-secret", "demo", "--out", "never-made"));
        Assert.Contains("--yes", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("11 generations", _output.ToString(), StringComparison.Ordinal);
        Assert.All(ImageModels.All, model => Assert.Contains(model.Path, _output.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("sk-secret", _output.ToString() + _error, StringComparison.Ordinal);
        Assert.False(Directory.Exists("never-made"));
    }

    [Fact]
    public async Task Help_NamesVerbsAndExitCodes()
    {
        Assert.Equal(0, await RunAsync(null, "--help"));
        Assert.All((string[])["demo", "models", "130"], text => Assert.Contains(text, _output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnknownVerb_IsRefusedWithAnExitCode() => Assert.Equal(1, await RunAsync(null, "paint"));

    private Task<int> RunAsync(string? key, params string[] arguments)
    {
        var host = new ToolHost
        {
            Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new Redirected(_output), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No }),
            Error = _error,
            Time = TimeProvider.System,
            Variable = name => name == AIHubMixClient.ApiKeyVariable ? key : null,
            HasKeyboard = false,
        };
        return ToolCommand.Create(host).Parse(arguments).InvokeAsync(new() { Output = _output, Error = _error }, TestContext.Current.CancellationToken);
    }

    private sealed class Redirected(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => false;

        public int Width => 400;

        public int Height => 24;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }
}
