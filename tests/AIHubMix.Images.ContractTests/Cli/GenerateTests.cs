using System.Text.Json.Nodes;
using System.Text.Json;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class GenerateTests
{
    public static TheoryData<string> Models => [.. ImageModels.All.Select(model => model.Path)];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Generate_EveryModelByTheLeastItTakes_SavesAPicture(string model)
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        string[] picture = ImageModels.Find(model)!.Capabilities.HasFlag(ImageCapabilities.TextToImage) ? [] : ["--image", "https://example.com/deer.png"];
        string[] pictures = [.. ImageModels.Find(model)!.Fields.Where(field => field.Role == InputFieldRole.Image).Select(field => field.Name)];
        IEnumerable<string> settings = InputCases.Minimal(DocumentModels.Of(model)).Where(member => member.Key != "prompt" && !pictures.Contains(member.Key)).SelectMany(member => (string[])["-s", $"{member.Key}={member.Value}"]);

        Assert.Equal(0, await bench.RunAsync(["generate", model, "A deer at a lake", "-o", "deer", .. picture, .. settings]));

        bench.Gateway.Ledger.ShouldHaveBilled(1, ImageModels.Find(model));
        bench.Gateway.Ledger.ShouldHaveDeliveredAll();
        Assert.Equal(bench.Gateway.Ledger.Entries[0].Pictures.Count, bench.Files("deer*").Count);
        Assert.Single(bench.Files(), file => file is "deer.png" or "deer.jpg");
        Assert.Matches($"(?m)^[14] pictures? of {model} in ", bench.Output);
    }

    [Fact]
    public async Task Generate_Json_TellsFilesSizesUsageAndRequest()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(0, await bench.RunAsync("generate", "gpt-image-1", "A deer", "-n", "2", "-s", "size=1024x1536", "-o", "out/deer-{n}", "--json"));

        JsonElement json = bench.Json;
        Assert.Equal(["out/deer-1.png", "out/deer-2.png"], json.GetProperty("pictures").EnumerateArray().Select(picture => picture.GetProperty("file").GetString()!.Replace('\\', '/')));
        JsonElement first = json.GetProperty("pictures")[0];
        Assert.Equal((1024, 1536, "image/png"), (first.GetProperty("width").GetInt32(), first.GetProperty("height").GetInt32(), first.GetProperty("mediaType").GetString()));
        Assert.Equal(new FileInfo(bench.PathOf("out/deer-1.png")).Length, first.GetProperty("bytes").GetInt64());
        Assert.Equal((2, true, 20d, 1), (json.GetProperty("requested").GetInt32(), json.GetProperty("complete").GetBoolean(), json.GetProperty("seconds").GetDouble(), json.GetProperty("attempts").GetInt32()));
        Assert.True(json.GetProperty("usage").GetProperty("totalTokens").GetInt64() > 0);
        Assert.Equal(bench.Gateway.Ledger.Entries[0].RequestId, json.GetProperty("requestId").GetString());
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [InlineData("-")]
    [InlineData(null)]
    public async Task Generate_PromptPipedIn_IsSent(string? argument)
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Input = "A deer\nat a lake\n";

        Assert.Equal(0, await bench.RunAsync(["generate", "V3", .. argument is null ? Array.Empty<string>() : [argument], "-o", "deer"]));

        Assert.Equal("A deer\nat a lake", JsonNode.Parse(bench.Gateway.Ledger.Entries[0].Input)!["prompt"]!.GetValue<string>());
    }

    [Fact]
    public async Task Generate_WrongFields_AreRefusedAllAtOnceWithWhatMayBeMeant()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(3, await bench.RunAsync("generate", "gpt-image-1", "-n", "20", "-s", "qualty=high", "-s", "quality=hgih", "-s", "output_compression=much", "-i", "none.png", "--json"));

        JsonElement[] problems = [.. bench.Json.GetProperty("error").GetProperty("problems").EnumerateArray()];
        Assert.Equal(
            ["image", "n", "output_compression", "prompt", "quality", "qualty"],
            problems.Select(problem => problem.GetProperty("field").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("quality", Suggestion("qualty"));
        Assert.Equal("high", Suggestion("quality"));
        Assert.Contains("no such file", Problem("image").GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(Problem("n").GetProperty("source").GetString()!);
        Assert.Contains("Did you mean quality?", bench.Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Gateway.Timeline.Count);

        JsonElement Problem(string field) => problems.Single(problem => problem.GetProperty("field").GetString() == field);
        string? Suggestion(string field) => Problem(field).GetProperty("didYouMean")[0].GetString();
    }

    [Theory]
    [InlineData("flux-kontext-mx", "flux-kontext-max")]
    [InlineData("gpt-image", "gpt-image-1")]
    [InlineData("idogram", "ideogram")]
    public async Task Generate_UnknownModel_IsRefusedWithTheNearest(string name, string nearest)
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(3, await bench.RunAsync("generate", name, "A deer"));

        Assert.Contains($"no model '{name}'", bench.Error, StringComparison.Ordinal);
        Assert.Contains(nearest, bench.Error.Split("Did you mean")[1], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, bench.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task Generate_UnknownFieldThatIsAllowed_IsSentAsWhatItLooksLike()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(0, await bench.RunAsync("generate", "V3", "A deer", "--allow-unknown", "-s", "of_tomorrow=7", "-s", "words=so so", "-s", "rendering_speed=TURBO", "-o", "deer"));

        JsonNode input = JsonNode.Parse(bench.Gateway.Ledger.Entries[0].Input)!;
        Assert.Equal((7, "so so", "TURBO"), (input["of_tomorrow"]!.GetValue<int>(), input["words"]!.GetValue<string>(), input["rendering_speed"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Generate_PathOutsideTheCatalog_IsCalledOnlyIfUntyped()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(3, await bench.RunAsync("generate", "acme/new", "A deer"));
        Assert.Contains("--untyped", bench.Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Gateway.Timeline.Count);

        Assert.Equal(1, await bench.RunAsync("generate", "acme/new", "A deer", "--untyped", "-s", "strength=0.5"));
        Assert.Contains("acme/new", bench.Gateway.Timeline.Exchanges[0].ToString(), StringComparison.Ordinal);
        bench.Gateway.Ledger.ShouldHaveBilled(0);
    }

    [Fact]
    public async Task Generate_Pictures_FillTheFieldsForThem()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        Assert.Equal(0, await bench.RunAsync("generate", "V3", "A boat", "-o", "boat.png"));

        Assert.Equal(0, await bench.RunAsync("generate", "flux-kontext-max", "In winter", "-i", "boat.png", "-i", "https://example.com/pictures/street.jpg", "-o", "winter"));

        JsonNode input = JsonNode.Parse(bench.Gateway.Ledger.Entries[1].Input)!;
        Assert.StartsWith("iVBOR", input["input_image"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("https://example.com/pictures/street.jpg", input["input_image_2"]!.GetValue<string>());
    }

    [Fact]
    public async Task Generate_PicturesThatAreNotTaken_AreRefused()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Write("notes.txt", "no picture");

        Assert.Equal(3, await bench.RunAsync("generate", "dall-e-3", "A deer", "-i", "https://example.com/a.png"));
        Assert.Contains("makes pictures from text alone", bench.Error, StringComparison.Ordinal);
        Assert.Equal(3, await bench.RunAsync("generate", "gpt-image-1", "A deer", "-i", "notes.txt"));
        Assert.Contains("must be a picture of type image/png", bench.Error, StringComparison.Ordinal);
        Assert.Equal(0, bench.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task Generate_FileThatIsThere_IsNotReplacedUnlessForced()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        Assert.Equal(0, await bench.RunAsync("generate", "V3", "A deer", "-o", "deer"));

        Assert.Equal(1, await bench.RunAsync("generate", "V3", "A boat", "-o", "deer"));
        Assert.Contains("'deer.png' already", bench.Error, StringComparison.Ordinal);
        bench.Gateway.Ledger.ShouldHaveBilled(1);

        Assert.Equal(0, await bench.RunAsync("generate", "V3", "A boat", "-o", "deer", "--force"));
        bench.Gateway.Ledger.ShouldHaveBilled(2);
    }

    [Fact]
    public async Task Generate_WithoutWaiting_PrintsATokenThatTheTaskVerbTakes()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(0, await bench.RunAsync("generate", "flux-kontext-max", "A deer", "--no-wait", "-o", "deer"));
        string token = bench.Output.Trim();
        string resume = bench.Error.Split('\n')[1];

        Assert.Equal(5, await bench.RunAsync("task", token));
        Assert.Equal("bfl/flux-kontext-max: Pending 0 %", bench.Output.Trim());
        Assert.Equal(0, await bench.RunAsync("task", token, "wait"));
        Assert.Equal(0, await bench.RunAsync("task", token, "--json"));
        Assert.True(bench.Json.GetProperty("ready").GetBoolean());
        Assert.Equal(0, await bench.RunPrintedAsync(resume));

        Assert.Equal(["deer.png"], bench.Files());
        bench.Gateway.Ledger.ShouldHaveBilled(1);
        bench.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public async Task Generate_WithoutWaitingForAModelThatAnswersAtOnce_SavesItsPictures()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(0, await bench.RunAsync("generate", "V3", "A deer", "--no-wait", "-o", "deer"));

        Assert.Equal(["deer.png"], bench.Files());
        bench.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public async Task Generate_DeadlineOfATask_SaysHowToGoOn()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(5, await bench.RunAsync("generate", "flux-kontext-max", "A deer", "--deadline", "30", "-o", "deer", "--json"));

        string resume = bench.Json.GetProperty("error").GetProperty("resume").GetString()!;
        Assert.Contains(resume, bench.Error, StringComparison.Ordinal);
        Assert.Equal("deadline", bench.Json.GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(0, await bench.RunPrintedAsync(resume));
        Assert.Equal(["deer.png"], bench.Files());
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Generate_CtrlCWhileATaskIsWaitedFor_SaysHowToGoOn()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromMinutes(1));
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bench.ErrorWritten = text =>
        {
            if (text.StartsWith("Pending", StringComparison.Ordinal))
            {
                interrupt.Cancel();
            }
        };

        Assert.Equal(130, await bench.RunAsync(interrupt.Token, "generate", "flux-kontext-max", "A deer", "-o", "deer"));

        string resume = bench.Error.TrimEnd().Split('\n')[^1];
        Assert.Equal(0, await bench.RunPrintedAsync(resume));
        Assert.Equal(["deer.png"], bench.Files());
        bench.Gateway.Ledger.ShouldHaveBilled(1);
        bench.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public async Task Generate_AnswerThatIsLost_IsNotSentAgainAndTheExitCodeSaysThatItMayBeBilled()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Gateway.Faults.Next(Fault.ConnectionReset);

        Assert.Equal(4, await bench.RunAsync("generate", "V3", "A deer", "--json"));

        Assert.Equal("outcome-unknown", bench.Json.GetProperty("error").GetProperty("billing").GetString());
        bench.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task Generate_KeyThatIsRefused_CostsNothing()
    {
        await using ToolBench bench = await ToolBench.StartAsync(apiKey: "sk-another");

        Assert.Equal(1, await bench.RunAsync("generate", "V3", "A deer", "--json"));

        Assert.Equal("authentication", bench.Json.GetProperty("error").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Generate_WithoutAKey_SaysWhatToDo()
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        bench.Variables.Clear();

        Assert.Equal(1, await bench.RunAsync("generate", "V3", "A deer"));
        Assert.Contains("AIHUBMIX_API_KEY is not set", bench.Error, StringComparison.Ordinal);
        Assert.Contains("--simulate", bench.Error, StringComparison.Ordinal);

        Assert.Equal(0, await bench.RunAsync("generate", "V3", "A deer", "--simulate", "-o", "deer", "--json"));
        Assert.Equal(1, bench.Json.GetProperty("simulatedBill").GetInt32());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("bfl/flux-kontext-max")]
    public async Task Task_Id_NeedsItsModel(string? model)
    {
        await using ToolBench bench = await ToolBench.StartAsync();
        Assert.Equal(0, await bench.RunAsync("generate", "flux-kontext-max", "A deer", "--no-wait", "--json"));
        string id = bench.Json.GetProperty("taskId").GetString()!;

        int exitCode = await bench.RunAsync(["task", id, "save", "-o", "deer", .. model is null ? Array.Empty<string>() : ["--model", model]]);

        Assert.Equal(model is null ? 3 : 0, exitCode);
        Assert.Equal(model is null ? [] : ["deer.png"], bench.Files());
        if (model is null)
        {
            Assert.Contains("--model", bench.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Task_ThatTheGatewayDoesNotKnow_Fails()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(4, await bench.RunAsync("task", "no-such-task", "wait", "--model", "flux-kontext-max", "--json"));

        Assert.Equal("task-not-found", bench.Json.GetProperty("error").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Generate_OnATerminal_DrawsWhatGoesOnAndLeavesTheResult()
    {
        await using ToolBench bench = await ToolBench.StartAsync(TimeSpan.FromSeconds(10));
        bench.IsTerminal = true;

        Assert.Equal(0, await bench.RunAsync("generate", "flux-kontext-max", "A deer", "-o", "deer"));

        Assert.Contains("Pending", bench.Output, StringComparison.Ordinal);
        Assert.Contains("deer.png", bench.Output, StringComparison.Ordinal);
    }
}
