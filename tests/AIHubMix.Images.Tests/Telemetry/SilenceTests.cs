using AIHubMix.Images.Retrying;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Telemetry;
using AIHubMix.Images.Tests.Support;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Tests.Telemetry;

[Collection(nameof(ListeningToTheClient))]
public sealed class SilenceTests
{
    private static readonly Uri Server = new("https://example.com");
    private readonly ClientTelemetry _telemetry = new(new AIHubMixClientOptions());
    private readonly GatewayRequest _request = GatewayRequest.Task(ImageModel.Untyped("test/silence"), new TaskToken("t1", "test/silence", null, null, null, []));
    private readonly PredictionTask _task = new() { Status = PredictionStatus.Pending, Progress = 0.5 };
    private readonly AIHubMixException _failure = new("It failed.") { Model = "test/silence", Attempts = 3, Billing = BillingClass.Billed };
    private readonly ReadRetry _retry = new(new RetryOptions(), () => 0.5);

    [Theory]
    [InlineData("Start")]
    [InlineData("Describe")]
    [InlineData("Sending")]
    [InlineData("Accepted")]
    [InlineData("Polled")]
    [InlineData("Retrying")]
    [InlineData("StatusChanged")]
    [InlineData("Ended")]
    [InlineData("Submitted")]
    [InlineData("Downloaded")]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    public async Task Telemetry_NobodyListens_AllocatesNothing(string method)
    {
        using var bench = Bench.Answering($$"""{"output":[{"bytesBase64":"{{Pictures.Base64(Pictures.Png())}}"}],"usage":{"input_tokens":1,"output_tokens":2} }""");
        ImageResult result = await bench.GenerateAsync();
        var cancelled = new GenerationCanceledException("It was cancelled.", null, default);
        _retry.ShouldRetry(_failure);

        Assert.Equal(0, AllocatedBy(method switch
        {
            "Start" => () => _telemetry.Start("generate_content", "test/silence", Server).Dispose(),
            "Describe" => () => _telemetry.Describe(Span(), 3, "deer"),
            "Sending" => () => _telemetry.Sending(_request, _retry),
            "Accepted" => () => _telemetry.Accepted(result),
            "Polled" => () => _telemetry.Polled(_request, _task, 2),
            "Retrying" => () => _telemetry.Retrying(_retry),
            "StatusChanged" => () => _telemetry.StatusChanged(_task),
            "Ended" => () => Span().End(result),
            "Submitted" => () => Span().Submitted(result),
            "Downloaded" => () => Span().Downloaded(100, 2),
            "Failed" => () => Span().Fail(_failure),
            _ => () => Span().Fail(cancelled),
        }));
    }

    private static long AllocatedBy(Action action)
    {
        for (int count = 0; count < 100; count++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int count = 0; count < 100; count++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private OperationSpan Span() => new(_telemetry, null, "generate_content", "test/silence", Server, 0);
}
