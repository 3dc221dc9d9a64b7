using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Tasks;

public sealed class TaskTokenTests
{
    private const string Ready = """{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""";

    private static readonly DateTimeOffset Accepted = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> ForgedIds =>
    [
        ".", "..", "/", "\\", "a/b", "../../v2/keys", "a\\b", "//evil.example.com", "https://evil.example.com/x", "\u0000", "a\nb", "a\r\nHost: evil.example.com", "a\tb", "\u001f", " ",
        new string('a', 1025),
    ];

    public static TheoryData<string> ForgedModels =>
    [
        "flux", "a/b/c", "../x", "x/..", "./x", "/x", "x/", "a\\b", "a/b?c", "a/b#c", "a/b%2f", "https://evil.example.com/x", "a/b\r\n", " a/b", "é/b", new string('a', 100_000),
    ];

    public static TheoryData<string> Damaged => [.. DamagedTokens()];

    [Fact]
    public void Read_Written_HasEveryMember()
    {
        var token = new TaskToken("api.us1.bfl.abc-1", "bfl/flux-kontext-max", "rid", 3, Accepted.AddMilliseconds(123), ["t2", "t3"]);

        TaskToken read = TaskToken.Read(token.Write());

        Assert.Equal(token with { FurtherIds = read.FurtherIds }, read);
        Assert.Equal(["t2", "t3"], read.FurtherIds);
    }

    [Theory]
    [InlineData("id with spaces, \"quotes\" and é")]
    [InlineData("a?b#c%2Fd&e=f:g@h")]
    [InlineData("😀")]
    [InlineData("...")]
    public void Read_OddIds_AreKept(string id) => Assert.Equal(id, TaskToken.Read(new TaskToken(id, "a/b", null, null, null, []).Write()).Id);

    [Fact]
    public void Read_LeastMembers_LeavesTheOthersOpen()
    {
        TaskToken read = TaskToken.Read(new TaskToken("t1", "a/b", null, null, null, []).Write());

        Assert.Equal(("t1", "a/b", null, null, null), (read.Id, read.Model, read.RequestId, read.RequestedCount, read.Accepted));
        Assert.Empty(read.FurtherIds);
    }

    [Fact]
    public void Write_LongestTime_FitsIntoAUrlAndIsShort()
    {
        string token = new TaskToken("9e7c1c0a-5f0e-4d9e-8a53-0b5c2f6f1a11", "bfl/flux-kontext-max", "2026030112000012345678901234567890", 1, Accepted, []).Write();

        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        Assert.InRange(token.Length, 100, 256);
    }

    [Fact]
    public async Task ToToken_Task_HasNeitherHostNorKeyNorPromptNorHeaders()
    {
        using var bench = Bench.WithTask(options => options with
        {
            SubmitEndpoint = new Uri("https://submit.example.com/v1"),
            TasksEndpoint = new Uri("https://tasks.example.com/v1"),
            Headers = new Dictionary<string, string> { ["APP-Code"] = "code" },
        });

        string json = Decode((await bench.SubmitAsync()).ToToken()!);

        Assert.Equal("""{"v":1,"id":"t1","model":"bfl/flux-kontext-max","request":"rid-submit","accepted":"2026-03-01T12:00:00.000Z"}""", json);
    }

    [Fact]
    public void Read_UnknownMembers_ArePassedOver()
    {
        TaskToken read = TaskToken.Read(Encode("""{"v":1,"later":{"a":[1,2]},"id":"t1","model":"a/b","host":"https://evil.example.com","request":"rid"}"""));

        Assert.Equal(("t1", "a/b", "rid"), (read.Id, read.Model, read.RequestId));
    }

    [Fact]
    public void Read_LaterVersionWithTheSameMembers_IsRead() => Assert.Equal("t1", TaskToken.Read(Encode("""{"v":7,"id":"t1","model":"a/b","lease":"x"}""")).Id);

