using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator;
using AIHubMix.Images.Simulator.Contract;

namespace AIHubMix.Images.ContractTests.Recordings;

/// <summary>What the gateway has said, or is said to say, against the document and the client. A file that is put beside this one is tried too.</summary>
public sealed class RecordingTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Recordings");
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Recording_AgainstDocumentAndClient_Holds(string file) => await CheckAsync(Path.Combine(Folder, file));

    [Fact]
    public void Recordings_WrittenByHand_CoverWhatIsKnown()
    {
        Recording[] recordings = [.. Directory.GetFiles(Folder, "*.json").Select(Read)];

        Assert.All((string[])["observed", "documented", "inferred"], source => Assert.Contains(recordings, recording => recording.Source == source));
        Assert.All(
            (string[])["object-base64", "object-url", "array-url", "array-base64", "array-task"],
            form => Assert.Contains(recordings, recording => new RawOutput(recording.Response?["output"]).Form == form));
    }

    [Theory]
    [InlineData("""{"output":[{"taskId":"t1"}]}""", "array-task", ", delivery to 'task'")]
    [InlineData("""{"output":[{"url":"https://example.com/deer.png"}]}""", "array-url", "")]
    [InlineData("""{"output":{"b64_json":[{"bytesBase64":"iVBORw0KGgo="}],"urls":[]}}""", "object-base64", "")]
    public async Task Check_FormThatTheDocumentDoesNotSay_TellsWhatToChange(string answer, string form, string delivery)
    {
        Recording recording = Submission("google/imagen-3.0-generate-002", answer);

        Assert.Equal(
            [$"'google/imagen-3.0-generate-002' answered in the form '{form}', the document says 'array-base64'. In openapi/aihubmix-images.yaml, "
                + $"at x-model of /v1/models/google/imagen-3.0-generate-002/predictions, set answers to '{form}'{delivery} and confidence to 'observed'."],
            RecordingJudge.Check(recording, await GatewayDocument.LoadAsyncOnce()));
    }

    [Fact]
    public async Task Check_InlineAnswerOfATaskModel_TellsToChangeTheDelivery() => Assert.Contains(
        "set answers to 'array-url', delivery to 'inline' and confidence",
        Assert.Single(RecordingJudge.Check(Submission("bfl/flux-kontext-max", """{"output":[{"url":"https://example.com/deer.png"}]}"""), await GatewayDocument.LoadAsyncOnce())),
        StringComparison.Ordinal);

    [Fact]
    public async Task Check_InputThatTheDocumentForbids_TellsWhatToChange() => Assert.Equal(
        ["the gateway took $.input.numberOfImages, which the document forbids (NumberTooBig). Change the input schema of 'google/imagen-3.0-generate-002' in openapi/aihubmix-images.yaml."],
        RecordingJudge.Check(Submission("google/imagen-3.0-generate-002", """{"output":[{"bytesBase64":"iVBORw0KGgo="}]}""", """{"prompt":"A deer","numberOfImages":9}"""), await GatewayDocument.LoadAsyncOnce()));

    [Fact]
    public async Task Check_AnswerThatTheSchemaDoesNotKnow_TellsWhatToChange() => Assert.Contains(
        "Change the schema 'PredictionResponse' in openapi/aihubmix-images.yaml.",
        Assert.Single(RecordingJudge.Check(Submission("later/model", """{"output":[{"url":"https://example.com/deer.png"}],"usage":{"input_tokens":"many"}}"""), await GatewayDocument.LoadAsyncOnce())),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"output":[],"echo":"sk-0123456789abcdef"}""", "holds a key (sk-012…)")]
    [InlineData("""{"output":[],"echo":"Bearer 0123456789abcdef"}""", "holds a key (Bearer…)")]
    [InlineData("""{"output":[],"request":{"Authorization":"Basic"}}""", "holds the header Authorization")]
    [InlineData("""{"output":[],"request":{"set-cookie":"a"}}""", "holds the header set-cookie")]
    [InlineData("""{"output":[{"url":"https://example.com/deer.png?sig=1"}]}""", "holds a URL with a query (https://example.com/deer.png?…)")]
    [InlineData("""{"output":[],"Location":"/deer.png?sig=1"}""", "holds a URL with a query")]
    public async Task Check_Secret_IsNeverLetThrough(string answer, string problem) => Assert.Contains(
        problem,
        Assert.Single(RecordingJudge.Check(Submission("later/model", answer), await GatewayDocument.LoadAsyncOnce())),
        StringComparison.Ordinal);

    [Fact]
    public async Task Check_WhatIsMissing_IsSaid()
    {
        JsonNode json = Submission("later/model", """{"output":[]}""").Json;
        json["recording"] = 2;
        json["source"] = "heard";

        Assert.Equal(3, RecordingJudge.Check(new Recording("changed", json.ToJsonString()), await GatewayDocument.LoadAsyncOnce()).Count());
    }

    [Fact]
    public async Task Record_AgainstTheSimulator_HoldsForEveryKindOfModel()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { UnmatchedRequests = UnmatchedRequests.Refuse });
        using (AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { RecordDirectory = folder.FullName, TimeProvider = new ImmediateTimeProvider() }))
        {
            ImageResult inline = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: Cancel);
            ReadOnlyMemory<byte> picture = await inline.Images[0].GetBytesAsync(Cancel);
            await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer", Image = ImageSource.FromBytes(picture) }, cancellationToken: Cancel);
            ImageResult task = await client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer", InputImage = ImageSource.FromBytes(picture), InputImage2 = new Uri("https://example.com/deer.png?sig=1") }, cancellationToken: Cancel);
            await task.Images[0].GetBytesAsync(Cancel);
            ImageResult url = await client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer", NumImages = 2 }, cancellationToken: Cancel);
            await url.Images[1].GetBytesAsync(Cancel);
            await Assert.ThrowsAsync<ModelUnavailableException>(
                () => client.GenerateAsync(ImageModel.Untyped("later/model"), new JsonObject { ["prompt"] = "A deer" }, new CallOptions { Retry = RetryOptions.Never }, Cancel));
        }

        string[] files = [.. folder.GetFiles().Select(file => file.FullName).Order(StringComparer.Ordinal)];
        Recording[] recordings = [.. files.Select(Read)];
        Assert.Equal(["submit", "submit", "submit", "poll", "poll", "poll", "download", "submit", "download", "submit"], recordings.Select(recording => recording.Operation));
        Assert.All(files, file => Assert.DoesNotContain(AIHubMixSimulator.DefaultApiKey, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 500, 8000));
        Assert.True((int)recordings[1].Json["request"]!["headers"]!["Content-Length"]!.GetValue<string>().Length > 4);
        foreach (string file in files)
        {
            await CheckAsync(file);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Record_FailuresAndOddAnswers_CanBeReplayed()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        byte[] picture = [.. Wire.FormsGateway.Picture, .. new byte[10_000]];
        var answers = new Queue<Func<HttpResponseMessage>>(
        [
            () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            () => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>Bad gateway</html>", Encoding.UTF8, "text/html") },
            () => new HttpResponseMessage { Content = new StringContent("""{"output":[{"url":"https://example.com/a.p""") },
            () => new HttpResponseMessage { Content = new StreamContent(new BreakingStream(Encoding.UTF8.GetBytes($$"""{"output":[{"bytesBase64":"{{Convert.ToBase64String(picture)}}"},{"url"""))) },
            () => new HttpResponseMessage { Content = new ByteArrayContent(picture) { Headers = { ContentType = new("image/png") } } },
            () => new HttpResponseMessage { Content = new StringContent("""{"output":["https://example.com/deer.png?sig=1"]}""") },
            () => new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("<Error>AuthenticationFailed</Error>") },
        ]);
        using var invoker = new HttpMessageInvoker(new Answers(answers));
        using var client = ClientTransport.NewClient("sk-test", new AIHubMixClientOptions { HttpInvoker = invoker, Retry = RetryOptions.Never, RecordDirectory = folder.FullName });
        for (int call = 0; call < 6; call++)
        {
            Exception? failure = await Xunit.Record.ExceptionAsync(async () =>
                await (await client.GenerateAsync(ImageModel.Untyped("later/model"), new JsonObject { ["prompt"] = "A deer" }, cancellationToken: Cancel)).Images[0].GetBytesAsync(Cancel));
            Assert.True(failure is null or AIHubMixException);
        }

        string[] files = [.. folder.GetFiles().Select(file => file.FullName).Order(StringComparer.Ordinal)];
        Assert.Empty(answers);
        Assert.Equal([null, 502, 200, 200, 200, 200, 403], files.Select(file => Read(file).Status));
        foreach (string file in files)
        {
            await CheckAsync(file);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Record_ByTheVariable_IsDoneByEveryProcessInFilesOfItsOwn()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { PendingPolls = 0 });
        Process[] buyers = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AIHubMix.Images.OtherProcess.dll"), "submit", gateway.Endpoint.AbsoluteUri]) { RedirectStandardOutput = true };
            start.Environment[AIHubMixClient.RecordVariable] = folder.FullName;
            return Process.Start(start)!;
        })];
        foreach (Process buyer in buyers)
        {
            await buyer.WaitForExitAsync(Cancel);
            buyer.Dispose();
        }

        string[] files = [.. folder.GetFiles().Select(file => file.FullName)];
        Assert.Equal(["poll", "poll", "submit", "submit"], files.Select(file => Read(file).Operation).Order());
        foreach (string file in files)
        {
            await CheckAsync(file);
        }

        folder.Delete(recursive: true);
    }

    private static async Task CheckAsync(string path)
    {
        GatewayDocument document = await GatewayDocument.LoadAsyncOnce();
        Recording recording = Read(path);
        string[] problems = [.. RecordingJudge.Check(recording, document)];
        Assert.True(problems.Length == 0, $"{recording}: {string.Join(Environment.NewLine, problems)}");
        await Replay.RunAsync(recording, document);
    }

    private static Recording Read(string path) => new(Path.GetFileName(path), File.ReadAllText(path));

    private static Recording Submission(string model, string answer, string input = """{"prompt":"A deer"}""") => new("submission", $$$"""
        {
          "recording": 1, "source": "recorded", "operation": "submit", "model": "{{{model}}}",
          "request": {"method": "POST", "host": "aihubmix.com", "path": "/v1/models/{{{model}}}/predictions", "headers": {}, "body": {"json": {"input": {{{input}}} } } },
          "response": {"status": 200, "headers": {}, "body": {"json": {{{answer}}} } }
        }
        """);

    private sealed class Answers(Queue<Func<HttpResponseMessage>> answers) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await (request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask);
            return answers.Dequeue()();
        }
    }
}
