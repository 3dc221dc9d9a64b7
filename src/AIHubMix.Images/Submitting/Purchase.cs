using AIHubMix.Images.Retrying;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Submitting;

/// <summary>A submission while it is under way.</summary>
/// <param name="Submission">What is bought.</param>
/// <param name="Request">What the request is for.</param>
/// <param name="Retry">Its attempts.</param>
internal sealed record Purchase(Submission Submission, GatewayRequest Request, SubmitRetry Retry);
