using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Responses;

/// <summary>The reader as the client uses it: every answer comes from the stubbed network.</summary>
public sealed class PredictionReaderTests
{
    private const string Url = "https://example.com/deer.png";
    private static readonly string Png = Pictures.Base64(Pictures.Png());

    [Theory]
    [InlineData("""{"b64_json":[{"bytesBase64":"PNG","mimeType":"png"}],"urls":[]}""", ResponseForm.ObjectBase64)]
    [InlineData("""{"b64_json":["PNG"],"urls":[]}""", ResponseForm.ObjectBase64)]
    [InlineData("""{"bytesBase64":"PNG"}""", ResponseForm.ObjectBase64)]
    [InlineData("""{"b64_json":"PNG"}""", ResponseForm.ObjectBase64)]
    [InlineData("""[{"bytesBase64":"PNG"}]""", ResponseForm.ArrayBase64)]
    [InlineData("""[{"bytesBase64":"PNG","mimeType":"image/png"}]""", ResponseForm.ArrayBase64)]
    [InlineData("""[{"bytesBase64":"PNG","url":"https://example.com/the-same.png"}]""", ResponseForm.ArrayBase64)]
    [InlineData("""[{"b64_json":"PNG"}]""", ResponseForm.ArrayBase64)]
    [InlineData("""[{"b64_json":"data:image/png;base64,PNG"}]""", ResponseForm.ArrayBase64)]
    [InlineData("""[{"url":"data:image/png;base64,PNG"}]""", ResponseForm.ArrayBase64)]
    [InlineData("""["PNG"]""", ResponseForm.ArrayBase64)]
    [InlineData("""["data:image/png;base64,PNG"]""", ResponseForm.ArrayBase64)]
    [InlineData("\"PNG\"", ResponseForm.ObjectBase64)]
    [InlineData("\"data:image/png;base64,PNG\"", ResponseForm.ObjectBase64)]
    [InlineData("\"DATA:;base64,PNG\"", ResponseForm.ObjectBase64)]
    public async Task ReadAsync_Base64InAnyForm_GivesTheBytes(string output, ResponseForm form)
    {
        using var bench = Answering(output.Replace("PNG", Png, StringComparison.Ordinal));

        ImageResult result = await bench.GenerateAsync();

        GeneratedImage image = Assert.Single(result.Images);
        Assert.Equal(form, result.Form);
        Assert.True(image.IsInline);
        Assert.Null(image.Url);
        Assert.Equal("image/png", image.Header?.MediaType);
        Assert.Equal(Pictures.Png(), (await image.GetBytesAsync(TestContext.Current.CancellationToken)).ToArray());
        Assert.True(result.IsComplete);
        Assert.Single(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData("""{"b64_json":[],"urls":["URL"]}""", ResponseForm.ObjectUrl)]
    [InlineData("""{"b64_json":[],"urls":[{"url":"URL"}]}""", ResponseForm.ObjectUrl)]
    [InlineData("""{"url":"URL"}""", ResponseForm.ObjectUrl)]
    [InlineData("\"URL\"", ResponseForm.ObjectUrl)]
    [InlineData("""[{"url":"URL"}]""", ResponseForm.ArrayUrl)]
    [InlineData("""[{"bytesBase64":null,"url":"URL","polling_url":"https://api.example.com/"}]""", ResponseForm.ArrayUrl)]
    [InlineData("""["URL"]""", ResponseForm.ArrayUrl)]
    public async Task ReadAsync_UrlInAnyForm_GivesTheUrl(string output, ResponseForm form)
    {
        using var bench = Answering(output.Replace("URL", Url, StringComparison.Ordinal));

        ImageResult result = await bench.GenerateAsync();

        GeneratedImage image = Assert.Single(result.Images);
        Assert.Equal(form, result.Form);
        Assert.False(image.IsInline);
        Assert.Equal(new Uri(Url), image.Url);
        Assert.Null(image.Header);
        Assert.Single(bench.Gateway.Requests);
    }

    [Fact]
    public async Task ReadAsync_TaskReference_GivesTheTaskAndNeverCallsThePollingUrl()
    {
        using var bench = Answering("""[{"taskId":"api.us1.bfl.abc","polling_url":"https://api.us1.bfl.ai/v1/get_result?id=1"}]""");
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal("api.us1.bfl.abc", result.TaskId);
        Assert.Equal(ResponseForm.Task, result.Form);
        Assert.Equal([Bench.Prediction, "https://api.aihubmix.com/v1/tasks/api.us1.bfl.abc"], bench.Gateway.Requests.Select(request => request.Uri.AbsoluteUri));
    }

    [Fact]
    public async Task ReadAsync_TaskReferenceAsSingleObject_GivesTheTask()
    {
        using var bench = Answering("""{"taskId":"t1"}""");

        Assert.Equal("t1", (await bench.SubmitAsync()).Id);
    }

    [Fact]
    public async Task ReadAsync_ObjectWithBothLists_GivesThePicturesOfBoth()
    {
        using var bench = Answering($$"""{"b64_json":[{"bytesBase64":"{{Png}}"},{"bytesBase64":"{{Pictures.Base64(Pictures.Gif(1, 1))}}"}],"urls":["{{Url}}"]}""");

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal(["image/png", "image/gif", null], result.Images.Select(image => image.Header?.MediaType));
        Assert.Equal([null, null, new Uri(Url)], result.Images.Select(image => image.Url));
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("IMAGE/JPEG")]
    [InlineData("image/webp; charset=binary")]
    public async Task ReadAsync_BodyThatIsThePicture_IsTakenForIt(string type)
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Pictures.Png(), HttpStatusCode.OK, type);

