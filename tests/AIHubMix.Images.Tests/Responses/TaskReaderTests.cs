using System.Net;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Responses;

/// <summary>The reader as a waiting task uses it.</summary>
public sealed class TaskReaderTests
{
    [Theory]
    [InlineData("""{"status":"Ready","result":{"sample":"https://example.com/1.png"}}""", 1)]
    [InlineData("""{"status":"READY","result":{"sample":"https://example.com/1.png"}}""", 1)]
    [InlineData("""{"status":"succeeded","result":{"sample":"https://example.com/1.png"}}""", 1)]
    [InlineData("""{"status":"completed","result":{"samples":["https://example.com/1.png","https://example.com/2.png"]}}""", 2)]
    [InlineData("""{"status":"Ready","result":{"samples":["https://example.com/1.png","https://example.com/2.png"]}}""", 2)]
    [InlineData("""{"status":"Ready","result":{"sample":"","samples":["https://example.com/1.png"]}}""", 1)]
    [InlineData("""{"status":"Ready","result":{"sample":null,"samples":["https://example.com/1.png",""]}}""", 1)]
    [InlineData("""{"status":"Ready","result":{"sample":"http://127.0.0.1:80/1.png"}}""", 1)]
    public async Task ReadAsync_TaskWithAPicture_IsOver(string body, int pictures)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body);

        ImageResult result = await bench.GenerateAsync();

        Assert.Equal(pictures, result.Images.Count);
        Assert.All(result.Images, image => Assert.NotNull(image.Url));
        Assert.Equal(2, bench.Gateway.Requests.Count);
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Reasoning")]
    [InlineData("Generating")]
    [InlineData("Queued in another galaxy")]
    [InlineData("succeeded")]
    [InlineData("")]
    public async Task ReadAsync_StatusThatIsNotFinal_GoesOn(string status)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer($$"""{"status":"{{status}}","result":null}""").Answer($$"""{"status":"{{status}}","result":{} }""").Answer("""{"status":"Ready","result":{"sample":"https://example.com/1.png"}}""");

        Assert.Single((await bench.GenerateAsync()).Images);
        Assert.Equal(4, bench.Gateway.Requests.Count);
    }

    [Theory]
    [InlineData("{}", "has no status")]
    [InlineData("""{"status":null}""", "has no status")]
    [InlineData("""{"status":7,"result":{"sample":"https://example.com/1.png"}}""", "has no status")]
    [InlineData("""[{"status":"Ready"}]""", "has no status")]
    [InlineData("null", "has no status")]
    [InlineData("", "is not JSON")]
    [InlineData("<html></html>", "is not JSON")]
    [InlineData("{\"status\":\"Rea", "is not JSON")]
    public async Task ReadAsync_NoTask_IsMalformedAndNamesTheTask(string body, string what)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body, headers: ("x-aihubmix-request-id", "rid-poll"));

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();

        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.Contains("The task is paid for", exception.Message, StringComparison.Ordinal);
        Assert.Equal(("t1", "bfl/flux-kontext-max", "rid-poll", body), (exception.TaskId, exception.Model, exception.RequestId, exception.Excerpt));
        Assert.Equal((BillingClass.Billed, 4), (exception.Billing, exception.Attempts));
        Assert.Equal(1 + 4, bench.Gateway.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_HugeMalformedBody_IsShownInPartOnly()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(new string('x', 1_000_000));

        MalformedResponseException exception = await bench.FailAsync<MalformedResponseException>();

        Assert.Equal(301, exception.Excerpt.Length);
        Assert.True(exception.Message.Length < 1000);
    }

    [Fact]
    public async Task ReadAsync_ErrorInASuccessfulAnswer_IsAnApiExceptionThatNamesTheTask()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"error":{"message":"upstream is down (tid: 77)","code":500}}""");

        AIHubMixApiException exception = await bench.FailAsync<AIHubMixApiException>();

        Assert.Equal((HttpStatusCode.OK, "500", "77", "t1"), (exception.StatusCode, exception.Error.Code, exception.Error.TraceId, exception.TaskId));
        Assert.Contains("reading it costs nothing", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Request Moderated")]
    [InlineData("Content Moderated")]
    [InlineData("content moderated")]
    public async Task ThrowIfFailed_Moderated_TellsTheReasons(string status)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer($$"""{"id":"v1","status":"{{status}}","result":null,"details":{"Moderation Reasons":["Derivative Works Filter","Faces"],"more":["Blood"],"score":1} }""", headers: ("x-aihubmix-request-id", "rid-poll"));

        TaskModeratedException exception = await bench.FailAsync<TaskModeratedException>();

        Assert.Equal(["Derivative Works Filter", "Faces", "Blood"], exception.Reasons);
        Assert.Contains($"\"{status}\": Derivative Works Filter, Faces, Blood.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("may bill", exception.Message, StringComparison.Ordinal);
        Assert.Equal("v1", exception.Task.Id);
        Assert.Equal(("t1", "bfl/flux-kontext-max", "rid-poll"), (exception.TaskId, exception.Model, exception.RequestId));
    }

    [Fact]
    public async Task ThrowIfFailed_ModeratedWithoutReasons_SaysSo()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Content Moderated"}""");

        TaskModeratedException exception = await bench.FailAsync<TaskModeratedException>();

        Assert.Empty(exception.Reasons);
        Assert.Contains("no reason given", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":"Error","details":{}}""", "{}")]
    [InlineData("""{"status":"error","detail":"out of memory"}""", "out of memory")]
    [InlineData("""{"status":"Error","details":{"why":["a","b"]},"detail":"other"}""", "a, b")]
    [InlineData("""{"status":"Error","details":{"why":7}}""", """{"why":7}""")]
    [InlineData("""{"status":"Error","details":"text"}""", "\"text\"")]
    [InlineData("""{"status":"Error"}""", "no reason given")]
    public async Task ThrowIfFailed_Error_TellsWhatIsKnown(string body, string reason)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body);

        TaskFailedException exception = await bench.FailAsync<TaskFailedException>();

        Assert.Contains($": {reason}. Look at the account's usage", exception.Message, StringComparison.Ordinal);
        Assert.Equal("t1", exception.TaskId);
    }

    [Fact]
    public async Task ThrowIfFailed_TaskNotFound_HasItsOwnType()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"id":"v1","status":"Task not found","result":null}""");

        TaskNotFoundException exception = await bench.FailAsync<TaskNotFoundException>();

        Assert.Equal("t1", exception.TaskId);
        Assert.Equal(PredictionStatus.TaskNotFound, exception.Task.Status);
    }

    [Theory]
    [InlineData("""{"status":"Ready"}""")]
    [InlineData("""{"status":"Ready","result":null}""")]
    [InlineData("""{"status":"Ready","result":{}}""")]
    [InlineData("""{"status":"ready","result":{"sample":""}}""")]
    [InlineData("""{"status":"Ready","result":{"sample":7}}""")]
    [InlineData("""{"status":"Ready","result":{"samples":[]}}""")]
    [InlineData("""{"status":"Ready","result":{"samples":["",null]}}""")]
    [InlineData("""{"status":"Ready","result":{"sample":"file:///etc/passwd"}}""")]
    public async Task ThrowIfFailed_ReadyWithoutAPicture_KeepsTheTask(string body)
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer(body);

        TaskFailedException exception = await bench.FailAsync<TaskFailedException>();

        Assert.Contains("is ready but names no picture", exception.Message, StringComparison.Ordinal);
        Assert.Contains("It is paid for", exception.Message, StringComparison.Ordinal);
        Assert.Equal("t1", exception.TaskId);
        Assert.NotNull(exception.Task.Status);
    }
}
