using AIHubMix.Images.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AIHubMix.Images.Extensions.Http;

/// <summary>Sees the handlers of each client when all of them are known, wherever they were added, and makes them safe for purchases.</summary>
internal sealed class PurchaseGuardFilter(IEnumerable<ClientRegistration> registrations, IOptionsMonitor<AIHubMixOptions> options, IServiceProvider services) : IHttpMessageHandlerBuilderFilter
{
    private const string ResilienceAssembly = "Microsoft.Extensions.Http.Resilience";

    private readonly Dictionary<string, ClientRegistration> _registrations = registrations.ToDictionary(registration => registration.HttpClientName);

    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.Name is { } name && _registrations.TryGetValue(name, out ClientRegistration? registration))
        {
            if (!options.Get(registration.Name).KeepResilienceHandlers)
            {
                LeaveOutResilience(builder, registration);
            }

            builder.AdditionalHandlers.Add(new PurchaseGuard());
        }
    };

    private void LeaveOutResilience(HttpMessageHandlerBuilder builder, ClientRegistration registration)
    {
        for (int index = builder.AdditionalHandlers.Count - 1; index >= 0; index--)
        {
            if (builder.AdditionalHandlers[index].GetType().Assembly.GetName().Name == ResilienceAssembly)
            {
                builder.AdditionalHandlers.RemoveAt(index);
                Tell(builder.Name!, registration);
            }
        }
    }

    // Not asked for before it is needed: what logs are written to may use an HttpClient itself.
    private void Tell(string httpClient, ClientRegistration registration)
    {
        if (services.GetService<ILoggerFactory>() is { } logs)
        {
            ExtensionsLog.ResilienceLeftOut(logs.CreateLogger(AIHubMixTelemetry.Name), httpClient, registration.KeyOf(nameof(AIHubMixOptions.KeepResilienceHandlers)));
        }
    }
}