        ImageResult result = await bench.GenerateAsync();

        GeneratedImage image = Assert.Single(result.Images);
        Assert.Equal(ResponseForm.Image, result.Form);
        Assert.Equal(type.Split(';')[0], image.DeclaredType);
        Assert.Equal(Pictures.Png(), (await image.GetBytesAsync(TestContext.Current.CancellationToken)).ToArray());
        Assert.Equal(JsonValueKind.Undefined, result.Raw.ValueKind);
    }

    [Theory]
    [InlineData("""[{"bytesBase64":"PNG","mimeType":"png"}]""", "png")]
    [InlineData("""["data:image/webp;base64,PNG"]""", "image/webp")]
    [InlineData("""[{"b64_json":"data:image/webp;base64,PNG","mimeType":"image/jpeg"}]""", "image/jpeg")]
    [InlineData("""["data:,PNG"]""", null)]
    [InlineData("""["PNG"]""", null)]
    public async Task ReadAsync_DeclaredType_IsKeptAsTheGatewayNamedIt(string output, string? type)
    {
        using var bench = Answering(output.Replace("PNG", Png, StringComparison.Ordinal));

        Assert.Equal(type, Assert.Single((await bench.GenerateAsync()).Images).DeclaredType);
    }

    [Fact]
    public async Task ReadAsync_Base64WithEscapedSlashesAndLineBreaks_IsDecoded()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0xFF, 300)];
        string base64 = Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks).Replace("/", "\\/", StringComparison.Ordinal).ReplaceLineEndings("\\r\\n");
        using var bench = Answering($"[{{\"bytesBase64\":\"{base64}\"}}]");

        Assert.Equal(bytes, (await Assert.Single((await bench.GenerateAsync()).Images).GetBytesAsync(TestContext.Current.CancellationToken)).ToArray());
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("""{"b64_json":[],"urls":[]}""", 0)]
    [InlineData("{}", 1)]
    [InlineData("\"\"", 1)]
    [InlineData("7", 1)]
    [InlineData("false", 1)]
    [InlineData("[null]", 1)]
    [InlineData("""["",null,{},7,[],{"url":""},{"url":null},{"bytesBase64":""},{"b64_json":null},{"taskId":""}]""", 10)]
    [InlineData("""{"b64_json":[null],"urls":["",null]}""", 3)]
    public async Task ReadAsync_NoPicture_IsAResultThatSaysSo(string output, int empty)
    {
        using var bench = Answering(output);

        ImageResult result = await bench.GenerateAsync();

        Assert.Empty(result.Images);
        Assert.Equal(empty, result.EmptyCount);
        Assert.Equal(ResponseForm.None, result.Form);
        Assert.False(result.IsComplete);
        Assert.Null(result.TaskId);
    }

    [Fact]
    public async Task ReadAsync_FewerPicturesThanAsked_IsAResultThatSaysSo()
    {
        using var bench = Answering($$"""[{"url":"{{Url}}"},{"url":""},{"url":"{{Url}}"}]""");

        ImageResult result = await bench.GenerateAsync(ImageModels.IdeogramV3, new IdeogramV3Input { Prompt = "deer", NumImages = 3 });

        Assert.Equal((2, 1, 3, false), (result.Images.Count, result.EmptyCount, result.RequestedCount, result.IsComplete));
    }

    [Fact]
    public async Task ReadAsync_UnknownMembers_AreKeptInRawWithoutBase64()
    {
        string big = Convert.ToBase64String([.. Pictures.Png(), .. new byte[30_000]]);
        using var bench = Bench.Answering($$"""{"id":"p1","output":[{"bytesBase64":"{{big}}","seed":4.20,"safe":true}],"revised_prompt":"a deer","x":null}""");

        ImageResult result = await bench.GenerateAsync();

        InputJson.AssertSame(
            $$"""{"id":"p1","output":[{"bytesBase64":"(picture 1, {{Convert.FromBase64String(big).Length}} bytes left out)","seed":4.20,"safe":true}],"revised_prompt":"a deer","x":null}""",
            result.Raw.GetRawText());
    }

    [Fact]
    public async Task ReadAsync_Usage_IsRead()
    {
        using var bench = Bench.Answering("""
            {"output":[],"usage":{"input_tokens":37,"input_tokens_details":{"image_tokens":0,"text_tokens":37},"output_tokens":7024,"output_tokens_details":{"image_tokens":7024,"text_tokens":0},"total_tokens":7061}}
            """);

        Assert.Equal(
            new ImageUsage
            {
                InputTokens = 37,
                InputTokensDetails = new ImageUsageDetails { ImageTokens = 0, TextTokens = 37 },
                OutputTokens = 7024,
                OutputTokensDetails = new ImageUsageDetails { ImageTokens = 7024, TextTokens = 0 },
                TotalTokens = 7061,
            },
            (await bench.GenerateAsync()).Usage);
    }

    [Fact]
    public async Task ReadAsync_UsageOfOtherTypes_IsReadAsFarAsItGoes()
    {
        using var bench = Bench.Answering("""{"output":[],"usage":{"input_tokens":"37","output_tokens":1.5,"total_tokens":7061,"input_tokens_details":[],"cost":0.04}}""");

        ImageUsage usage = (await bench.GenerateAsync()).Usage!;

        Assert.Equal((null, null, 7061L, null), (usage.InputTokens, usage.OutputTokens, usage.TotalTokens, usage.InputTokensDetails));
        Assert.Equal(["cost", "input_tokens", "input_tokens_details", "output_tokens"], usage.AdditionalProperties!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("37", usage.AdditionalProperties["input_tokens"].GetString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"many\"")]
    public async Task ReadAsync_UsageThatIsNoObject_IsLeftOut(string usage)
    {
        using var bench = Bench.Answering($$"""{"output":[],"usage":{{usage}}}""");

        Assert.Null((await bench.GenerateAsync()).Usage);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no channel (tid: 2026)","code":"x1"}}""")]
    [InlineData("""{"output":null,"error":{"message":"no channel (tid: 2026)","code":"x1"}}""")]
    public async Task ReadAsync_ErrorInASuccessfulAnswer_IsAnApiException(string body)
    {
        using var bench = Bench.Answering(body, headers: ("x-aihubmix-request-id", "rid"));

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal((HttpStatusCode.OK, "x1", "no channel (tid: 2026)", "2026"), (exception.StatusCode, exception.Error.Code, exception.Error.Message, exception.Error.TraceId));
        Assert.Equal(("bfl/flux-kontext-max", "rid"), (exception.Model, exception.RequestId));
        Assert.Contains("It is not known whether", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"one of two was withheld\"")]
    [InlineData("{\"message\":\"one of two was withheld\"}")]
    public async Task ReadAsync_PictureBesideAnError_IsTheResult(string error)
    {
        using var bench = Bench.Answering($$"""{"output":["{{Url}}"],"error":{{error}} }""");

        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Theory]
    [InlineData("<html><body>502 Bad Gateway</body></html>", "is not JSON")]
    [InlineData("", "is not JSON")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"iVBORw0K", "is not JSON")]
    [InlineData("{\"output\":[]} trailing", "is not JSON")]
    [InlineData("{}", "has no 'output'")]
    [InlineData("null", "has no 'output'")]
    [InlineData("[]", "has no 'output'")]
    [InlineData("\"https://example.com/deer.png\"", "has no 'output'")]
    [InlineData("{\"output\":null}", "has no 'output'")]
    [InlineData("{\"output\":[\"ftp://example.com/deer.png\"]}", "neither a URL nor a picture in base64")]
    [InlineData("{\"output\":[{\"url\":\"deer.png\"}]}", "neither a URL nor a picture in base64")]
    [InlineData("{\"output\":[\"(picture 0, 1 bytes left out)\"]}", "neither a URL nor a picture in base64")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"iVBO*w0KGgo=\"}]}", "has base64 that is damaged at byte 31")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"iVBORw0KGgo\"}]}", "has base64 that is not padded at byte 38")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"data:image/png;base64,\"}]}", "has no base64 at byte 49")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"鹿鹿鹿鹿\"}]}", "base64 that is damaged")]
    public async Task ReadAsync_NoKnownForm_IsMalformed(string body, string what)
    {
        using var bench = Bench.Answering(body, headers: ("x-aihubmix-request-id", "rid"));

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();

        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.Contains("was most likely billed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(body, exception.Excerpt);
        Assert.Equal(("bfl/flux-kontext-max", "rid", null), (exception.Model, exception.RequestId, exception.TaskId));
    }

    [Theory]
    [InlineData("{\"output\":[{\"taskId\":\"t1\",\"poll")]
    [InlineData("{\"output\":[{\"taskId\":\"t1\"")]
    [InlineData("{\"output\":[{\"polling_url\":\"https://api.example.com/\",\"taskId\":\"t1\"}]")]
    [InlineData("{\"output\":{\"taskId\":\"t1\"},\"usage\":{\"inp")]
    [InlineData("\uFEFF{\"output\":[{\"taskId\" : \"t1\"},")]
    [InlineData("{\"output\":[{\"\\u0074askId\":\"t\\u0031\",")]
    [InlineData("{\"usage\":null,\"output\":[{\"taskId\":7},{\"taskId\":\"t1\"},{\"ta")]
    public async Task ReadAsync_TaskIdInAnAnswerThatBreaksOff_IsFollowed(string body)
    {
        foreach (Exception? failure in (Exception?[])[new IOException("The connection was reset."), new HttpRequestException("The response ended prematurely."), new InvalidDataException("damaged"), null])
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(body);
            foreach (int size in (int[])[1, 3, bytes.Length])
            {
                using var bench = new Bench();
                bench.Gateway.Answer(_ => Task.FromResult(new HttpResponseMessage { Content = ChunkedBody.Of(failure, [.. bytes.Chunk(size)]), Headers = { { "X-Request-Id", "rid" } } }));
                bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""");

                ImageResult result = await bench.GenerateAsync();

                Assert.Equal(("t1", "rid", 1, 1, ResponseForm.Task), (result.TaskId, result.RequestId, result.Images.Count, result.Attempts, result.Form));
                Assert.Single(bench.Sent());
            }
        }
    }

    [Theory]
    [InlineData("{\"output\":[{\"taskId\":\"t1\"} oops")]
    [InlineData("{\"output\":[{\"taskId\":\"t1\"}]} trailing")]
    [InlineData("{\"output\":[{\"taskId\":\"t1\"}]}{\"output\":[]}")]
    [InlineData("{\"output\":[{\"taskId\":\"t1\",\"x\":NaN}]}")]
    [InlineData("{\"output\":[{\"taskId\":\"t1\"} \"iVBORw0KGgoAAAA=\"]}")]
    public async Task ReadAsync_TaskIdInDamagedJson_IsFollowed(string body)
    {
        using var bench = Bench.Answering(body);

        ImageTask task = await bench.SubmitAsync();

        Assert.Equal("t1", task.Id);
        Assert.Equal("t1", bench.Client.ResumeTask(task.ToToken()!).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"output\":[{\"taskId\":\"t1-not-complete")]
    [InlineData("{\"output\":[{\"taskId\":null,\"pol")]
    [InlineData("{\"output\":[{\"taskId\":\"..\",\"pol")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"iVBORw0K")]
    [InlineData("{\"output\":[{\"url\":\"taskId\",")]
    [InlineData("<html>taskId")]
    public async Task ReadAsync_AnswerThatBreaksOffWithoutATaskId_IsAConnectionFailure(string body)
    {
        foreach (Exception failure in (Exception[])[new IOException("The connection was reset."), new HttpRequestException("The response ended prematurely."), new InvalidDataException("damaged"), new OperationCanceledException("gone")])
        {
            using var bench = new Bench();
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(body);
            bench.Gateway.Answer(_ => Task.FromResult(new HttpResponseMessage { Content = ChunkedBody.Of(failure, bytes), Headers = { { "X-Request-Id", "rid" } } }));

            ConnectionFailedException exception = await bench.FailAsync<ConnectionFailedException>();

            Assert.Equal((BillingClass.OutcomeUnknown, "rid", 1), (exception.Billing, exception.RequestId, exception.Attempts));
            Assert.Contains($"broke off after {bytes.Length} bytes: {failure.Message}", exception.Message, StringComparison.Ordinal);
            Assert.Single(bench.Sent());
        }
    }

    [Theory]
    [InlineData("{\"output\":[{\"taskId\":\"t1-not-complete")]
    [InlineData("{\"output\":[{\"bytesBase64\":\"iVBORw0K")]
    public async Task ReadAsync_AnswerCutOffThoughTheConnectionHeld_IsMalformedAndBilled(string body)
    {
        using var bench = new Bench { Random = 1 };
        bench.Gateway.Answer(body);

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>(new CallOptions { Retry = new RetryOptions { RetryUnknownOutcome = true } });

        Assert.Equal((BillingClass.Billed, 1), (exception.Billing, exception.Attempts));
        Assert.Single(bench.Sent());
    }

    [Fact]
    public async Task ReadAsync_SeveralTasks_KeepsTheIdsOfAll()
    {
        using var bench = Answering("""[{"taskId":"t1"},{"taskId":"t2"},{"url":"https://example.com/1.png"},{"taskId":"t3"}]""");
        bench.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/2.png"}}""");

        ImageTask task = await bench.SubmitAsync();
        ImageResult result = await bench.WaitAsync(task);
        ImageTask resumed = bench.Client.ResumeTask(task.ToToken()!);

        Assert.Equal("t1", task.Id);
        Assert.Equal(["t2", "t3"], task.FurtherIds);
        Assert.Equal("t1", result.TaskId);
        Assert.Equal(["t2", "t3"], result.FurtherTaskIds);
        Assert.Equal(["/1.png", "/2.png"], result.Images.Select(image => image.Url!.AbsolutePath));
        Assert.Equal("t1", resumed.Id);
        Assert.Equal(["t2", "t3"], resumed.FurtherIds);
        Assert.Equal(["t2", "t3"], (await bench.WaitAsync(resumed)).FurtherTaskIds);
    }

    [Fact]
    public async Task ReadAsync_SeveralTasksInAnAnswerThatBreaksOff_KeepsTheIdsOfAll()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(ChunkedBody.Of(new IOException("reset"), """{"output":[{"taskId":"t1"},{"taskId":"t2"},{"taskId":"t3-not-compl"""u8.ToArray()));

        ImageTask task = await bench.SubmitAsync();

        Assert.Equal("t1", task.Id);
        Assert.Equal(["t2"], task.FurtherIds);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task ReadAsync_PictureUnderAnotherType_IsToldByItsBytes(string? type)
    {
        foreach (byte[] picture in (byte[][])[Pictures.Png(), Pictures.Jpeg(), Pictures.Gif(3, 2), Pictures.WebpLossy(3, 2)])
        {
            using var bench = new Bench();
            bench.Gateway.Answer(picture, HttpStatusCode.OK, type);

            ImageResult result = await bench.GenerateAsync();

            Assert.Equal(ResponseForm.Image, result.Form);
            Assert.Equal(picture, (await Assert.Single(result.Images).GetBytesAsync(TestContext.Current.CancellationToken)).ToArray());
            Assert.Null(result.Images[0].DeclaredType);
        }
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("IMAGE/WEBP")]
    public async Task ReadAsync_JsonUnderAPicturesType_IsToldByItsBytes(string type)
    {
        foreach (string before in (string[])["", " \r\n\t", "\uFEFF"])
        {
            using var bench = Bench.Answering($$"""{{before}}{"output":[{"url":"{{Url}}"}]}""", type: type);
            Assert.Equal(new Uri(Url), Assert.Single((await bench.GenerateAsync()).Images).Url);
        }

        using var failing = Bench.Answering("""{"error":{"message":"m","code":"moderation_blocked"}}""", type: type);
        await failing.FailAsync<ModerationException>();
    }

    [Fact]
    public async Task ReadAsync_PictureThatBreaksOff_IsAConnectionFailure()
    {
        using var bench = new Bench();
        var content = ChunkedBody.Of(new IOException("reset"), Pictures.Png());
        content.Headers.ContentType = new("image/png");
        bench.Gateway.Answer(content);

        Assert.Equal(BillingClass.OutcomeUnknown, (await bench.FailAsync<ConnectionFailedException>()).Billing);
    }

    [Fact]
    public async Task ReadAsync_HugeTaskId_IsShownInPartOnly()
    {
        using var bench = Bench.WithTask(taskId: new string('t', 1_000_000));

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();

        Assert.True(exception.Message.Length < 1500, $"{exception.Message.Length}");
    }

    [Fact]
    public async Task ReadAsync_HugeMalformedBody_IsShownInPartOnly()
    {
        string base64 = new('A', 4_000_001);
        using var bench = Answering($"[{{\"bytesBase64\":\"{base64}\"}}]");

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();

        Assert.True(exception.Excerpt.Length <= 301, $"{exception.Excerpt.Length}");
        Assert.True(exception.Message.Length < 1500, $"{exception.Message.Length}");
        Assert.True(exception.ToString().Length < 8000, $"{exception.ToString().Length}");
    }

    [Fact]
    public async Task ReadAsync_DeeplyNestedBody_IsMalformed()
    {
        using var bench = Bench.Answering(new string('[', 100_000));

        await bench.FailAsync<MalformedResponseException>();
    }

    [Fact]
    public async Task ReadAsync_TypeOtherThanJson_IsReadAllTheSame()
    {
        using var bench = Bench.Answering($$"""{"output":["{{Url}}"]}""", type: "text/plain; charset=utf-8");

        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Fact]
    public async Task ReadAsync_RandomJsonOfTheKnownMembers_EndsInAResultOrATypedFailure()
    {
        var random = new Random(20260301);
        for (int round = 0; round < 3000; round++)
        {
            using var bench = Bench.Answering(new JsonObject { ["output"] = RandomJson(random, 4), ["usage"] = RandomJson(random, 2), ["error"] = round % 4 == 0 ? RandomJson(random, 2) : null }.ToJsonString());

            Exception? failure = await Record.ExceptionAsync(() => bench.Client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken));

            Assert.True(failure is null or AIHubMixException, $"{failure}");
        }
    }

    private static Bench Answering(string output) => Bench.Answering($$"""{"output":{{output}}}""");

    private static JsonNode? RandomJson(Random random, int depth)
    {
        string[] names = ["b64_json", "urls", "url", "bytesBase64", "mimeType", "taskId", "message", "code", "input_tokens", "input_tokens_details"];
        switch (random.Next(depth > 0 ? 9 : 6))
        {
            case 0: return null;
            case 1: return random.Next(-5, 5);
            case 2: return random.Next(2) == 0;
            case 3: return Url;
            case 4: return Png;
            case 5: return random.Next(2) == 0 ? "" : "odd text";
            case 6: return new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomJson(random, depth - 1))]);
            default:
                var json = new JsonObject();
                for (int count = random.Next(4); count > 0; count--)
                {
                    json[names[random.Next(names.Length)]] = RandomJson(random, depth - 1);
                }

                return json;
        }
    }

    [Theory]
    [InlineData("""{"urls":["https://example.com/deer.png"]}""", 1)]
    [InlineData("""{"urls":["https://example.com/deer.png"],"b64_json":null}""", 1)]
    [InlineData("""{"b64_json":[{"bytesBase64":"iVBORw0KGgo="}]}""", 1)]
    [InlineData("""{"b64_json":["iVBORw0KGgo="],"urls":null}""", 1)]
    [InlineData("""{"b64_json":[]}""", 0)]
    public async Task ReadAsync_ObjectFormWithOneList_ReadsThePictures(string output, int pictures)
    {
        using var bench = Bench.Answering($$"""{"output":{{output}}}""");
        ImageResult result = await bench.GenerateAsync();
        Assert.Equal(pictures, result.Images.Count);
        Assert.Equal(0, result.EmptyCount);
    }

    [Fact]
    public async Task ReadAsync_BodyWithAByteOrderMark_IsRead()
    {
        using var bench = new Bench();
        bench.Gateway.Answer([0xEF, 0xBB, 0xBF, .. """{"output":["https://example.com/deer.png"]}"""u8], HttpStatusCode.OK, "application/json");
        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Fact]
    public async Task ReadAsync_PictureBodyWithoutBytes_IsMalformed()
    {
        using var bench = new Bench();
        bench.Gateway.Answer([], HttpStatusCode.OK, "image/png");
        await bench.FailAsync<MalformedResponseException>();
    }

    [Theory]
    [InlineData("""{"output":["\ud83e"]}""")]
    [InlineData("""{"output":[{"taskId":"\ud83e"}]}""")]
    [InlineData("""{"output":[],"\ud83e":1}""")]
    [InlineData("""{"error":{"message":"cut \ud83e"}}""")]
    public async Task ReadAsync_TextThatIsNoUnicode_GivesAResultOrATypedException(string body)
    {
        using var bench = Bench.Answering(body);
        Exception? failure = await Record.ExceptionAsync(() => bench.SubmitAsync());
        Assert.True(failure is null or AIHubMixException, $"{failure}");
    }

    [Fact]
    public async Task ReadAsync_EntryThatCannotBeRead_CostsNoOther()
    {
        using var bench = Bench.Answering("""{"output":[{"bytesBase64":"damaged!"},{"bytesBase64":"iVBORw0KGgo="},{"url":"\ud83e"}]}""");
        ImageResult result = await bench.GenerateAsync();
        Assert.Single(result.Images);
        Assert.Equal(2, result.EmptyCount);
    }

    [Fact]
    public async Task ReadAsync_EmptyOutputBesideAnError_IsTheError()
    {
        using var bench = Bench.Answering("""{"output":[],"error":{"message":"moderated","code":"moderation_blocked"}}""");
        await bench.FailAsync<ModerationException>();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("FAIL")]
    public async Task ReadAsync_WordThatIsBase64ByChance_IsNoPicture(string word)
    {
        using var bench = Bench.Answering($$"""{"output":[{"url":"{{word}}"}]}""");
        await bench.FailAsync<MalformedResponseException>();
    }

    [Theory]
    [InlineData("""[{"bytesBase64":"","b64_json":"iVBORw0KGgo="}]""")]
    [InlineData("""[{"output":"x"},{"b64_json":[{"bytesBase64":"iVBORw0KGgo="}]}]""")]
    public async Task ReadAsync_OddEntries_ReadsThePictureAmongThem(string output)
    {
        using var bench = Bench.Answering($$"""{"output":{{output}}}""");
        Assert.Single((await bench.GenerateAsync()).Images);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/../b?c")]
    [InlineData("a\\b")]
    [InlineData("https://evil.example.com/")]
    [InlineData("//evil.example.com")]
    [InlineData("a\r\nb")]
    [InlineData(" ")]
    public async Task ReadAsync_TaskIdThatWouldLeadElsewhere_IsRefused(string id)
    {
        using var bench = Bench.WithTask(taskId: id);
        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();
        Assert.Contains(id, exception.Message, StringComparison.Ordinal);
        Assert.Single(bench.Gateway.Requests);
    }
}
