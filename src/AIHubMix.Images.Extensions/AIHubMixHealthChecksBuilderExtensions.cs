using AIHubMix.Images.Extensions;
using AIHubMix.Images.Extensions.Configuration;
using AIHubMix.Images.Extensions.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of the AIHubMix clients of a container. None of them can be billed.</summary>
public static class AIHubMixHealthChecksBuilderExtensions
{
    /// <summary>The name of the check, unless another is given; that of a named client has the name of the client behind it.</summary>
    public const string DefaultCheckName = "aihubmix";

    /// <summary>Adds a health check of a client: that its configuration is complete and, if asked for, that the gateway answers.</summary>
    /// <param name="builder">The health checks of the application.</param>
    /// <param name="clientName">The name of the client; null for the one without a name.</param>
    /// <param name="probe">What is asked of the network. By default nothing.</param>
    /// <param name="name">The name of the check; null for <see cref="DefaultCheckName"/>.</param>
    /// <param name="failureStatus">What is reported when the check fails; null for <see cref="HealthStatus.Unhealthy"/>. A key that does not look like one, or a gateway that does not answer, counts as
    /// <see cref="HealthStatus.Degraded"/> at most.</param>
    /// <param name="tags">Tags to choose checks by; null for none.</param>
    /// <returns>The health checks of the application.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="InvalidOperationException">When the check is made: no such client was added.</exception>
    /// <remarks>That a generation would succeed cannot be known without paying for one: neither the balance nor the models of the account are looked at.</remarks>
    public static IHealthChecksBuilder AddAIHubMix(
        this IHealthChecksBuilder builder,
        string? clientName = null,
        HealthProbe probe = HealthProbe.Configuration,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string client = clientName ?? Options.Options.DefaultName;
        return builder.Add(new HealthCheckRegistration(
            name ?? (client.Length == 0 ? DefaultCheckName : $"{DefaultCheckName}-{client}"),
            provider => new ClientHealthCheck(
                provider.GetServices<ClientRegistration>().FirstOrDefault(registration => registration.Name == client)
                    ?? throw new InvalidOperationException($"There is no AIHubMix client '{client}' to check: add it with AddAIHubMix."),
                provider.GetRequiredService<IOptionsMonitor<AIHubMixOptions>>(),
                provider.GetRequiredService<IHttpClientFactory>(),
                provider.GetService<TimeProvider>() ?? TimeProvider.System,
                probe),
            failureStatus,
            tags));
    }
}
