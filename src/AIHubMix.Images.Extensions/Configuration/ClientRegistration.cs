namespace AIHubMix.Images.Extensions.Configuration;

/// <summary>One client of a container.</summary>
/// <param name="Name">The key of the client and the name of its options; the empty name is that of the client without a key.</param>
internal sealed record ClientRegistration(string Name)
{
    private const string HttpClientOfAll = "AIHubMix";

    /// <summary>The name of its client of the IHttpClientFactory.</summary>
    public string HttpClientName { get; } = Name.Length == 0 ? HttpClientOfAll : $"{HttpClientOfAll}.{Name}";

    /// <summary>Where its settings stand in configuration, such as <c>AIHubMix</c>; empty for the root, null when they are set by code alone.</summary>
    public string? SectionPath { get; set; }

    /// <summary>How a setting is named to a person: by its key, or as the property it is.</summary>
    public string KeyOf(string setting) => SectionPath is { } path
        ? path.Length == 0 ? setting : $"{path}:{setting}"
        : $"{nameof(AIHubMixOptions)}.{setting.Replace(':', '.')}{(Name.Length == 0 ? "" : $" of the client '{Name}'")}";
}
