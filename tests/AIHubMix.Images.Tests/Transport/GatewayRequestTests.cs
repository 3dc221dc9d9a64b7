using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Tests.Transport;

public sealed class GatewayRequestTests
{
    [Fact]
    public void Prediction_Model_IsAPurchase()
    {
        var request = GatewayRequest.Prediction(ImageModel.Untyped("a/b"), "k");

        Assert.True(request.Purchases);
        Assert.Equal(("The prediction request to 'a/b'", "a/b", null, null, "k"), (request.Description, request.Model, request.TaskId, request.Token, request.IdempotencyKey));
    }

    [Fact]
    public void Task_ModelAndId_IsARead()
    {
        var token = new TaskToken("t1", "a/b", null, null, null, []);

        var request = GatewayRequest.Task(ImageModel.Untyped("a/b"), token);

        Assert.False(request.Purchases);
        Assert.Equal(("The request for task 't1' of 'a/b'", "a/b", "t1", token, null), (request.Description, request.Model, request.TaskId, request.Token, request.IdempotencyKey));
    }

    [Fact]
    public void Describe_Failure_IsFilledAndGivenBack()
    {
        var failure = new AIHubMixException("m") { Attempts = 3, RetryAfter = TimeSpan.FromSeconds(5) };

        Assert.Same(failure, GatewayRequest.Prediction(ImageModel.Untyped("a/b"), "k").Describe(failure, BillingClass.RefusedBeforeWork, "rid"));
        Assert.Equal(
            (BillingClass.RefusedBeforeWork, "a/b", "rid", null, null, "k", 3, TimeSpan.FromSeconds(5)),
            (failure.Billing, failure.Model, failure.RequestId, failure.TaskId, failure.TaskToken, failure.IdempotencyKey, failure.Attempts, failure.RetryAfter));

        var token = new TaskToken("t1", "a/b", null, null, null, []);
        GatewayRequest.Task(ImageModel.Untyped("a/b"), token).Describe(failure, BillingClass.Billed, null);
        Assert.Equal(
            (BillingClass.Billed, "a/b", null, "t1", token.Write(), null),
            (failure.Billing, failure.Model, failure.RequestId, failure.TaskId, failure.TaskToken, failure.IdempotencyKey));
    }
}
