using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;

namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>The options that go with every request: those of the user, and those that keep Kiota from sending it twice or elsewhere.</summary>
internal static class RequestRules
{
    public static IReadOnlyList<IRequestOption> Of(IEnumerable<IRequestOption> given) =>
    [
        .. given,

        // The last of a kind is the one in force.
        new RetryHandlerOption { MaxRetry = 0, ShouldRetry = static (_, _, _) => false },
        new RedirectHandlerOption { MaxRedirect = 0, ShouldRedirect = static _ => false },
    ];

    /// <summary>Puts them where Kiota's middleware looks for them.</summary>
    public static void Put(IReadOnlyList<IRequestOption> options, HttpRequestMessage message)
    {
        foreach (IRequestOption option in options)
        {
            message.Options.Set(new HttpRequestOptionsKey<IRequestOption>(option.GetType().FullName!), option);
        }
    }
}
