using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests;

public sealed class CallOptionsTests
{
    private const string Picture = """{"output":["https://example.com/deer.png"]}""";

    [Fact]
    public async Task Constructor_Nothing_LeavesTheClientsSettings()
    {
        Assert.Equal((null, null, null, null, null), Members(new CallOptions()));
        using var bench = new Bench(options => options with { Deadline = TimeSpan.FromSeconds(30), ValidateInput = false, Retry = RetryOptions.Never });
        bench.Gateway.Hang();

        GenerationTimeoutException exception = await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.Time.RunAsync(
            bench.Client.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "" }, new CallOptions(), CancellationToken.None)));

        Assert.Equal((30, 1), (bench.Elapsed(), exception.Attempts));

        static (object?, object?, object?, object?, object?) Members(CallOptions options) => (options.Deadline, options.Retry, options.ValidateInput, options.Headers, options.IdempotencyKey);
    }

    [Theory]
    [InlineData("00:00:00.0000001", true)]
    [InlineData("1.00:00:00", true)]
    [InlineData("1.00:00:00.0000001", false)]
    [InlineData("00:00:00", false)]
    [InlineData("-00:00:00.0000001", false)]
    public void Check_Deadline_HasBounds(string value, bool allowed) =>
        Check(new CallOptions { Deadline = TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture) }, "Deadline", allowed);

    [Theory]
    [InlineData("a", true)]
    [InlineData("!~order-17_{}", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("a b", false)]
    [InlineData("a\r\nb", false)]
    [InlineData("a\0", false)]
    [InlineData("\u007f", false)]
    [InlineData("é", false)]
    public void Check_IdempotencyKey_IsVisibleAscii(string value, bool allowed) => Check(new CallOptions { IdempotencyKey = value }, "IdempotencyKey", allowed);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Check_IdempotencyKey_HasALongestLength(int length, bool allowed) => Check(new CallOptions { IdempotencyKey = new string('k', length) }, "IdempotencyKey", allowed);

    [Fact]
    public void Check_Retry_IsCheckedToo()
    {
        Check(new CallOptions { Retry = new RetryOptions { Budget = TimeSpan.FromHours(25) } }, "Budget", allowed: false);
        Check(new CallOptions { Retry = RetryOptions.Never }, "Retry", allowed: true);
    }

    [Fact]
    public async Task Check_AnyWrongOption_IsRefusedByEveryMethodBeforeAnythingIsSent()
    {
        CallOptions[] wrong =
        [
            new() { Deadline = TimeSpan.Zero },
            new() { Retry = new RetryOptions { MaxServiceUnavailableRetries = -1 } },
            new() { Headers = new Dictionary<string, string> { ["Host"] = "a" } },
            new() { IdempotencyKey = "" },
        ];
        using var bench = Bench.Answering(Picture);
        var input = new FluxKontextInput { Prompt = "deer" };
        CancellationToken none = TestContext.Current.CancellationToken;
        foreach (CallOptions options in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.GenerateAsync(ImageModels.FluxKontextMax, input, options, none));
            await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.GenerateAsync(ImageModels.FluxKontextMax, [], options, none));
            await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.SubmitAsync(ImageModels.FluxKontextMax, input, options, none));
            await Assert.ThrowsAsync<ArgumentException>(() => bench.Client.SubmitAsync(ImageModels.FluxKontextMax, [], options, none));
            Assert.Throws<ArgumentException>(() => bench.Client.ResumeTask(ImageModels.FluxKontextMax, "t1", options));
            Assert.Throws<ArgumentException>(() => bench.Client.ResumeTask(bench.Client.ResumeTask(ImageModels.FluxKontextMax, "t1").ToToken()!, options));
        }

        Assert.Empty(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task ValidateInput_OfTheCall_GoesBeforeTheClients(bool client, bool call)
    {
        using var bench = new Bench(options => options with { ValidateInput = client });
        bench.Gateway.Answer(Picture);

        Exception? failure = await Record.ExceptionAsync(() => bench.Time.RunAsync(
            bench.Client.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "" }, new CallOptions { ValidateInput = call }, CancellationToken.None)));

        Assert.Equal(call, failure is InvalidInputException);
        Assert.Equal(call ? 0 : 1, bench.Gateway.Requests.Count);
    }

    [Fact]
    public async Task Deadline_OfTheCall_BoundsItsPollsToo()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Pending"}""");

        GenerationTimeoutException exception = await bench.FailAsync<GenerationTimeoutException>(new CallOptions { Deadline = TimeSpan.FromSeconds(20) });

        Assert.Equal((20, "t1", PredictionStatus.Pending, BillingClass.Billed), (bench.Elapsed(), exception.TaskId, exception.LastStatus, exception.Billing));
    }

    [Fact]
    public async Task Deadline_OfASubmit_HoldsForEachWaitForItsTask()
    {
        using var bench = Bench.WithTask();
        bench.Gateway.Answer("""{"status":"Pending"}""");
        ImageTask task = await bench.Time.RunAsync(bench.Client.SubmitAsync(
            ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, new CallOptions { Deadline = TimeSpan.FromSeconds(20) }, CancellationToken.None));

        await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.WaitAsync(task));
        Assert.Equal(20, bench.Elapsed());
        await Assert.ThrowsAsync<GenerationTimeoutException>(() => bench.WaitAsync(task));
        Assert.Equal(40, bench.Elapsed());
    }

    private static void Check(CallOptions options, string name, bool allowed)
    {
        Exception? failure = Record.Exception(options.Check);

        Assert.Equal(allowed, failure is null);
        Assert.Equal(allowed ? null : name, (failure as ArgumentException)?.ParamName);
    }
}
