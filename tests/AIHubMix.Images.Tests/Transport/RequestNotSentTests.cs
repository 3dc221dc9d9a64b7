using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Transport;

public sealed class RequestNotSentTests
{
    private static readonly InvalidOperationException Cause = new("The vault is closed.");

    [Fact]
    public async Task GenerateAsync_HandlerThatDoesNotSend_EndsTheCallAtOnceAndNothingIsBilled()
    {
        using var bench = new Bench();
        bench.Gateway.FailToConnect(new RequestNotSentException("There is no credential.", Cause));

        RequestNotSentException exception = await bench.FailAsync<RequestNotSentException>();

        Assert.Equal([0], bench.Sent());
        Assert.Equal((BillingClass.NeverDelivered, 1, "bfl/flux-kontext-max"), (exception.Billing, exception.Attempts, exception.Model));
        Assert.Same(Cause, exception.InnerException);
        Assert.Equal("The prediction request to 'bfl/flux-kontext-max' was not sent: There is no credential. Nothing was billed.", exception.Message);
    }

    [Fact]
    public async Task GenerateAsync_HandlerThatSaysSoAfterTheBodyWasAskedFor_IsNotBelieved()
    {
        using var bench = new Bench();
        bench.Gateway.Fail(new RequestNotSentException("There is no credential."));

        RequestNotSentException exception = await bench.FailAsync<RequestNotSentException>();

        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
    }

    [Fact]
    public async Task WaitAsync_HandlerThatDoesNotSend_EndsTheWaitAtOnceWithTheToken()
    {
        using Bench bench = Bench.WithTask();
        bench.Gateway.Fail(new RequestNotSentException("There is no credential.", Cause));
        ImageTask task = await bench.SubmitAsync();

        RequestNotSentException exception = await Assert.ThrowsAsync<RequestNotSentException>(() => bench.WaitAsync(task));

        Assert.Equal(2, bench.Gateway.Requests.Count);
        Assert.Equal((BillingClass.Billed, "t1", task.ToToken()), (exception.Billing, exception.TaskId, exception.TaskToken));
        Assert.Same(Cause, exception.InnerException);
        Assert.Contains("was not sent: There is no credential. The task is paid for", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_InvokerOfTheOptions_IsDisposedWhenTheOptionsSaySo(bool disposes)
    {
        using var bench = new Bench(options => options with { DisposeHttpInvoker = disposes });

        bench.Client.Dispose();

        Assert.Equal(disposes, bench.Gateway.IsDisposed);
    }

    [Fact]
    public void CreateHttpHandler_EachCall_MakesConnectionsThatFollowNoRedirects()
    {
        using SocketsHttpHandler handler = AIHubMixClient.CreateHttpHandler();
        using SocketsHttpHandler other = AIHubMixClient.CreateHttpHandler();

        Assert.False(handler.AllowAutoRedirect);
        Assert.NotSame(handler, other);
    }
}
