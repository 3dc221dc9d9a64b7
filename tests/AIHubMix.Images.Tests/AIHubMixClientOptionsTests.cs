using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests;

public sealed class AIHubMixClientOptionsTests
{
    [Fact]
    public void Constructor_Nothing_HasTheseDefaults()
    {
        var options = new AIHubMixClientOptions();

        Assert.Equal(new Uri("https://aihubmix.com/v1"), options.SubmitEndpoint);
        Assert.Equal(new Uri("https://api.aihubmix.com/v1"), options.TasksEndpoint);
        Assert.Equal(TimeSpan.FromMinutes(10), options.Deadline);
        Assert.Equal((256 * 1024 * 1024, 8, false), (options.MaxDownloadBytes, options.MaxConcurrentDownloads, options.AllowPrivateRedirects));
        Assert.True(options.ValidateInput);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.Null(options.HttpInvoker);
        Assert.Equal(new RetryOptions(), options.Retry);
        Assert.Same(PollingSchedule.Adaptive, options.PollingSchedule);
        Assert.Empty(options.Headers);
        Assert.Null(options.IdempotencyHeader);
        Assert.Null(options.LoggerFactory);
        Assert.Null(options.RecordDirectory);
        Assert.False(options.TracePrompts);
        Assert.All(Enumerable.Range(0, 1000).Select(_ => options.Randomizer()), drawn => Assert.InRange(drawn, 0, 0.999_999_999_999_999_9));
        options.Check();
    }

    [Theory]
    [InlineData("https://aihubmix.com")]
    [InlineData("https://aihubmix.com/v1/")]
    [InlineData("HTTPS://proxy.example.com:8443/a/b")]
    [InlineData("http://localhost:5000/v1")]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://127.1.2.3")]
    [InlineData("http://[::1]:5000")]
    public void Check_HttpsOrLoopback_IsTaken(string endpoint)
    {
        new AIHubMixClientOptions { SubmitEndpoint = new Uri(endpoint) }.Check();
        new AIHubMixClientOptions { TasksEndpoint = new Uri(endpoint) }.Check();
    }

    [Theory]
    [InlineData("http://aihubmix.com/v1")]
    [InlineData("http://192.168.0.1/v1")]
    [InlineData("http://localhost.example.com/v1")]
    [InlineData("ftp://aihubmix.com/v1")]
    [InlineData("file:///v1")]
    [InlineData("/v1")]
    [InlineData("aihubmix.com/v1")]
    [InlineData("https://aihubmix.com/v1?a=b")]
    [InlineData("https://aihubmix.com/v1#a")]
    [InlineData("https://user:password@aihubmix.com/v1")]
    [InlineData("https://user@aihubmix.com/v1")]
    public void Check_AnythingElse_IsRefused(string endpoint)
    {
        var uri = new Uri(endpoint, UriKind.RelativeOrAbsolute);

        Assert.Equal("SubmitEndpoint", Assert.Throws<ArgumentException>(() => new AIHubMixClientOptions { SubmitEndpoint = uri }.Check()).ParamName);
        Assert.Equal("TasksEndpoint", Assert.Throws<ArgumentException>(() => new AIHubMixClientOptions { TasksEndpoint = uri }.Check()).ParamName);
    }

    [Fact]
    public void Check_Null_IsRefused()
    {
        Assert.Equal("SubmitEndpoint", Assert.Throws<ArgumentNullException>(() => new AIHubMixClientOptions { SubmitEndpoint = null! }.Check()).ParamName);
        Assert.Equal("TasksEndpoint", Assert.Throws<ArgumentNullException>(() => new AIHubMixClientOptions { TasksEndpoint = null! }.Check()).ParamName);
        Assert.Equal("TimeProvider", Assert.Throws<ArgumentNullException>(() => new AIHubMixClientOptions { TimeProvider = null! }.Check()).ParamName);
        Assert.Equal("Randomizer", Assert.Throws<ArgumentNullException>(() => new AIHubMixClientOptions { Randomizer = null! }.Check()).ParamName);
        Assert.Equal("PollingSchedule", Assert.Throws<ArgumentNullException>(() => new AIHubMixClientOptions { PollingSchedule = null! }.Check()).ParamName);
        Assert.Equal("Retry", Assert.Throws<ArgumentNullException>(() => new AIHubMixClientOptions { Retry = null! }.Check()).ParamName);
        Assert.Equal("Headers", Assert.Throws<ArgumentNullException>(() => new AIHubMixClientOptions { Headers = null! }.Check()).ParamName);
    }

    [Theory]
    [InlineData("00:00:00.0000001", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("1.00:00:00.0000001", false)]
    [InlineData("00:00:00", false)]
    [InlineData("-00:00:00.0010000", false)]
    [InlineData("-00:01:00", false)]
    public void Check_Deadline_HasBounds(string deadline, bool allowed)
    {
        var options = new AIHubMixClientOptions { Deadline = TimeSpan.Parse(deadline, System.Globalization.CultureInfo.InvariantCulture) };

        Exception? failure = Record.Exception(options.Check);

        Assert.Equal(allowed, failure is null);
        Assert.Equal(allowed ? null : "Deadline", (failure as ArgumentException)?.ParamName);
    }

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(2_147_483_591, int.MaxValue, null)]
    [InlineData(0, 8, "MaxDownloadBytes")]
    [InlineData(-1, 8, "MaxDownloadBytes")]
    [InlineData(2_147_483_592, 8, "MaxDownloadBytes")]
    [InlineData(1000, 0, "MaxConcurrentDownloads")]
    [InlineData(1000, -1, "MaxConcurrentDownloads")]
    public void Check_Downloads_HaveBounds(int bytes, int downloads, string? wrong)
    {
        Exception? failure = Record.Exception(new AIHubMixClientOptions { MaxDownloadBytes = bytes, MaxConcurrentDownloads = downloads }.Check);

        Assert.Equal(wrong, (failure as ArgumentException)?.ParamName);
    }

    [Theory]
    [InlineData("Idempotency-Key", true)]
    [InlineData("x-key", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a:", false)]
    [InlineData("a\r\nb", false)]
    [InlineData("Authorization", false)]
    [InlineData("Content-Type", false)]
    [InlineData("host", false)]
    public void Check_IdempotencyHeader_IsANameOfARequestHeader(string name, bool allowed)
    {
        Exception? failure = Record.Exception(new AIHubMixClientOptions { IdempotencyHeader = name }.Check);

        Assert.Equal(allowed ? null : "IdempotencyHeader", (failure as ArgumentException)?.ParamName);
    }

    [Fact]
    public void Check_WrongRetryOptions_AreRefused() =>
        Assert.Throws<ArgumentException>(new AIHubMixClientOptions { Retry = new RetryOptions { Budget = TimeSpan.FromSeconds(-1) } }.Check);

    [Fact]
    public void Check_HttpClientThatGivesUp_IsRefused()
    {
        using var client = new HttpClient();

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new AIHubMixClient(Bench.Key, new AIHubMixClientOptions { HttpInvoker = client }));

        Assert.Equal("HttpInvoker", exception.ParamName);
        Assert.Contains("00:01:40", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HttpClientThatWaits_IsTaken()
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };

        new AIHubMixClientOptions { HttpInvoker = client }.Check();
    }
}
