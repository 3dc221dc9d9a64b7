using System.Net;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Retrying;

public sealed class BillingTableTests
{
    /// <summary>What each status says about the bill when no code says more.</summary>
    public static TheoryData<int, BillingClass> Statuses { get; } = new()
    {
        { 200, BillingClass.OutcomeUnknown },
        { 302, BillingClass.OutcomeUnknown },
        { 400, BillingClass.RefusedForGood },
        { 401, BillingClass.RefusedForGood },
        { 402, BillingClass.RefusedForGood },
        { 403, BillingClass.RefusedForGood },
        { 404, BillingClass.RefusedForGood },
        { 408, BillingClass.RefusedForGood },
        { 409, BillingClass.RefusedForGood },
        { 413, BillingClass.RefusedForGood },
        { 422, BillingClass.RefusedForGood },
        { 425, BillingClass.RefusedForGood },
        { 429, BillingClass.RefusedBeforeWork },
        { 499, BillingClass.RefusedForGood },
        { 500, BillingClass.OutcomeUnknown },
        { 501, BillingClass.OutcomeUnknown },
        { 502, BillingClass.OutcomeUnknown },
        { 503, BillingClass.RefusedBeforeWork },
        { 504, BillingClass.OutcomeUnknown },
        { 520, BillingClass.OutcomeUnknown },
        { 522, BillingClass.OutcomeUnknown },
        { 524, BillingClass.OutcomeUnknown },
        { 599, BillingClass.OutcomeUnknown },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Of_StatusAlone_DecidesTheClass(int status, BillingClass expected)
    {
        Assert.Equal(expected, BillingTable.Of((HttpStatusCode)status, null));
        Assert.Equal(expected, BillingTable.Of((HttpStatusCode)status, ""));
        Assert.Equal(expected, BillingTable.Of((HttpStatusCode)status, "bad_response_status_code"));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Of_CodeThatSaysMore_GoesBeforeTheStatus(int status, BillingClass alone)
    {
        Assert.Equal(BillingClass.Billed, BillingTable.Of((HttpStatusCode)status, "moderation_blocked"));
        Assert.Equal(BillingClass.RefusedForGood, BillingTable.Of((HttpStatusCode)status, "insufficient_user_quota"));
        Assert.NotEqual(BillingClass.Billed, alone);
    }

    [Fact]
    public void Of_EveryStatus_IsClassedAndOnlyTwoAreSentAgain()
    {
        for (int status = 100; status <= 999; status++)
        {
            BillingClass expected = status is 429 or 503 ? BillingClass.RefusedBeforeWork
                : status is >= 400 and <= 499 ? BillingClass.RefusedForGood
                : BillingClass.OutcomeUnknown;
            Assert.Equal((status, expected), (status, BillingTable.Of((HttpStatusCode)status, null)));
        }
    }

    [Fact]
    public void OfNoAnswer_Body_DecidesAlone()
    {
        Assert.Equal(BillingClass.NeverDelivered, BillingTable.OfNoAnswer(bodyWasAskedFor: false));
        Assert.Equal(BillingClass.OutcomeUnknown, BillingTable.OfNoAnswer(bodyWasAskedFor: true));
    }

    [Theory]
    [InlineData(BillingClass.NeverDelivered, 0, int.MaxValue)]
    [InlineData(BillingClass.RefusedBeforeWork, 429, int.MaxValue)]
    [InlineData(BillingClass.RefusedBeforeWork, 503, 5)]
    [InlineData(BillingClass.RefusedForGood, 400, 0)]
    [InlineData(BillingClass.RefusedForGood, 503, 0)]
    [InlineData(BillingClass.RefusedForGood, 429, 0)]
    [InlineData(BillingClass.OutcomeUnknown, 500, 0)]
    [InlineData(BillingClass.OutcomeUnknown, 0, 0)]
    [InlineData(BillingClass.Billed, 400, 0)]
    [InlineData(BillingClass.Billed, 429, 0)]
    [InlineData(BillingClass.Billed, 503, 0)]
    [InlineData(BillingClass.Billed, 0, 0)]
    public void MostRetries_Class_DecidesHowOften(BillingClass billing, int status, int expected)
    {
        AIHubMixException failure = status == 0
            ? new ConnectionFailedException("m", new IOException())
            : new AIHubMixApiException("m", new ApiError { StatusCode = (HttpStatusCode)status });
        failure.Billing = billing;
        var options = new RetryOptions { MaxServiceUnavailableRetries = 5 };

        Assert.Equal(expected, BillingTable.MostRetries(failure, options));
        Assert.Equal(billing == BillingClass.OutcomeUnknown ? 2 : expected, BillingTable.MostRetries(failure, options with { RetryUnknownOutcome = true }));
    }

    [Theory]
    [InlineData(BillingClass.NeverDelivered)]
    [InlineData(BillingClass.RefusedBeforeWork)]
    [InlineData(BillingClass.OutcomeUnknown)]
    public void MostRetries_PictureThatCannotBeRead_IsNeverSentAgain(BillingClass billing) => Assert.Equal(0, BillingTable.MostRetries(
        new ImageSourceException("m", new IOException()) { Image = new Uri("https://example.com/deer.png"), Billing = billing }, new RetryOptions { RetryUnknownOutcome = true }));

    /// <summary>The table as a caller of a client with defaults meets it.</summary>
    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task GenerateAsync_StatusOfAPrediction_IsSentAgainOnlyWhereNothingWasBilled(int status, BillingClass alone)
    {
        foreach ((string? code, BillingClass billing) in ((string?, BillingClass)[])[(null, alone), ("moderation_blocked", BillingClass.Billed), ("insufficient_user_quota", BillingClass.RefusedForGood)])
        {
            using var bench = new Bench { Random = 1 };
            bench.Gateway.Answer($$$"""{"error":{"message":"m","code":{{{(code is null ? "null" : $"\"{code}\"")}}}}}""", (HttpStatusCode)status);

            Exception? failure = await Record.ExceptionAsync(() => bench.GenerateAsync());

            AIHubMixApiException exception = Assert.IsType<AIHubMixApiException>(failure, exactMatch: false);
            double[] expected = (billing, status) switch
            {
                (BillingClass.RefusedBeforeWork, 429) => [0, 1, 3, 7, 15, 31, 61, 91],
                (BillingClass.RefusedBeforeWork, 503) => [0, 1, 3],
                _ => [0],
            };
            Assert.Equal(expected, bench.Sent());
            Assert.Equal((billing, expected.Length, (HttpStatusCode)status, code), (exception.Billing, exception.Attempts, exception.StatusCode, exception.Error.Code));
        }
    }
}
