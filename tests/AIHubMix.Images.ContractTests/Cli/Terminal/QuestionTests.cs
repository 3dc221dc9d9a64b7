using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.ContractTests.Cli.Terminal;

public sealed class QuestionTests
{
    private readonly Screen _screen = new(80);

    [Theory]
    [InlineData("y\n", true)]
    [InlineData(" Yes \n", true)]
    [InlineData("n\n", false)]
    [InlineData("NO\n", false)]
    [InlineData("\n", false)]
    [InlineData("", false)]
    public async Task AskAsync_Answer_IsYesOrNo(string typed, bool expected)
    {
        Assert.Equal(expected, await Question.AskAsync(Host(new StringReader(typed)), "Buy 3 generations?", TestContext.Current.CancellationToken));
        Assert.Equal("Buy 3 generations? [y/n] (n): ", _screen.Text);
    }

    [Fact]
    public async Task AskAsync_AnswerThatIsNeither_IsAskedAgain()
    {
        Assert.True(await Question.AskAsync(Host(new StringReader("perhaps\ny\n")), "Buy?", TestContext.Current.CancellationToken));
        Assert.Equal("Buy? [y/n] (n): Please answer y or n.\nBuy? [y/n] (n): ", _screen.Text);
    }

    [Fact]
    public async Task AskAsync_CancelledBeforeAnAnswer_EndsWithoutOne()
    {
        using var keyboard = new SilentKeyboard();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<bool> asking = Question.AskAsync(Host(keyboard), "Buy?", stop.Token);
        await keyboard.Asked.WaitAsync(TestContext.Current.CancellationToken);

        await stop.CancelAsync();
        keyboard.Close();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private ToolHost Host(TextReader input) => new()
    {
        Console = _screen.Open(),
        Error = TextWriter.Null,
        Time = TimeProvider.System,
        Variable = _ => null,
        HasKeyboard = true,
        Simulation = null,
        Spec = null,
        Input = () => input,
    };

    private sealed class SilentKeyboard : TextReader
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _closed = new();

        public Task Asked => _asked.Task;

        public override string? ReadLine()
        {
            _asked.SetResult();
            _closed.Wait();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            _closed.Set();
            base.Dispose(disposing);
        }
    }
}
