using AIHubMix.Images.Cli.Demo;
using AIHubMix.Images.ContractTests.Cli.Terminal;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class LiveDemoDisplayTests
{
    private static readonly DemoRecipe Waiting = DemoRecipe.Create(ImageModel.Untyped("acme/waiting"), "A deer");
    private static readonly DemoRecipe Failed = DemoRecipe.Create(ImageModel.Untyped("acme/failed-after-a-while"), "A deer");

    [Theory]
    [InlineData(80, "   acme/waiting                       waiting", "x  acme/failed-after-a-while  12.0 s  503, the gateway is busy")]
    [InlineData(50, "   acme/waiting    waiting", "x  acme/failed-after-a-while  12.0 s  503, the…")]
    public async Task ShowAsync_Width_HasALineForEachModel(int width, params string[] expected)
    {
        var screen = new Screen(width);
        var console = screen.Open();
        console.Profile.Capabilities.Unicode = false;
        var display = new LiveDemoDisplay(console, TimeProvider.System);
        display.Finished(new DemoOutcome { Recipe = Failed, Elapsed = TimeSpan.FromSeconds(12), Failure = "503, the\ngateway is busy" });

        await display.ShowAsync([Waiting, Failed], () => Task.CompletedTask);

        Assert.Equal(expected, screen.Lines.Take(2).Select(line => line.Replace(" …", "…", StringComparison.Ordinal)));
    }
}
