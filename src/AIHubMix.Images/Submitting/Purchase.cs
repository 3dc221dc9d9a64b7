using AIHubMix.Images.Retrying;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Submitting;

/// <summary>A submission while it is under way.</summary>
/// <param name="submission">What is bought.</param>
/// <param name="request">What the request is for.</param>
/// <param name="retry">Its attempts.</param>
internal sealed class Purchase(Submission submission, GatewayRequest request, SubmitRetry retry)
{
    public Submission Submission => submission;

    public SubmitRetry Retry => retry;

    /// <summary>What the request is for that is being sent.</summary>
    public GatewayRequest Request { get; private set; } = request;

    /// <summary>Whether another spelling of the model's path was tried.</summary>
    public bool IsRespelled { get; private set; }

    /// <summary>Goes on under another spelling of the model's path.</summary>
    public void Respell(string path)
    {
        Request = Request with { Path = path };
        IsRespelled = true;
    }
}