    [Theory]
    [InlineData("""{"v":7,"task":"t1"}""", "7")]
    [InlineData("""{"v":"2026-05","task":"t1"}""", "2026-05")]
    public void Read_LaterVersionWithOtherMembers_SaysSo(string json, string version)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TaskToken.Read(Encode(json)));

        Assert.Contains($"it is of version {version}, which this package is too old for", exception.Message, StringComparison.Ordinal);
        AssertSaysWhatToDo(exception);
    }

    [Theory]
    [InlineData("""{"v":1,"id":"t1","model":"a/b","request":5,"n":"three","accepted":"soon","further":"t2"}""")]
    [InlineData("""{"v":1,"id":"t1","model":"a/b","request":null,"n":1e99,"accepted":12,"further":{"a":"t2"}}""")]
    [InlineData("""{"v":1,"id":"t1","model":"a/b","request":"","n":1.5,"accepted":"2026-99-99T00:00:00Z","further":[1]}""")]
    [InlineData("""{"id":"t1","model":"a/b"}""")]
    public void Read_SecondaryMembersOfOtherKinds_AreLeftOut(string json)
    {
        TaskToken read = TaskToken.Read(Encode(json));

        Assert.Equal(("t1", "a/b", null, null, null), (read.Id, read.Model, read.RequestId, read.RequestedCount, read.Accepted));
        Assert.Empty(read.FurtherIds);
    }

    [Fact]
    public void Read_SpaceAround_IsTrimmed()
    {
        string token = new TaskToken("t1", "a/b", null, null, null, []).Write();

        Assert.Equal("t1", TaskToken.Read($" {token}\r\n").Id);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Read_Damaged_SaysWhatToDo(string token)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TaskToken.Read(token));

        AssertSaysWhatToDo(exception);
    }

    [Fact]
    public void Read_CutAnywhere_SaysWhatToDo()
    {
        string token = new TaskToken("t1", "bfl/flux-kontext-max", "rid", 2, Accepted, ["t2"]).Write();

        for (int length = 1; length < token.Length; length++)
        {
            AssertSaysWhatToDo(Assert.Throws<ArgumentException>(() => TaskToken.Read(token[..length])));
        }
    }

    [Theory]
    [InlineData("t1", "it is cut off or changed")]
    [InlineData("eyJ2IjoxfQ", "it names no task and model")]
    [InlineData("eyJpZCI6Ii4uIiwibW9kZWwiOiJhL2IifQ", "its task or its model is no path")]
    public void Read_NoToken_SaysWhy(string token, string why) => Assert.StartsWith(
        $"'{token}' is no token of a task: {why}. Pass what", Assert.Throws<ArgumentException>(() => TaskToken.Read(token)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, "…")]
    public void Read_LongText_IsShortenedInTheMessage(int length, string end) => Assert.StartsWith(
        $"'{new string('!', 40)}{end}' is no token", Assert.Throws<ArgumentException>(() => TaskToken.Read(new string('!', length))).Message, StringComparison.Ordinal);

    [Fact]
    public void CheckId_Length_IsBounded()
    {
        string longest = new('a', 1024);

        Assert.Equal(longest, TaskToken.CheckId(longest));
        Assert.StartsWith(
            $"'{new string('a', 40)}…' is no task id: it must be one path segment of at most 1024 characters.",
            Assert.Throws<ArgumentException>(() => TaskToken.CheckId(longest + "a")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\r\n")]
    public void Read_Blank_IsRefused(string token) => Assert.Throws<ArgumentException>(nameof(token), () => TaskToken.Read(token));

    [Fact]
    public void Read_Null_IsRefused() => Assert.Throws<ArgumentNullException>("token", () => TaskToken.Read(null!));

    [Fact]
    public void Read_Huge_IsRefusedWithAShortMessage()
    {
        AssertSaysWhatToDo(Assert.Throws<ArgumentException>(() => TaskToken.Read(new string('A', 10_000_000))));
        AssertSaysWhatToDo(Assert.Throws<ArgumentException>(() => TaskToken.Read(Encode($$"""{"v":1,"id":"{{new string('a', 1_000_000)}}","model":"a/b"}"""))));
        AssertSaysWhatToDo(Assert.Throws<ArgumentException>(() => TaskToken.Read(Encode(new string('[', 100_000)))));
    }

    [Theory]
    [MemberData(nameof(ForgedIds))]
    public void Read_IdThatIsNoPathSegment_IsRefused(string id)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TaskToken.Read(Token(id, "a/b")));

        AssertSaysWhatToDo(exception);
    }

    [Theory]
    [MemberData(nameof(ForgedModels))]
    public void Read_ModelThatIsNoPath_IsRefused(string model)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => TaskToken.Read(Token("t1", model)));

        AssertSaysWhatToDo(exception);
    }

    [Fact]
    public void Read_FurtherIdsThatAreNoPathSegments_AreLeftOut() =>
        Assert.Equal(["t2"], TaskToken.Read(Encode("""{"id":"t1","model":"a/b","further":["..","t2","a/b"]}""")).FurtherIds);

    [Theory]
    [MemberData(nameof(ForgedIds))]
    public void ResumeTask_IdThatIsNoPathSegment_IsRefusedWithAShortMessage(string id)
    {
        using var bench = new Bench();

        ArgumentException exception = Assert.Throws<ArgumentException>(() => bench.Client.ResumeTask(ImageModels.FluxKontextMax, id));

        Assert.InRange(exception.Message.Length, 1, 300);
        Assert.Empty(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("..;", "..%3B")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("evil@example.com:443", "evil%40example.com%3A443")]
    [InlineData("\u007f\u0085", "%7F%C2%85")]
    public async Task ResumeTask_ForgedToken_CannotLeadTheKeyElsewhere(string id, string segment)
    {
        using var bench = new Bench(options => options with { TasksEndpoint = new Uri("https://tasks.example.com/v1") });
        bench.Gateway.Answer(Ready);
        string token = Encode($$"""{"v":1,"id":{{JsonValue.Create(id).ToJsonString()}},"model":"a/b","host":"https://evil.example.com","polling_url":"https://evil.example.com","endpoint":"https://evil.example.com"}""");

        await bench.WaitAsync(bench.Client.ResumeTask(token));

        StubRequest request = Assert.Single(bench.Gateway.Requests);
        Assert.Equal($"https://tasks.example.com/v1/tasks/{segment}", request.Uri.AbsoluteUri);
    }

    [Fact]
    public async Task ResumeTask_Token_IsCollectedByAnotherClientWithAllThatIsKnown()
    {
        using var first = Bench.WithTask();
        string token = (await first.SubmitAsync()).ToToken()!;
        using var second = new Bench();
        second.Time.Advance(TimeSpan.FromSeconds(60));
        second.Gateway.Answer("""{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""", headers: ("x-aihubmix-request-id", "rid-poll"));

        ImageTask task = second.Client.ResumeTask(token);
        Assert.Empty(second.Gateway.Requests);
        ImageResult result = await second.WaitAsync(task);

        Assert.Equal(("t1", "bfl/flux-kontext-max", "rid-submit"), (task.Id, task.Model, task.RequestId));
        Assert.Equal(token, task.ToToken());
        Assert.Equal(("bfl/flux-kontext-max", "t1", "rid-submit", ResponseForm.Task), (result.Model, result.TaskId, result.RequestId, result.Form));
        Assert.Equal((TimeSpan.FromSeconds(60), 0, 1, null), (result.Duration, result.Attempts, result.Polls, result.RequestedCount));
        Assert.Equal([60_000], second.Gateway.TimesOf(HttpMethod.Get));
        Assert.Equal("Bearer " + Bench.Key, second.Gateway.Requests[0].Authorization!.ToString());
    }

    [Fact]
    public async Task ResumeTask_TokenWithACount_JudgesWhetherTheResultIsComplete()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Ready);

        ImageResult result = await bench.WaitAsync(bench.Client.ResumeTask(new TaskToken("t1", "a/b", "rid", 3, Accepted, []).Write()));

        Assert.Equal(3, result.RequestedCount);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task ResumeTask_ModelAndId_NeedsNoToken()
    {
        using var bench = new Bench();
        bench.Gateway.Answer(Ready);

        ImageTask task = bench.Client.ResumeTask(ImageModels.FluxKontextMax, "t1");
        ImageResult result = await bench.WaitAsync(task);

        Assert.Equal(("t1", "bfl/flux-kontext-max", null), (result.TaskId, result.Model, result.RequestId));
        Assert.Equal((TimeSpan.FromMilliseconds(665), 0, 1), (result.Duration, result.Attempts, result.Polls));
        Assert.Equal("""{"v":1,"id":"t1","model":"bfl/flux-kontext-max"}""", Decode(task.ToToken()!));
    }

    [Fact]
    public async Task ResumeTask_OptionsOfTheCall_AreThoseOfTheWaits()
    {
        using var bench = new Bench();
        bench.Gateway.Answer("""{"status":"Pending"}""");
        var headers = new Dictionary<string, string> { ["APP-Code"] = "code" };
        ImageTask task = bench.Client.ResumeTask(ImageModels.FluxKontextMax, "t1", new CallOptions { Deadline = TimeSpan.FromSeconds(5), Headers = headers });

        await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.WaitAsync(task));

        Assert.Equal(TimeSpan.FromSeconds(5), bench.Time.GetUtcNow() - bench.Time.Start);
        Assert.All(bench.Gateway.Requests, request => Assert.Equal("code", Assert.Single(request.Headers.GetValues("APP-Code"))));
    }

    [Theory]
    [InlineData("2026-03-01T13:00:00.000Z", 665)]
    [InlineData("9999-12-31T23:59:59.999Z", 665)]
    [InlineData("2026-03-01T11:59:30.000Z", 0)]
    [InlineData("1970-01-01T00:00:00.000Z", 0)]
    [InlineData("0001-01-01T00:00:00.000Z", 0)]
    public async Task ResumeTask_ClocksThatDisagree_DoNoHarm(string accepted, double firstLook)
    {
        using var bench = new Bench();
        bench.Gateway.Answer("""{"status":"Pending"}""").Answer(Ready);

        ImageResult result = await bench.WaitAsync(bench.Client.ResumeTask(Encode($$"""{"v":1,"id":"t1","model":"a/b","accepted":"{{accepted}}"}""")));

        Assert.Equal(firstLook, bench.Gateway.TimesOf(HttpMethod.Get).First());
        Assert.InRange(bench.Gateway.TimesOf(HttpMethod.Get).Last() - firstLook, 665, 5000);
        Assert.True(result.Duration > TimeSpan.Zero);
    }

    [Fact]
    public void ResumeTask_NoModel_IsRefused()
    {
        using var bench = new Bench();

        Assert.Throws<ArgumentNullException>("model", () => bench.Client.ResumeTask(null!, "t1"));
        Assert.Throws<ArgumentNullException>(() => bench.Client.ResumeTask(ImageModels.FluxKontextMax, (string)null!));
    }

    private static IEnumerable<string> DamagedTokens()
    {
        string good = new TaskToken("t1", "bfl/flux-kontext-max", "rid", 2, Accepted, ["t2"]).Write();
        yield return "t1";
        yield return "sk-garbage";
        yield return "{\"id\":\"t1\",\"model\":\"a/b\"}";
        yield return "https://example.com/?token=" + good;
        yield return good + "+/";
        yield return good + good;
        yield return good + "QQ";
        yield return "Z" + good[1..];
        yield return "é" + good;
        foreach (string json in (string[])["null", "1", "\"t1\"", "[]", "{}", "[\"t1\"]", """{"id":"t1"}""", """{"model":"a/b"}""", """{"id":1,"model":"a/b"}""", """{"id":"","model":"a/b"}""", """{"id":"\ud800","model":"a/b"}"""])
        {
            yield return Encode(json);
        }
    }

    private static void AssertSaysWhatToDo(ArgumentException exception)
    {
        Assert.Equal("token", exception.ParamName);
        Assert.Contains("is no token of a task: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Pass what ImageTask.ToToken or an exception's TaskToken gave.", exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.Message.Length, 1, 300);
    }

    private static string Token(string id, string model) => new TaskToken(id, model, null, null, null, []).Write();

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Decode(string token) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
}
