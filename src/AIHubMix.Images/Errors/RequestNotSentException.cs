namespace AIHubMix.Images;

/// <summary>A request was not sent: a handler of <see cref="AIHubMixClientOptions.HttpInvoker"/> would not let it go, because it could get no credential for it, for example. Nothing was billed for it.</summary>
/// <remarks>It is not sent again by itself. Handlers of your own throw it to end a call that sending again cannot save; the client throws one of its own then, which tells of the call.</remarks>
/// <param name="message">What happened, what it may have cost, what to do next.</param>
/// <param name="innerException">What caused it, if anything.</param>
public sealed class RequestNotSentException(string message, Exception? innerException = null) : AIHubMixException(message, innerException);
