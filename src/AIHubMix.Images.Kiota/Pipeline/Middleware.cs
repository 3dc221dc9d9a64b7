using Microsoft.Kiota.Http.HttpClientLibrary.Middleware;

namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>The middleware that is handed over.</summary>
internal static class Middleware
{
    /// <exception cref="ArgumentException">A handler does not fit.</exception>
    public static void Check(IEnumerable<DelegatingHandler> middleware)
    {
        foreach (DelegatingHandler handler in middleware)
        {
            string? why = handler switch
            {
                null => "a null",
                AuthorizationHandler => $"an {nameof(AuthorizationHandler)}, which would put tokens on the downloads of pictures too: pass its provider to Create instead",
                { InnerHandler: not null } => $"a {handler.GetType().Name} that is part of another pipeline already: make a new one",
                _ => null,
            };
            if (why is not null)
            {
                throw new ArgumentException($"The middleware holds {why}.", nameof(middleware));
            }
        }
    }

    /// <summary>Links the handlers, the outermost first.</summary>
    public static HttpMessageHandler Chain(IReadOnlyList<DelegatingHandler> middleware, HttpMessageHandler end)
    {
        for (int index = middleware.Count - 1; index >= 0; index--)
        {
            middleware[index].InnerHandler = end;
            end = middleware[index];
        }

        return end;
    }
}
