using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.Recording;
using AIHubMix.Images.Telemetry;
using AIHubMix.Images.Tests.Support;
using AIHubMix.Images.Tests.Telemetry;
using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Tests.Recording;

public sealed class RecorderTests
{
    private const string Ready = """{"id":"t1","status":"Ready","result":{"sample":"https://pictures.example.com/deer.png?sig=secret-signature"}}""";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly byte[] Picture = [.. Pictures.Png(640, 480), .. Noise(300_000)];

    [Fact]
    public async Task SubmitAsync_Answered_IsAFileOfThisForm()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        bench.Gateway.Answer("""{"output":[{"taskId":"t1","polling_url":"https://api.us1.bfl.ai/v1/get_result?id=1"}],"later":1.50}""", headers: ("x-aihubmix-request-id", "rid"));

        await bench.SubmitAsync();

        string file = Assert.Single(folder.Files);
        Assert.Matches(@"^20260301T120000\.000Z-\d{6}-[0-9a-f]{8}-submit-bfl-flux-kontext-max\.json$", Path.GetFileName(file));
        Assert.Equal(
            """
            {
              "recording": 1,
              "source": "recorded",
              "time": "2026-03-01T12:00:00Z",
              "sdk": "0.1.0",
              "operation": "submit",
              "model": "bfl/flux-kontext-max",
              "request": {
                "method": "POST",
                "host": "aihubmix.com",
                "path": "/v1/models/bfl/flux-kontext-max/predictions",
                "headers": {
                  "Accept": "application/json",
                  "Content-Length": "27",
                  "Content-Type": "application/json"
                },
                "body": {
                  "bytes": 27,
                  "json": {
                    "input": {
                      "prompt": "deer"
                    }
                  }
                }
              },
              "response": {
                "status": 200,
                "headers": {
                  "Content-Length": "99",
                  "Content-Type": "application/json",
                  "x-aihubmix-request-id": "rid"
                },
                "body": {
                  "bytes": 99,
                  "json": {
                    "output": [
                      {
                        "taskId": "t1",
                        "polling_url": "https://api.us1.bfl.ai/v1/get_result"
                      }
                    ],
                    "later": 1.50
                  }
                }
              },
              "milliseconds": 0
            }

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(file, Cancel));
    }

    [Fact]
    public async Task GenerateAsync_TaskAndDownload_EachAttemptIsAFileInTurn()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        bench.Gateway.Answer("""{"error":{"message":"busy"}}""", HttpStatusCode.TooManyRequests).Answer("""{"output":[{"taskId":"t:1"}]}""").Answer("""{"status":"Pending"}""").Answer(Ready)
            .Redirect("https://cdn.example.com/deer.png?token=secret-signature").Answer(Picture, HttpStatusCode.OK, "image/png");

        ImageResult result = await bench.GenerateAsync();
        ReadOnlyMemory<byte> bytes = await result.Images[0].GetBytesAsync(Cancel);

        Assert.Equal(Picture, bytes.ToArray());
        Assert.Equal(
            [
                ("submit", "aihubmix.com", "/v1/models/bfl/flux-kontext-max/predictions", null, 429),
                ("submit", "aihubmix.com", "/v1/models/bfl/flux-kontext-max/predictions", null, 200),
                ("poll", "api.aihubmix.com", "/v1/tasks/t%3A1", "t:1", 200),
                ("poll", "api.aihubmix.com", "/v1/tasks/t%3A1", "t:1", 200),
                ("download", "pictures.example.com", "/deer.png", null, 302),
                ("download", "cdn.example.com", "/deer.png", null, 200),
            ],
            folder.Exchanges.Select(exchange => (
                (string)exchange["operation"]!, (string)exchange["request"]!["host"]!, (string)exchange["request"]!["path"]!, (string?)exchange["task"], (int)exchange["response"]!["status"]!)));
        Assert.All(folder.Exchanges, exchange => Assert.Equal("bfl/flux-kontext-max", (string?)exchange["model"]));
        Assert.Contains("-poll-t-1.json", folder.Files[2], StringComparison.Ordinal);
        Assert.Equal("https://cdn.example.com/deer.png", (string?)folder.Exchanges[4]["response"]!["headers"]!["Location"]);
        Assert.All(folder.Texts, text => Assert.DoesNotContain("secret-signature", text, StringComparison.Ordinal));
        JsonNode download = folder.Exchanges[5]["response"]!["body"]!;
        Assert.Equal((Picture.Length, Convert.ToBase64String(Picture[..BodyCopy.KeptBytes]), true), ((int)download["bytes"]!, (string?)download["base64"], (bool)download["truncated"]!));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Incorrect key KEY, no other.","KEY":["KEY"]}}""", "application/json")]
    [InlineData("""{"error":{"message":"Incorrect key K\u0045Y"}}""", "application/json")]
    [InlineData("<html>KEY</html>", "text/html")]
    [InlineData("""{"error":{"message":"Incorrect key KEY""", "application/json")]
    public async Task Record_KeyAnywhere_IsInNoFile(string body, string type)
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench(options => options with { Headers = new Dictionary<string, string> { ["APP-Code"] = "secret-code", ["X-Token"] = "secret-token" } });
        string escaped = string.Concat(Bench.Key.Select(letter => $"\\u{(int)letter:x4}"));
        bench.Gateway.Answer(
            body.Replace("K\\u0045Y", escaped, StringComparison.Ordinal).Replace("KEY", Bench.Key, StringComparison.Ordinal),
            HttpStatusCode.Unauthorized,
            type,
            [("Set-Cookie", "session=secret-cookie"), ("x-api-key", "secret-vendor"), ("x-aihubmix-request-id", Bench.Key), ("Location", $"/login?key={Bench.Key}")]);

        await Assert.ThrowsAsync<AuthenticationFailedException>(
            () => bench.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = $"A deer with {Bench.Key} on it", InputImage = new Uri($"https://example.com/{Bench.Key}.png?key=secret-signature") }));

        string text = Assert.Single(folder.Texts);
        foreach (string secret in (string[])[Bench.Key, Bench.Key[3..], escaped, "secret", "Authorization", "Cookie", "APP-Code"])
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("sk-***", text, StringComparison.Ordinal);
        Assert.Contains("x-aihubmix-request-id", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitAsync_Pictures_AreCutInRequestAndAnswerAndWholeForTheCaller()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        bench.Gateway.Answer(Body(Picture));

        ImageResult result = await bench.Client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "deer", Image = ImageSource.FromBytes(Picture) }, cancellationToken: Cancel);

        Assert.Equal(Picture, (await result.Images[0].GetBytesAsync(Cancel)).ToArray());
        Assert.Contains(Convert.ToBase64String(Picture), bench.Gateway.Requests[0].Text, StringComparison.Ordinal);
        JsonNode exchange = Assert.Single(folder.Exchanges);
        foreach (JsonNode? body in (JsonNode?[])[exchange["request"]!["body"], exchange["response"]!["body"]])
        {
            JsonNode cut = Assert.Single(body!["cut"]!.AsArray())!;
            Assert.Equal(Convert.ToBase64String(Picture).Length, (int)cut["characters"]!);
            Assert.InRange((int)body["bytes"]!, 400_000, 410_000);
        }

        Assert.Equal("$.input.image", (string?)exchange["request"]!["body"]!["cut"]![0]!["path"]);
        Assert.EndsWith(Convert.ToBase64String(Picture[..BodyCopy.KeptBytes]), (string)exchange["request"]!["body"]!["json"]!["input"]!["image"]!, StringComparison.Ordinal);
        Assert.Equal("$.output[0].bytesBase64", (string?)exchange["response"]!["body"]!["cut"]![0]!["path"]);
        Assert.InRange(new FileInfo(folder.Files[0]).Length, 2048, 6000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SubmitAsync_PictureOfAStream_IsSentWithTheSameLength(bool isLengthKnown)
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        using var plain = new Bench();
        foreach (Bench each in (Bench[])[plain, bench])
        {
            each.Gateway.Answer("""{"output":[]}""");
            ImageSource source = new StreamedPicture(Picture) { Portion = 5000 }.Source(isLengthKnown ? Picture.Length : null);
            await each.Client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "deer", InputImage = source }, cancellationToken: Cancel);
        }

        Assert.Equal(plain.Gateway.Requests[0].Text, bench.Gateway.Requests[0].Text);
        Assert.Equal(plain.Gateway.Requests[0].Headers.ToString() + plain.Gateway.Requests[0].ContentHeaders, bench.Gateway.Requests[0].Headers.ToString() + bench.Gateway.Requests[0].ContentHeaders);
        Assert.Equal(bench.Gateway.Requests[0].Body.Length, (int)folder.Exchanges[0]["request"]!["body"]!["bytes"]!);
    }

    [Fact]
    public async Task SubmitAsync_BodyAskedForTwice_IsRecordedOnce()
    {
        using var folder = new RecordedFolder();
        using Bench bench = new Network(async (request, _, cancellationToken) =>
        {
            await Network.ReadAsync(request, cancellationToken);
            await Network.ReadAsync(request, cancellationToken);
            return Network.Answer("""{"output":[]}""");
        }).Bench(options => options with { RecordDirectory = folder.Path });

        await bench.GenerateAsync();

        Assert.Equal(27, (int)Assert.Single(folder.Exchanges)["request"]!["body"]!["bytes"]!);
    }

    [Fact]
    public async Task SubmitAsync_NoConnection_EachAttemptIsAFailure()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        bench.Gateway.FailToConnect(new HttpRequestException(HttpRequestError.ConnectionError, "refused")).Answer("""{"output":[]}""");

        await bench.GenerateAsync();

        Assert.Equal(2, folder.Files.Length);
        JsonNode failed = folder.Exchanges[0];
        Assert.Equal("""{"failure":"System.Net.Http.HttpRequestException"}""", failed["response"]!.ToJsonString());
        Assert.Null(failed["request"]!["body"]);
        Assert.Equal("application/json", (string?)failed["request"]!["headers"]!["Content-Type"]);
    }

    [Fact]
    public async Task SubmitAsync_BreaksOffWithinTheAnswer_IsRecordedAsFarAsItCame()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        using var plain = new Bench();
        var failures = new List<string>();
        foreach (Bench each in (Bench[])[plain, bench])
        {
            each.Gateway.Answer(ChunkedBody.BreakingOff(Encoding.UTF8.GetBytes(Body(Picture)[..50_000]), new IOException("gone")));
            failures.Add((await Assert.ThrowsAsync<ConnectionFailedException>(() => each.GenerateAsync())).ToString());
        }

        JsonNode response = Assert.Single(folder.Exchanges)["response"]!;
        Assert.Equal(failures[0].Split('\n')[0], failures[1].Split('\n')[0]);
        Assert.Equal(("System.IO.IOException", 200, 50_000), ((string?)response["failure"], (int)response["status"]!, (int)response["body"]!["bytes"]!));
        Assert.StartsWith("""{"output":[{"bytesBase64":"iVBOR""", (string)response["body"]!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_Cancelled_IsRecordedAndEndsAtOnce()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        bench.Gateway.Hang();
        using var caller = new CancellationTokenSource();
        Task<ImageResult> generating = bench.Begin(null, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAsync<GenerationCanceledException>(() => generating);

        Assert.EndsWith("CanceledException", (string?)Assert.Single(folder.Exchanges)["response"]!["failure"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_NothingComesWithinTheDeadline_IsRecordedWithItsDuration()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        bench.Gateway.Answer(ChunkedBody.Stalling("{\"out"u8.ToArray()));

        await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.GenerateAsync(new CallOptions { Deadline = TimeSpan.FromSeconds(7) }));

        JsonNode exchange = Assert.Single(folder.Exchanges);
        Assert.Equal((7000, "{\"out"), ((int)exchange["milliseconds"]!, (string?)exchange["response"]!["body"]!["text"]));
    }

    [Fact]
    public async Task StreamAsync_LeftEarly_IsRecordedAsClosed()
    {
        using var folder = new RecordedFolder();
        using Bench bench = folder.Bench();
        bench.Gateway.Answer(ChunkedBody.Of(null, Encoding.UTF8.GetBytes(Body(Picture))));

        await foreach (ImageStream picture in bench.Client.StreamAsync(ImageModels.GptImage1, new() { Prompt = "deer" }, cancellationToken: Cancel))
        {
            await picture.ReadExactlyAsync(new byte[100], Cancel);
            break;
        }

        JsonNode response = Assert.Single(folder.Exchanges)["response"]!;
        Assert.True((bool)response["closed"]!);
        Assert.InRange((int)response["body"]!["bytes"]!, 100, 200_000);
    }

    [Theory]
    [InlineData("a file")]
    [InlineData("no name\0for a folder")]
    public async Task GenerateAsync_DirectoryThatCannotBeWritten_IsSaidOnceAndCostsNothing(string name)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("a file"), "", Cancel);
        using var log = new HeardLog();
        using var bench = new Bench(options => options with { RecordDirectory = folder.PathOf(name), LoggerFactory = log });
        bench.Gateway.Answer("""{"output":[{"taskId":"t1"}]}""").Answer(Ready).Answer(Picture, HttpStatusCode.OK, "image/png");

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal(Picture, (await bench.Time.RunAsync(result.Images[0].GetBytesAsync(Cancel).AsTask())).ToArray());
        Assert.Equal(3, bench.Gateway.Requests.Count);
        (LogLevel level, EventId id, string text) = Assert.Single(log.Messages, message => message.Level >= LogLevel.Warning);
        Assert.Equal((LogLevel.Warning, 8), (level, id.Id));
        Assert.Contains(folder.PathOf(name), text, StringComparison.Ordinal);
        Assert.Equal(["a file"], folder.Names);
    }

    [Fact]
    public async Task GenerateAsync_ManyClientsAtOnce_EveryExchangeIsAWholeFileOfItsOwn()
    {
        using var folder = new RecordedFolder();
        var network = new Network(async (request, number, cancellationToken) =>
        {
            await Network.ReadAsync(request, cancellationToken);
            await Task.Yield();
            return Network.Answer(Body(Picture));
        });
        Bench[] benches = [.. Enumerable.Range(0, 4).Select(_ => network.Bench(options => options with { RecordDirectory = folder.Path }))];

        ImageResult[] results = await Task.WhenAll(benches.SelectMany(bench => Enumerable.Range(0, 10).Select(number =>
            Task.Run(() => bench.Client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = $"deer {number}", Image = ImageSource.FromBytes(Picture) }), Cancel))));

        Assert.Equal(40, folder.Exchanges.Length);
        Assert.All(folder.Exchanges, exchange => Assert.Equal((1, 1), (exchange["request"]!["body"]!["cut"]!.AsArray().Count, exchange["response"]!["body"]!["cut"]!.AsArray().Count)));
        Assert.Equal(4, folder.Exchanges.GroupBy(exchange => (string)exchange["request"]!["body"]!["json"]!["input"]!["prompt"]!).Select(group => group.Count()).Distinct().Single());
        foreach (ImageResult result in results)
        {
            Assert.Equal(Picture, (await result.Images[0].GetBytesAsync(Cancel)).ToArray());
        }

        foreach (Bench bench in benches)
        {
            bench.Dispose();
        }
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "", false)]
    [InlineData(null, " ", false)]
    [InlineData("", "variable", false)]
    [InlineData(null, "variable", true)]
    [InlineData("option", null, true)]
    [InlineData("option", "variable", true)]
    public void Of_OptionOrVariable_PrefersTheOption(string? option, string? variable, bool records)
    {
        using var folder = new TemporaryFolder();
        var options = new AIHubMixClientOptions { RecordDirectory = option is { Length: > 0 } ? folder.PathOf(option) : option };

        var recorder = Recorder.Of(options, variable is null ? null : variable == "variable" ? folder.PathOf(variable) : variable, Bench.Key, new ClientTelemetry(options));

        Assert.Equal(records, recorder is not null);
        if (recorder is not null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("https://example.com/"));
            recorder.Write(new Exchange(recorder, request, RecordedOperation.Download("a/b")), default);
            Assert.Equal([option ?? variable!], folder.Names);
        }
    }

    private static string Body(byte[] picture) => $$"""{"output":[{"bytesBase64":"{{Convert.ToBase64String(picture)}}"}]}""";

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(20260301).NextBytes(noise);
        return noise;
    }
}
