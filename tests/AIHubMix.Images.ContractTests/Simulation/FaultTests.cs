using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.ContractTests.Faults;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class FaultTests : IDisposable
{
    private const string Inline = "google/imagen-3.0-generate-002";
    private const string ByUrl = "ideogram/V3";
    private const string ByTask = "bfl/flux-kontext-pro";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly HttpClient _http;
    private int _connections;

    public FaultTests() => _http = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            Interlocked.Increment(ref _connections);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Pass_NoFault_RelaysRequestAndAnswerAsTheyAre()
    {
        await using FaultBench bench = await FaultBench.StartAsync();

        using HttpResponseMessage response = await SubmitAsync(bench, Inline);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(bench.Simulator.Ledger.Entries.Single().RequestId, response.Headers.GetValues("x-aihubmix-request-id").Single());
        Exchange request = Assert.Single(bench.Timeline.Exchanges);
        Assert.Equal((GatewayOperation.Submit, 1, "POST", $"/v1/models/{Inline}/predictions"), (request.Operation, request.Number, request.Method, request.Target));
        Assert.Equal(("Bearer …", "application/json; charset=utf-8"), (request.Headers["Authorization"], request.Headers["content-type"]));
        Assert.Equal("""{"input":{"prompt":"A deer"}}""", TextOf(request));
        Assert.Null(request.Fault);
    }

    [Fact]
    public async Task Pass_AnswerWithUrl_LeadsTheDownloadHereToo()
    {
        await using FaultBench bench = await FaultBench.StartAsync();

        using HttpResponseMessage response = await SubmitAsync(bench, ByUrl);
        var url = new Uri((string)(await JsonOf(response))["output"]!["urls"]![0]!);
        byte[] picture = await _http.GetByteArrayAsync(url, Cancel);

        Assert.Equal(bench.Root.Authority, url.Authority);
        Assert.Equal(await _http.GetByteArrayAsync(new Uri(bench.Simulator.Endpoint, url.AbsolutePath), Cancel), picture);
        Assert.Equal([GatewayOperation.Submit, GatewayOperation.Download, GatewayOperation.Download], bench.Timeline.Exchanges.Select(request => request.Operation));
    }

    [Fact]
    public async Task Pass_TaskUntilItIsReady_CountsThePolls()
    {
        await using FaultBench bench = await FaultBench.StartAsync();

        string id = await SubmitTaskAsync(bench);
        JsonNode task = await PollAsync(bench, id);
        task = await PollAsync(bench, id);
        task = await PollAsync(bench, id);

        Assert.StartsWith(bench.Root.AbsoluteUri, (string)task["result"]!["sample"]!, StringComparison.Ordinal);
        Assert.Equal(["Pending", "Pending", "Ready"], bench.Timeline.Of(GatewayOperation.Poll).Select(request => request.TaskStatus));
    }

    [Fact]
    public async Task Pass_RequestsOneAfterAnother_GoOverOneConnection()
    {
        await using FaultBench bench = await FaultBench.StartAsync(FaultBench.InTurn(GatewayOperation.Submit, null, Fault.Status(429), Fault.HtmlPage, Fault.GiganticBody(100_000)));

        for (int count = 0; count < 5; count++)
        {
            (await SubmitAsync(bench, ByUrl)).Dispose();
        }

        Assert.Equal(5, bench.Timeline.Exchanges.Count);
        Assert.Equal(1, _connections);
    }

    [Fact]
    public async Task Pass_RequestInChunks_IsReadWhole()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, bench.Simulator.Endpoint.Port, Cancel);
        NetworkStream stream = client.GetStream();
        byte[] request = Encoding.ASCII.GetBytes(
            $"POST /v1/models/{ByUrl}/predictions HTTP/1.1\r\nHost: front\r\nAuthorization: Bearer sk-test\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "e;note=1\r\n{\"input\":{\"pro\r\n11\r\nmpt\":\"A deer\"}}  \r\n0\r\nTrailer: none\r\n\r\nGET /elsewhere HTTP/1.1\r\nHost: front\r\nAuthorization: Bearer sk-test\r\n\r\n");

        foreach (byte[] part in request.Chunk(7))
        {
            await stream.WriteAsync(part, Cancel);
        }

        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal("HTTP/1.1 200 ", await reader.ReadLineAsync(Cancel));
        while (await reader.ReadLineAsync(Cancel) is { } line && !line.EndsWith("HTTP/1.1 404 ", StringComparison.Ordinal))
        {
            // The first answer.
        }

        Assert.Equal("""{"input":{"prompt":"A deer"}}  """, TextOf(bench.Timeline.Exchanges[0]));
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task Pass_ManyAtOnce_AreAllAnswered()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.ConnectionReset).Always().When(request => request.Number % 3 == 1));

        Task<bool>[] calls = [.. Enumerable.Range(0, 60).Select(async _ =>
        {
            try
            {
                using HttpResponseMessage response = await SubmitAsync(bench, ByUrl);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        })];

        Assert.Equal(40, (await Task.WhenAll(calls)).Count(succeeded => succeeded));
        Assert.Equal(60, bench.Simulator.Ledger.Count);
        Assert.Equal(Enumerable.Range(1, 60), bench.Timeline.Exchanges.Select(request => request.Number));
    }

    [Theory]
    [InlineData("connection reset (BeforeRequestRead)", 0, SocketError.ConnectionReset)]
    [InlineData("connection reset", 1, SocketError.ConnectionReset)]
    [InlineData("connection closed", 1, null)]
    public async Task Fault_OfTheConnection_GivesNoAnswer(string name, int billed, SocketError? error)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(name)));

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(bench, ByUrl));

        Assert.Equal(error, ((exception.InnerException as IOException)?.InnerException as SocketException)?.SocketErrorCode);
        Assert.Equal(error is null ? HttpRequestError.ResponseEnded : HttpRequestError.Unknown, exception.HttpRequestError);
        Assert.Equal(billed, bench.Simulator.Ledger.Count);
        Assert.Equal(name, Assert.Single(bench.Timeline.Exchanges).Fault?.Name);
        Assert.Equal(HttpStatusCode.OK, (await SubmitAsync(bench, ByUrl)).StatusCode);
    }

    [Theory]
    [InlineData("connection reset (BeforeRequestRead)", 1)]
    [InlineData("connection reset", 2)]
    [InlineData("connection closed", 2)]
    public async Task Fault_OfAConnectionThatHasServedBefore_IsNotHealedByTheHandlerForPosts(string name, int billed)
    {
        await using FaultBench bench = await FaultBench.StartAsync(FaultBench.InTurn(GatewayOperation.Submit, null, FaultCatalog.FaultOf(name)));
        (await SubmitAsync(bench, ByUrl)).Dispose();

        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(bench, ByUrl));

        Assert.Equal(1, _connections);
        Assert.Equal(2, bench.Timeline.Exchanges.Count);
        Assert.Equal(billed, bench.Simulator.Ledger.Count);
    }

    [Theory]
    [InlineData("connection reset", 1)]
    [InlineData("connection closed", 4)]
    public async Task Fault_OfTheConnectionForAGet_IsTriedAgainByTheHandlerWhenItWasClosed(string name, int requests)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(name)).On(GatewayOperation.Download).Always());

        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync(new Uri(bench.Root, "/results/none"), Cancel));

        Assert.Equal(requests, bench.Timeline.Exchanges.Count);
    }

    [Fact]
    public async Task ResetBeforeRead_WhileALargeBodyIsBeingSent_BreaksTheSending()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.ConnectionReset).At(FaultPoint.BeforeRequestRead).Always());

        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(bench, ByUrl, new string('a', 32 * 1024 * 1024)));

        Assert.True(Assert.Single(bench.Timeline.Exchanges).Body.IsEmpty);
        Assert.Equal(0, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task Truncated_Answer_EndsInTheMiddle()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.TruncatedBody).Always());

        using HttpResponseMessage response = await SubmitAsync(bench, Inline, completion: HttpCompletionOption.ResponseHeadersRead);
        (long read, IOException exception) = await ReadUntilItFailsAsync(response);

        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(exception).HttpRequestError);
        Assert.Equal(response.Content.Headers.ContentLength / 2, read);
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task TruncatedByReset_Answer_IsBrokenOffInTheMiddle()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.TruncatedByReset).Always());
        using var http = new HttpClient(bench.Clock.CreateHandler());

        using HttpResponseMessage response = await SubmitAsync(bench, Inline, completion: HttpCompletionOption.ResponseHeadersRead, http: http);
        (long read, IOException exception) = await ReadUntilItFailsAsync(response);

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
        Assert.Equal(response.Content.Headers.ContentLength / 2, read);
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task TruncatedChunked_Answer_HasAllButItsEnd()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.TruncatedChunks).Always());

        using HttpResponseMessage response = await SubmitAsync(bench, ByUrl, completion: HttpCompletionOption.ResponseHeadersRead);
        (long read, IOException exception) = await ReadUntilItFailsAsync(response);

        Assert.Equal(HttpRequestError.ResponseEnded, Assert.IsType<HttpIOException>(exception).HttpRequestError);
        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.InRange(read, 50, 500);
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Status_Canned_ComesAsItIs(bool forwarded, int billed)
    {
        Fault fault = Fault.Status(418, "short and stout", "text/plain", ("X-Pot", "tea"), ("X-Pot", "pot"));
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(fault).At(forwarded ? FaultPoint.AfterGeneration : FaultPoint.AfterRequestRead));

        using HttpResponseMessage response = await SubmitAsync(bench, ByUrl);

        Assert.Equal("418", fault.Name);
        Assert.Equal((418, "text/plain"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("short and stout", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(["tea", "pot"], response.Headers.GetValues("X-Pot"));
        Assert.Equal(billed, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task RetryAfter_SecondsOrDate_StandInTheHeader()
    {
        await using FaultBench bench = await FaultBench.StartAsync(FaultBench.InTurn(
            GatewayOperation.Submit, Fault.RateLimited(TimeSpan.FromSeconds(7)), Fault.Unavailable(TimeSpan.FromSeconds(7.5), asDate: true), Fault.Status(429)));

        using HttpResponseMessage seconds = await SubmitAsync(bench, ByUrl);
        using HttpResponseMessage date = await SubmitAsync(bench, ByUrl);
        using HttpResponseMessage bare = await SubmitAsync(bench, ByUrl);

        Assert.Equal((429, TimeSpan.FromSeconds(7)), ((int)seconds.StatusCode, seconds.Headers.RetryAfter?.Delta));
        Assert.Equal((503, SimulatorClock.Start.AddSeconds(7)), ((int)date.StatusCode, date.Headers.RetryAfter?.Date));
        Assert.Equal((429, null, 0), ((int)bare.StatusCode, bare.Content.Headers.ContentType, bare.Content.Headers.ContentLength));
        Assert.Equal(0, bench.Simulator.Ledger.Count);
    }

    [Theory]
    [InlineData("200 html", "text/html")]
    [InlineData("200 empty", "application/json")]
    [InlineData("as text/plain", "text/plain")]
    public async Task Fault_OfTheBody_ComesWith200AfterTheWorkWasDone(string name, string type)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(name)));

        using HttpResponseMessage response = await SubmitAsync(bench, ByUrl);
        string body = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal((name == "200 html", name == "200 empty", name == "as text/plain"), (body.StartsWith('<'), body.Length == 0, body.StartsWith('{')));
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task Gigantic_ReadToTheEnd_IsNoCompleteJson()
    {
        const int Size = 96 * 1024 * 1024;
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.GiganticBody(Size)));

        using HttpResponseMessage response = await SubmitAsync(bench, ByUrl, completion: HttpCompletionOption.ResponseHeadersRead);
        Stream stream = await response.Content.ReadAsStreamAsync(Cancel);
        byte[] start = new byte[27];
        await stream.ReadExactlyAsync(start, Cancel);
        long rest = 0;
        byte[] buffer = new byte[1024 * 1024];
        while (await stream.ReadAsync(buffer, Cancel) is > 0 and var read)
        {
            rest += read;
        }

        Assert.Equal("{\"output\":[{\"bytesBase64\":\"", Encoding.ASCII.GetString(start));
        Assert.Equal(Size, rest);
        Assert.Equal((byte)'A', buffer[0]);
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task Gigantic_ClientThatHasHadEnough_EndsIt()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.GiganticBody(long.MaxValue)));

        using (HttpResponseMessage response = await SubmitAsync(bench, ByUrl, completion: HttpCompletionOption.ResponseHeadersRead))
        {
            await (await response.Content.ReadAsStreamAsync(Cancel)).ReadExactlyAsync(new byte[1024], Cancel);
        }

        Assert.Equal(HttpStatusCode.OK, (await SubmitAsync(bench, ByUrl)).StatusCode);
    }

    [Theory]
    [InlineData(Inline, true)]
    [InlineData("opanai/gpt-image-1", true)]
    [InlineData(ByUrl, false)]
    [InlineData(ByTask, false)]
    public async Task MalformedBase64_AnyForm_DamagesPicturesAlone(string model, bool isDamaged)
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.MalformedBase64));

        using HttpResponseMessage response = await SubmitAsync(bench, model);
        string body = (await JsonOf(response)).ToJsonString();

        Assert.Equal(isDamaged, body.Contains("*!", StringComparison.Ordinal));
        Assert.Equal(1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task TaskState_AnyWord_TakesThePlaceOfTheRealOne()
    {
        await using FaultBench bench = await FaultBench.StartAsync(FaultBench.InTurn(
            GatewayOperation.Poll, Fault.TaskStatus("Dreaming"), Fault.TaskStatus("Ready", new JsonObject { ["seed"] = 1 }), Fault.TaskWithoutStatus, Fault.TaskStatus(null)));
        string id = await SubmitTaskAsync(bench);

        JsonNode[] tasks = [await PollAsync(bench, id), await PollAsync(bench, id), await PollAsync(bench, id), await PollAsync(bench, id), await PollAsync(bench, id)];

        Assert.All(tasks, task => Assert.Equal(id, (string?)task["id"]));
        Assert.Equal(["Dreaming", "Ready", null, null, "Ready"], tasks.Select(task => (string?)task["status"]));
        Assert.Equal([null, """{"seed":1}""", null, null], tasks[..4].Select(task => task["result"]?.ToJsonString()));
        Assert.Equal([true, true, false, true, true], tasks.Select(task => task.AsObject().ContainsKey("status")));
    }

    [Fact]
    public async Task Download_WithAFault_MeetsIt()
    {
        await using FaultBench bench = await FaultBench.StartAsync(FaultBench.InTurn(GatewayOperation.Download, Fault.Status(403), Fault.TruncatedBody));
        using HttpResponseMessage answer = await SubmitAsync(bench, ByUrl);
        string url = (string)(await JsonOf(answer))["output"]!["urls"]![0]!;

        using HttpResponseMessage expired = await _http.GetAsync(url, Cancel);
        HttpRequestException truncated = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetByteArrayAsync(url, Cancel));
        using HttpResponseMessage whole = await _http.GetAsync(url, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
        Assert.IsType<HttpIOException>(truncated.InnerException);
        Assert.Equal("image/png", whole.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefuseConnections_UntilDisposed_ListensAgainThen(bool isOver)
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        (await SubmitAsync(bench, ByUrl)).Dispose();
        IDisposable first = bench.Simulator.Faults.RefuseConnections();
        IDisposable second = bench.Simulator.Faults.RefuseConnections();

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => PatientlyAsync(bench));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
        first.Dispose();
        first.Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(bench, ByUrl));
        if (isOver)
        {
            second.Dispose();
            Assert.Equal(HttpStatusCode.OK, (await SubmitAsync(bench, ByUrl)).StatusCode);
        }

        Assert.Equal(isOver ? 2 : 1, bench.Simulator.Ledger.Count);
    }

    [Fact]
    public async Task GoesDown_ForATime_AnswersFirstAndListensAgainAfterIt()
    {
        await using FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.GoesDown(TimeSpan.FromSeconds(5))));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), bench.Clock);

        Assert.Equal(HttpStatusCode.OK, (await SubmitAsync(bench, ByUrl)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(bench, ByUrl));
        await bench.RunAsync(Task.Delay(TimeSpan.FromSeconds(5), bench.Clock, limit.Token));

        Assert.Equal(HttpStatusCode.OK, (await SubmitAsync(bench, ByUrl)).StatusCode);
    }

    [Theory]
    [InlineData("no answer")]
    [InlineData("stalled body")]
    [InlineData("slow body")]
    public async Task Dispose_WhileAnswersAreHeld_EndsThem(string name)
    {
        FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(FaultCatalog.FaultOf(name)).Always());
        Task<HttpResponseMessage>[] calls = [.. Enumerable.Range(0, 3).Select(_ => SubmitAsync(bench, ByUrl))];
        while (bench.Simulator.Ledger.Count < calls.Length)
        {
            await Task.Yield();
        }

        await bench.DisposeAsync();

        foreach (Task<HttpResponseMessage> call in calls)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => call);
        }
    }

    [Fact]
    public async Task Dispose_AfterTheScriptHasFailed_TellsOfIt()
    {
        FaultBench bench = await FaultBench.StartAsync(faults => faults.Next(Fault.EmptyBody).When(_ => throw new NotSupportedException("No idea.")));
        await Assert.ThrowsAsync<HttpRequestException>(() => SubmitAsync(bench, ByUrl));

        AggregateException exception = await Assert.ThrowsAsync<AggregateException>(async () => await bench.DisposeAsync());

        Assert.IsType<NotSupportedException>(Assert.Single(exception.InnerExceptions));
    }

    // A connection that has served before is found closed a moment later only.
    private async Task PatientlyAsync(FaultBench bench)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                (await SubmitAsync(bench, ByUrl)).Dispose();
            }
            catch (HttpRequestException exception) when (exception.InnerException is not SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                // Not yet.
            }
        }
    }

    private static string TextOf(Exchange request) => Encoding.UTF8.GetString(request.Body.Span);

    private static async Task<JsonNode> JsonOf(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;

    private static async Task<(long Read, IOException Exception)> ReadUntilItFailsAsync(HttpResponseMessage response)
    {
        Stream stream = await response.Content.ReadAsStreamAsync(Cancel);
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        while (true)
        {
            try
            {
                int read = await stream.ReadAsync(buffer, Cancel);
                Assert.NotEqual(0, read);
                total += read;
            }
            catch (IOException exception)
            {
                return (total, exception);
            }
        }
    }

    private async Task<HttpResponseMessage> SubmitAsync(
        FaultBench bench, string model, string prompt = "A deer", HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{bench.Simulator.Endpoint}/models/{model}/predictions"))
        {
            Content = new StringContent($$$"""{"input":{"prompt":"{{{prompt}}}"}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test");
        return await (http ?? _http).SendAsync(request, completion, Cancel);
    }

    private async Task<string> SubmitTaskAsync(FaultBench bench)
    {
        using HttpResponseMessage response = await SubmitAsync(bench, ByTask);
        return (string)(await JsonOf(response))["output"]![0]!["taskId"]!;
    }

    private async Task<JsonNode> PollAsync(FaultBench bench, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{bench.Simulator.Endpoint}/tasks/{id}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test");
        using HttpResponseMessage response = await _http.SendAsync(request, Cancel);
        return await JsonOf(response);
    }
}
