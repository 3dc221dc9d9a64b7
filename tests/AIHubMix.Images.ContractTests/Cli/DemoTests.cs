using AIHubMix.Images.Cli.Demo;
using AIHubMix.Images.Cli.Gallery;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class DemoTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string _directory = Directory.CreateTempSubdirectory("aihubmix-demo-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Run_AllRecipes_SavesAPictureOfTheAskedShapeForEachModel()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        (IReadOnlyList<DemoOutcome> outcomes, RecordingDisplay display) = await RunAsync(gateway, DemoRecipes.All);

        Assert.Equal(ModelProbe.Paths.Where(path => InputCases.Minimal(DocumentModels.Of(path)).Select(member => member.Key).SequenceEqual(["prompt"])), outcomes.Select(outcome => outcome.Recipe.Model.Path));
        Assert.All(outcomes, outcome =>
        {
            Assert.Null(outcome.Failure);
            Assert.True(File.Exists(outcome.Picture!.File));
            Assert.EndsWith($".{outcome.Picture.Header!.Value.Extension}", outcome.Picture.File, StringComparison.Ordinal);
        });
        Assert.Equal(outcomes.Count, gateway.Ledger.Count);
        Assert.Equal(outcomes.Count, display.Finishes);
        Assert.Contains(display.States, state => state.StartsWith("Pending", StringComparison.Ordinal));

        string page = GalleryPage.Write(outcomes, isSimulated: true, DateTimeOffset.UnixEpoch);
        Assert.All(outcomes, outcome =>
        {
            Assert.Contains($"src=\"{outcome.Picture!.FileName}\"", page, StringComparison.Ordinal);
            Assert.Contains(outcome.Recipe.Model.Path, page, StringComparison.Ordinal);
        });
        Assert.Contains("Drawn by the simulator", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AModelThatFails_DoesNotStopTheOthers()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { UnmatchedRequests = UnmatchedRequests.Refuse });
        (IReadOnlyList<DemoOutcome> outcomes, _) = await RunAsync(
            gateway,
            [
                DemoRecipe.Create(ImageModel.Untyped("acme/unknown"), "A deer"),
                DemoRecipe.Create(ImageModels.Imagen3Generate002, new() { Prompt = "A deer", NumberOfImages = 9 }),
                DemoRecipe.Create(ImageModels.IdeogramV3, new() { Prompt = "<script>A deer</script>" }),
            ]);

        Assert.Equal([false, false, true], outcomes.Select(outcome => outcome.Succeeded));
        Assert.Contains("503", outcomes[0].Failure, StringComparison.Ordinal);
        Assert.Contains("$.input.numberOfImages", outcomes[1].Failure, StringComparison.Ordinal);
        string page = GalleryPage.Write(outcomes, isSimulated: true, DateTimeOffset.UnixEpoch);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void For_AModelWithoutARecipe_AsksWithThePromptAlone()
    {
        DemoRecipe recipe = DemoRecipes.For(ImageModel.Untyped("acme/new"));
        Assert.Equal(["prompt"], recipe.Input.Select(member => member.Key));
    }

    [Theory]
    [InlineData("size", "1024x1536", 1024, 1536, true)]
    [InlineData("size", "1024x1536", 1024, 1535, false)]
    [InlineData("aspect_ratio", "2:3", 832, 1248, true)]
    [InlineData("aspect_ratio", "2:3", 1024, 1024, false)]
    [InlineData("aspectRatio", "4:3", 1280, 896, true)]
    [InlineData("resolution", "512x1536", 1536, 512, false)]
    [InlineData("size", "1328*1472", 1328, 1472, true)]
    public void Fits_ShapeAskedFor_IsHeldAgainstThePicture(string member, string value, int width, int height, bool fits) =>
        Assert.Equal(fits, RequestedShape.Of(new() { [member] = value })!.Value.Fits(new ImageHeader("image/png", "png", width, height)));

    private async Task<(IReadOnlyList<DemoOutcome> Outcomes, RecordingDisplay Display)> RunAsync(AIHubMixSimulator gateway, IReadOnlyList<DemoRecipe> recipes)
    {
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { TimeProvider = new ImmediateTimeProvider() });
        var display = new RecordingDisplay();
        return (await new DemoRun(client, _directory, display, TimeProvider.System).RunAsync(recipes, Cancel), display);
    }

    private sealed class RecordingDisplay : IDemoDisplay
    {
        private readonly Lock _lock = new();

        public List<string> States { get; } = [];

        public int Finishes { get; private set; }

        public Task ShowAsync(IReadOnlyList<DemoRecipe> recipes, Func<Task> run) => run();

        public void Progressed(DemoRecipe recipe, string state)
        {
            lock (_lock)
            {
                States.Add(state);
            }
        }

        public void Finished(DemoOutcome outcome)
        {
            lock (_lock)
            {
                Finishes++;
            }
        }
    }
}
