using System.Net;
using AIHubMix.Images.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AIHubMix.Images.Extensions.Health;

/// <summary>Looks at a client without buying anything.</summary>
internal sealed class ClientHealthCheck(
    ClientRegistration registration, IOptionsMonitor<AIHubMixOptions> options, IHttpClientFactory http, TimeProvider time, HealthProbe probe) : IHealthCheck
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string KeyPrefix = "sk-";
    private const string NoTask = "tasks/health-check";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        AIHubMixOptions settings;
        try
        {
            settings = options.Get(registration.Name);
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }

        string key = settings.FindApiKey()!;
        HealthCheckResult result = key.StartsWith(KeyPrefix, StringComparison.Ordinal) && key.Length > KeyPrefix.Length
            ? HealthCheckResult.Healthy(probe == HealthProbe.Configuration ? "The configuration is complete; nothing was sent." : "The configuration is complete, and the hosts answer.")
            : HealthCheckResult.Degraded($"The API key does not begin with \"{KeyPrefix}\", as keys of AIHubMix do.");
        if (probe == HealthProbe.Configuration)
        {
            return result;
        }

        HealthCheckResult? tasks = await AskAsync(context, settings.TasksEndpoint, key, cancellationToken).ConfigureAwait(false);
        HealthCheckResult? predictions = Same(settings.SubmitEndpoint, settings.TasksEndpoint)
            ? null
            : await AskAsync(context, settings.SubmitEndpoint, null, cancellationToken).ConfigureAwait(false);
        return tasks ?? predictions ?? result;
    }

    private static bool Same(Uri left, Uri right) => left.GetLeftPart(UriPartial.Authority) == right.GetLeftPart(UriPartial.Authority);

    // Null when the host is as it should be.
    private async Task<HealthCheckResult?> AskAsync(HealthCheckContext context, Uri endpoint, string? key, CancellationToken cancellationToken)
    {
        string host = endpoint.GetLeftPart(UriPartial.Authority);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{endpoint.AbsoluteUri.TrimEnd('/')}/{NoTask}");
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using HttpClient client = http.CreateClient(registration.HttpClientName);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return response.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when key is not null => new HealthCheckResult(
                    context.Registration.FailureStatus, $"{host} refuses the API key: {(int)response.StatusCode}."),
                >= HttpStatusCode.InternalServerError => HealthCheckResult.Degraded($"{host} answers with {(int)response.StatusCode}."),
                _ => null,
            };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"{host} does not answer within {Patience.TotalSeconds:0} seconds.", exception);
        }
        catch (HttpRequestException exception)
        {
            return HealthCheckResult.Degraded($"{host} cannot be reached: {exception.Message}", exception);
        }
    }
}
