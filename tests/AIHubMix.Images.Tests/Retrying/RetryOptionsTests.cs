namespace AIHubMix.Images.Tests.Retrying;

public sealed class RetryOptionsTests
{
    [Fact]
    public void Constructor_Nothing_HasTheseDefaults()
    {
        var options = new RetryOptions();

        Assert.Equal(TimeSpan.FromSeconds(1), options.BaseDelay);
        Assert.Equal(TimeSpan.FromSeconds(30), options.MaxDelay);
        Assert.Equal(TimeSpan.FromMinutes(1), options.MaxRetryAfter);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Budget);
        Assert.Equal(2, options.MaxServiceUnavailableRetries);
        Assert.False(options.RetryUnknownOutcome);
        Assert.Equal(2, RetryOptions.MaxUnknownOutcomeRetries);
        Assert.Equal(3, RetryOptions.MaxMalformedReadRetries);
        options.Check();
    }

    [Fact]
    public void Never_AllButTheBudget_IsAsByDefault()
    {
        Assert.Equal(new RetryOptions { Budget = TimeSpan.Zero }, RetryOptions.Never);
        RetryOptions.Never.Check();
    }

    [Theory]
    [InlineData("00:00:00.0010000", true)]
    [InlineData("00:00:00.0009999", false)]
    [InlineData("00:00:30", true)]
    [InlineData("00:00:30.0000001", false)]
    [InlineData("00:00:00", false)]
    [InlineData("-00:00:01", false)]
    public void Check_BaseDelay_HasBounds(string value, bool allowed) => Check(new RetryOptions { BaseDelay = Span(value) }, nameof(RetryOptions.BaseDelay), allowed);

    [Theory]
    [InlineData("00:00:01", true)]
    [InlineData("01:00:00", true)]
    [InlineData("01:00:00.0000001", false)]
    public void Check_MaxDelay_HasBounds(string value, bool allowed) => Check(new RetryOptions { MaxDelay = Span(value) }, nameof(RetryOptions.MaxDelay), allowed);

    [Theory]
    [InlineData("00:00:00.9999999")]
    [InlineData("00:00:00")]
    [InlineData("-00:00:01")]
    public void Check_MaxDelayBelowTheBaseDelay_IsRefused(string value) =>
        Assert.Throws<ArgumentException>(new RetryOptions { MaxDelay = Span(value) }.Check);

    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("01:00:00", true)]
    [InlineData("01:00:00.0000001", false)]
    [InlineData("-00:00:00.0000001", false)]
    public void Check_MaxRetryAfter_HasBounds(string value, bool allowed) => Check(new RetryOptions { MaxRetryAfter = Span(value) }, nameof(RetryOptions.MaxRetryAfter), allowed);

    [Theory]
    [InlineData("00:00:00", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("1.00:00:00.0000001", false)]
    [InlineData("-00:00:00.0000001", false)]
    public void Check_Budget_HasBounds(string value, bool allowed) => Check(new RetryOptions { Budget = Span(value) }, nameof(RetryOptions.Budget), allowed);

    [Theory]
    [InlineData(0, true)]
    [InlineData(int.MaxValue, true)]
    [InlineData(-1, false)]
    [InlineData(int.MinValue, false)]
    public void Check_MaxServiceUnavailableRetries_HasBounds(int value, bool allowed) =>
        Check(new RetryOptions { MaxServiceUnavailableRetries = value }, nameof(RetryOptions.MaxServiceUnavailableRetries), allowed);

    [Fact]
    public void Check_OutOfRange_SaysWhatIsAllowed()
    {
        Assert.StartsWith("Budget is 1.00:00:01; it must be from 00:00:00 to 1.00:00:00.", Message(new RetryOptions { Budget = Span("1.00:00:01") }), StringComparison.Ordinal);
        Assert.StartsWith("MaxServiceUnavailableRetries is -1; it must not be negative.", Message(new RetryOptions { MaxServiceUnavailableRetries = -1 }), StringComparison.Ordinal);

        static string Message(RetryOptions options) => Assert.Throws<ArgumentException>(options.Check).Message;
    }

    private static TimeSpan Span(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static void Check(RetryOptions options, string name, bool allowed)
    {
        Exception? failure = Record.Exception(options.Check);

        Assert.Equal(allowed, failure is null);
        Assert.Equal(allowed ? null : name, (failure as ArgumentException)?.ParamName);
    }
}
