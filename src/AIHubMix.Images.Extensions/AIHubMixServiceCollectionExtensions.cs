using AIHubMix.Images;
using AIHubMix.Images.Extensions;
using AIHubMix.Images.Extensions.Configuration;
using AIHubMix.Images.Extensions.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts <see cref="AIHubMixClient"/> into a container.</summary>
public static class AIHubMixServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="AIHubMixClient"/> with settings from configuration.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">The section with the members of <see cref="AIHubMixOptions"/>, such as <c>configuration.GetSection("AIHubMix")</c>. It may be empty.</param>
    /// <returns>The client of the <see cref="IHttpClientFactory"/> that sends the requests, to put handlers into.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// <para>The client is a singleton, made when it is first asked for. Its <see cref="ILoggerFactory"/> and <see cref="TimeProvider"/> are those of the container, where it has them.</para>
    /// <para>The settings are checked when the host starts, and whenever the client is made: an <see cref="OptionsValidationException"/> names each key that is wrong.
    /// Adding the client again adds to its settings.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// builder.Services.AddAIHubMix(builder.Configuration.GetSection("AIHubMix"));
    /// </code>
    /// </example>
    public static IHttpClientBuilder AddAIHubMix(this IServiceCollection services, IConfiguration section) => Add(services, Options.Options.DefaultName, section);

    /// <summary>Adds an <see cref="AIHubMixClient"/> with the default settings, and the key from the environment.</summary>
    /// <param name="services">The services of the application.</param>
    /// <returns>The client of the <see cref="IHttpClientFactory"/> that sends the requests, to put handlers into.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <inheritdoc cref="AddAIHubMix(IServiceCollection, IConfiguration)" path="/remarks"/>
    public static IHttpClientBuilder AddAIHubMix(this IServiceCollection services) => Add(services, Options.Options.DefaultName, static _ => { });

    /// <summary>Adds an <see cref="AIHubMixClient"/> with settings from code.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets what is not to be as by default.</param>
    /// <returns>The client of the <see cref="IHttpClientFactory"/> that sends the requests, to put handlers into.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <inheritdoc cref="AddAIHubMix(IServiceCollection, IConfiguration)" path="/remarks"/>
    public static IHttpClientBuilder AddAIHubMix(this IServiceCollection services, Action<AIHubMixOptions> configure) => Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds one <see cref="AIHubMixClient"/> of several, with settings from configuration: it is the keyed service of its name, with settings, handlers and connections of its own.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The key of the service and the name of the options.</param>
    /// <param name="section">The section with the members of <see cref="AIHubMixOptions"/>.</param>
    /// <returns>The client of the <see cref="IHttpClientFactory"/> that sends the requests, to put handlers into.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <inheritdoc cref="AddAIHubMix(IServiceCollection, IConfiguration)" path="/remarks"/>
    /// <example>
    /// <code>
    /// builder.Services.AddAIHubMix("drafts", builder.Configuration.GetSection("AIHubMix:Drafts"));
    /// app.MapGet("/draft", ([FromKeyedServices("drafts")] AIHubMixClient client) =&gt; …);
    /// </code>
    /// </example>
    public static IHttpClientBuilder AddAIHubMix(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, section);
    }

    /// <summary>Adds one <see cref="AIHubMixClient"/> of several, with settings from code: it is the keyed service of its name, with settings, handlers and connections of its own.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The key of the service and the name of the options.</param>
    /// <param name="configure">Sets what is not to be as by default.</param>
    /// <returns>The client of the <see cref="IHttpClientFactory"/> that sends the requests, to put handlers into.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <inheritdoc cref="AddAIHubMix(IServiceCollection, IConfiguration)" path="/remarks"/>
    public static IHttpClientBuilder AddAIHubMix(this IServiceCollection services, string name, Action<AIHubMixOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(services, name, configure);
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        Register(services, name, out IHttpClientBuilder builder).SectionPath = (section as IConfigurationSection)?.Path ?? "";
        services.AddOptions<AIHubMixOptions>(name).Bind(section);
        return builder;
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, Action<AIHubMixOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        Register(services, name, out IHttpClientBuilder builder);
        services.AddOptions<AIHubMixOptions>(name).Configure(configure);
        return builder;
    }

    // Everything that is there once for a client, however often it is added.
    private static ClientRegistration Register(IServiceCollection services, string name, out IHttpClientBuilder builder)
    {
        foreach (ServiceDescriptor service in services)
        {
            if (!service.IsKeyedService && service.ImplementationInstance is ClientRegistration known && known.Name == name)
            {
                builder = services.AddHttpClient(known.HttpClientName);
                return known;
            }
        }

        var registration = new ClientRegistration(name);
        services.AddSingleton(registration);
        services.AddOptionsWithValidateOnStart<AIHubMixOptions>(name);
        services.AddSingleton<IValidateOptions<AIHubMixOptions>>(new AIHubMixOptionsValidator(registration));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, PurchaseGuardFilter>());
        builder = services.AddHttpClient(registration.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(AIHubMixClient.CreateHttpHandler)

            // The client keeps its handlers for life; it is the connections that grow old. And it bounds every call by itself.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)

            // The logs of the factory hand the values of headers, and the key with them, to structured loggers even where their text has them redacted. The client logs for itself.
            .RemoveAllLoggers()
            .RedactLoggedHeaders(_ => true);
        if (name.Length == 0)
        {
            services.AddSingleton(provider => NewClient(provider, registration));
        }
        else
        {
            services.AddKeyedSingleton(name, (provider, _) => NewClient(provider, registration));
        }

        return registration;
    }

    private static AIHubMixClient NewClient(IServiceProvider provider, ClientRegistration registration)
    {
        AIHubMixOptions options = provider.GetRequiredService<IOptionsMonitor<AIHubMixOptions>>().Get(registration.Name);
        return new AIHubMixClient(options.FindApiKey(), options.ToClientOptions(new AIHubMixClientOptions
        {
            HttpInvoker = provider.GetRequiredService<IHttpClientFactory>().CreateClient(registration.HttpClientName),
            LoggerFactory = provider.GetService<ILoggerFactory>(),
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        }));
    }
}
