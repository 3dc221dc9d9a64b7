using System.Diagnostics.CodeAnalysis;
using AIHubMix.Images;
using Microsoft.Extensions.AI;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts <see cref="IImageGenerator"/>s that call AIHubMix into a container.</summary>
/// <remarks>As experimental as the interface itself, under the same diagnostic.</remarks>
[Experimental("MEAI001")]
public static class AIHubMixImageGeneratorServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IImageGenerator"/> that generates with one model.</summary>
    /// <param name="services">The services of the application, to which a client was or will be added by <c>AddAIHubMix</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="clientName">The name of the client; null for the one without a name.</param>
    /// <returns>The services of the application.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="model"/> is null.</exception>
    /// <remarks>A singleton. For a pipeline of Microsoft.Extensions.AI pass
    /// <see cref="AIHubMixImageGeneratorExtensions.AsImageGenerator(AIHubMixClient, ImageModel, CallOptions?)"/> to its <c>AddImageGenerator</c>.</remarks>
    public static IServiceCollection AddAIHubMixImageGenerator(this IServiceCollection services, ImageModel model, string? clientName = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return services.AddSingleton(provider => ClientOf(provider, clientName).AsImageGenerator(model));
    }

    /// <summary>Adds an <see cref="IImageGenerator"/> of several, each with a key and a model of its own.</summary>
    /// <param name="services">The services of the application, to which a client was or will be added by <c>AddAIHubMix</c>.</param>
    /// <param name="serviceKey">The key of the service.</param>
    /// <param name="model">The model.</param>
    /// <param name="clientName">The name of the client; null for the one without a name.</param>
    /// <returns>The services of the application.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="model"/> is null.</exception>
    public static IServiceCollection AddKeyedAIHubMixImageGenerator(this IServiceCollection services, object? serviceKey, ImageModel model, string? clientName = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return services.AddKeyedSingleton(serviceKey, (provider, _) => ClientOf(provider, clientName).AsImageGenerator(model));
    }

    private static AIHubMixClient ClientOf(IServiceProvider provider, string? name) =>
        string.IsNullOrEmpty(name) ? provider.GetRequiredService<AIHubMixClient>() : provider.GetRequiredKeyedService<AIHubMixClient>(name);
}
