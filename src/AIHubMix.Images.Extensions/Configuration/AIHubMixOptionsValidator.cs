using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;

namespace AIHubMix.Images.Extensions.Configuration;

/// <summary>Checks the settings of one client and tells of everything that is wrong with them at once: the configuration key, the value, what it must be. The API key is never part of it.</summary>
internal sealed class AIHubMixOptionsValidator(ClientRegistration registration) : IValidateOptions<AIHubMixOptions>
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, AIHubMixOptions options)
    {
        if ((name ?? Options.DefaultName) != registration.Name)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> failures = [];
        CheckApiKey(options, failures);
        CheckEndpoint(nameof(options.SubmitEndpoint), options.SubmitEndpoint, failures);
        CheckEndpoint(nameof(options.TasksEndpoint), options.TasksEndpoint, failures);
        if (options.Deadline <= TimeSpan.Zero || options.Deadline > Day)
        {
            Fail(failures, nameof(options.Deadline), options.Deadline, $"more than zero and at most {Day}");
        }

        if (!Enum.IsDefined(options.PathSpelling))
        {
            Fail(failures, nameof(options.PathSpelling), options.PathSpelling, $"{ModelPathSpelling.ApiPage} or {ModelPathSpelling.Later}");
        }

        CheckCount(nameof(options.MaxDownloadBytes), options.MaxDownloadBytes, 1, Array.MaxLength, failures);
        CheckCount(nameof(options.MaxConcurrentDownloads), options.MaxConcurrentDownloads, 1, int.MaxValue, failures);
        CheckHeaders(options, failures);
        CheckRetry(options.Retry, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private void CheckApiKey(AIHubMixOptions options, List<string> failures)
    {
        string setting = registration.KeyOf(nameof(options.ApiKey));
        if (options.FindApiKey() is not { } key)
        {
            failures.Add($"There is no API key: neither {setting} nor the environment variable {AIHubMixClient.ApiKeyVariable} is set; a blank key counts as none. "
                + "Keys start with \"sk-\" and are made at https://aihubmix.com under \"API keys\".");
        }
        else if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            string where = string.IsNullOrWhiteSpace(options.ApiKey) ? $"The environment variable {AIHubMixClient.ApiKeyVariable}" : setting;
            failures.Add($"{where} has characters that cannot stand in a header: white space, control or non-ASCII characters.");
        }
    }

    private void CheckEndpoint(string setting, Uri? endpoint, List<string> failures)
    {
        if (endpoint is null || !endpoint.IsAbsoluteUri || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
            || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0 || endpoint.UserInfo.Length > 0)
        {
            // A password in the URL is no business of a log.
            string? shown = endpoint is { IsAbsoluteUri: true, UserInfo.Length: > 0 } ? endpoint.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped) : endpoint?.OriginalString;
            Fail(failures, setting, shown ?? "", $"an absolute https URL without user, query or fragment, as in {AIHubMixClientOptions.DefaultSubmitEndpoint}; plain http is taken for loopback addresses only");
        }
    }

    private void CheckHeaders(AIHubMixOptions options, List<string> failures)
    {
        foreach ((string name, string value) in options.Headers)
        {
            CheckHeader($"{nameof(options.Headers)}:{name}", name, value, failures);
        }

        if (!string.IsNullOrWhiteSpace(options.IdempotencyHeader))
        {
            CheckHeader(nameof(options.IdempotencyHeader), options.IdempotencyHeader, "key", failures);
        }
    }

    // The value can be a secret.
    private void CheckHeader(string setting, string name, string? value, List<string> failures)
    {
        using var probe = new HttpRequestMessage();
        if (value is null || IsReserved(name) || value.AsSpan().ContainsAny('\r', '\n', '\0') || !Ascii.IsValid(value) || !probe.Headers.TryAddWithoutValidation(name, value))
        {
            failures.Add($"{registration.KeyOf(setting)} cannot be sent: '{name}' is no name of a request header, or the client sets it itself, or its value has line breaks or characters outside ASCII.");
        }
    }

    // As AIHubMixClientOptions.Headers.
    private static bool IsReserved(string name) => name.ToUpperInvariant() is
        "AUTHORIZATION" or "PROXY-AUTHORIZATION" or "HOST" or "CONNECTION" or "TRANSFER-ENCODING" or "UPGRADE" or "EXPECT" or "COOKIE" or "TE" or "TRAILER";

    private void CheckRetry(AIHubMixRetryOptions retry, List<string> failures)
    {
        CheckRange(nameof(retry.BaseDelay), retry.BaseDelay, TimeSpan.FromMilliseconds(1), Hour, failures);
        CheckRange(nameof(retry.MaxDelay), retry.MaxDelay, retry.BaseDelay < Hour ? retry.BaseDelay : Hour, Hour, failures);
        CheckRange(nameof(retry.MaxRetryAfter), retry.MaxRetryAfter, TimeSpan.Zero, Hour, failures);
        CheckRange(nameof(retry.Budget), retry.Budget, TimeSpan.Zero, Day, failures);
        CheckCount($"{nameof(AIHubMixOptions.Retry)}:{nameof(retry.MaxServiceUnavailableRetries)}", retry.MaxServiceUnavailableRetries, 0, int.MaxValue, failures);
    }

    private void CheckRange(string setting, TimeSpan value, TimeSpan least, TimeSpan most, List<string> failures)
    {
        if (value < least || value > most)
        {
            Fail(failures, $"{nameof(AIHubMixOptions.Retry)}:{setting}", value, $"from {least} to {most}");
        }
    }

    private void CheckCount(string setting, int value, int least, int most, List<string> failures)
    {
        if (value < least || value > most)
        {
            Fail(failures, setting, value, string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}"));
        }
    }

    private void Fail(List<string> failures, string setting, object value, string must) =>
        failures.Add(string.Create(CultureInfo.InvariantCulture, $"{registration.KeyOf(setting)} is '{value}'; it must be {must}."));
}
