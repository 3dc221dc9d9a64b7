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
        Assert.True(options.ValidateInput);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.Null(options.HttpInvoker);
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
