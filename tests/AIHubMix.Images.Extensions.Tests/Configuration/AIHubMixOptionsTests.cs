using System.Reflection;
using AIHubMix.Images.Extensions.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AIHubMix.Images.Extensions.Tests.Configuration;

public sealed class AIHubMixOptionsTests
{
    private static readonly (string Key, string Value)[] Everything =
    [
        ("ApiKey", "sk-bound"),
        ("SubmitEndpoint", "https://api.inferera.com/v1"),
        ("TasksEndpoint", "https://tasks.inferera.com/v1"),
        ("Deadline", "00:03:00"),
        ("MaxDownloadBytes", "1000"),
        ("MaxConcurrentDownloads", "3"),
        ("AllowPrivateRedirects", "true"),
        ("PathSpelling", "Later"),
        ("ValidateInput", "false"),
        ("Retry:BaseDelay", "00:00:02"),
        ("Retry:MaxDelay", "00:00:20"),
        ("Retry:MaxRetryAfter", "00:00:40"),
        ("Retry:Budget", "00:01:00"),
        ("Retry:MaxServiceUnavailableRetries", "5"),
        ("Retry:RetryUnknownOutcome", "true"),
        ("Headers:APP-Code", "deer"),
        ("IdempotencyHeader", "X-Idempotency"),
        ("TracePrompts", "true"),
        ("RecordDirectory", "recordings"),
        ("KeepResilienceHandlers", "true"),
    ];

    [Fact]
    public void Bind_EverySetting_ReachesTheOptions()
    {
        AIHubMixOptions options = Bind(Everything);

        Assert.Equal("sk-bound", options.FindApiKey());
        Assert.True(options.KeepResilienceHandlers);
        AIHubMixClientOptions client = options.ToClientOptions(new AIHubMixClientOptions());
        Assert.Equal(new Dictionary<string, string> { ["APP-Code"] = "deer" }, client.Headers);
        Assert.Equal(
            new AIHubMixClientOptions
            {
                SubmitEndpoint = new Uri("https://api.inferera.com/v1"),
                TasksEndpoint = new Uri("https://tasks.inferera.com/v1"),
                Deadline = TimeSpan.FromMinutes(3),
                MaxDownloadBytes = 1000,
                MaxConcurrentDownloads = 3,
                AllowPrivateRedirects = true,
                PathSpelling = ModelPathSpelling.Later,
                ValidateInput = false,
                Retry = new RetryOptions
                {
                    BaseDelay = TimeSpan.FromSeconds(2),
                    MaxDelay = TimeSpan.FromSeconds(20),
                    MaxRetryAfter = TimeSpan.FromSeconds(40),
                    Budget = TimeSpan.FromMinutes(1),
                    MaxServiceUnavailableRetries = 5,
                    RetryUnknownOutcome = true,
                },
                IdempotencyHeader = "X-Idempotency",
                TracePrompts = true,
                RecordDirectory = "recordings",
                Headers = client.Headers,
                Randomizer = client.Randomizer,
            },
            client);
    }

    [Fact]
    public void Bind_Everything_LeavesNoSettingOut()
    {
        IEnumerable<string> settings = SettingsOf(typeof(AIHubMixOptions), "");
        Assert.Equal(settings.Order(StringComparer.Ordinal), Everything.Select(setting => setting.Key.StartsWith("Headers:", StringComparison.Ordinal) ? "Headers" : setting.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Defaults_OfTheOptions_AreThoseOfTheClient()
    {
        var client = new AIHubMixClientOptions();
        AIHubMixClientOptions made = new AIHubMixOptions().ToClientOptions(client);
        Assert.Equal(client, made with { Headers = client.Headers });
        Assert.Empty(made.Headers);
    }

    [Fact]
    public void FindApiKey_BlankOrMissing_IsThatOfTheEnvironment()
    {
        string? before = Environment.GetEnvironmentVariable(AIHubMixClient.ApiKeyVariable);
        try
        {
            Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, " sk-environment ");
            Assert.Equal("sk-environment", Bind(("ApiKey", " ")).FindApiKey());
            Assert.Equal("sk-environment", Bind().FindApiKey());
            Assert.Equal("sk-own", Bind(("ApiKey", "sk-own")).FindApiKey());

            Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, " ");
            OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => Bind(("ApiKey", " ")));
            Assert.StartsWith("There is no API key: neither Images:AIHubMix:ApiKey nor the environment variable AIHUBMIX_API_KEY is set", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, before);
        }
    }

    [Theory]
    [InlineData("Deadline", "00:00:00", "Images:AIHubMix:Deadline is '00:00:00'; it must be more than zero and at most 1.00:00:00.")]
    [InlineData("Deadline", "1.00:00:01", "Images:AIHubMix:Deadline is '1.00:00:01'; it must be more than zero and at most 1.00:00:00.")]
    [InlineData("MaxDownloadBytes", "0", "Images:AIHubMix:MaxDownloadBytes is '0'; it must be from 1 to 2147483591.")]
    [InlineData("MaxDownloadBytes", "2147483592", "Images:AIHubMix:MaxDownloadBytes is '2147483592'; it must be from 1 to 2147483591.")]
    [InlineData("MaxConcurrentDownloads", "0", "Images:AIHubMix:MaxConcurrentDownloads is '0'; it must be from 1 to 2147483647.")]
    [InlineData("SubmitEndpoint", "http://example.com/v1", "Images:AIHubMix:SubmitEndpoint is 'http://example.com/v1'; it must be an absolute https URL")]
    [InlineData("SubmitEndpoint", "v1", "Images:AIHubMix:SubmitEndpoint is 'v1'; it must be an absolute https URL")]
    [InlineData("TasksEndpoint", "https://example.com/v1?a=1", "Images:AIHubMix:TasksEndpoint is 'https://example.com/v1?a=1'; it must be an absolute https URL")]
    [InlineData("Headers:Authorization", "Bearer 1", "Images:AIHubMix:Headers:Authorization cannot be sent: 'Authorization' is no name of a request header, or the client sets it itself")]
    [InlineData("Headers:X", "ä", "Images:AIHubMix:Headers:X cannot be sent")]
    [InlineData("IdempotencyHeader", "Content-Type", "Images:AIHubMix:IdempotencyHeader cannot be sent: 'Content-Type'")]
    [InlineData("Retry:BaseDelay", "00:00:00", "Images:AIHubMix:Retry:BaseDelay is '00:00:00'; it must be from 00:00:00.0010000 to 01:00:00.")]
    [InlineData("Retry:MaxDelay", "00:00:00.5", "Images:AIHubMix:Retry:MaxDelay is '00:00:00.5000000'; it must be from 00:00:01 to 01:00:00.")]
    [InlineData("Retry:MaxDelay", "01:00:01", "Images:AIHubMix:Retry:MaxDelay is '01:00:01'; it must be from 00:00:01 to 01:00:00.")]
    [InlineData("Retry:MaxRetryAfter", "-00:00:01", "Images:AIHubMix:Retry:MaxRetryAfter is '-00:00:01'; it must be from 00:00:00 to 01:00:00.")]
    [InlineData("Retry:Budget", "1.00:00:01", "Images:AIHubMix:Retry:Budget is '1.00:00:01'; it must be from 00:00:00 to 1.00:00:00.")]
    [InlineData("Retry:MaxServiceUnavailableRetries", "-1", "Images:AIHubMix:Retry:MaxServiceUnavailableRetries is '-1'; it must be from 0 to 2147483647.")]
    public void Validate_SettingOutOfItsRange_NamesKeyValueAndRange(string key, string value, string expected)
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => Bind(("ApiKey", Application.Key), (key, value)));

        Assert.StartsWith(expected, Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain(Application.Key, exception.ToString(), StringComparison.Ordinal);

        // The client refuses the same: what is checked at start is neither more nor less.
        var services = new ServiceCollection();
        services.AddAIHubMix(Section(("ApiKey", Application.Key), (key, value)));
        services.RemoveAll<IValidateOptions<AIHubMixOptions>>();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.ThrowsAny<ArgumentException>(provider.GetRequiredService<AIHubMixClient>);
    }

    [Theory]
    [InlineData("Deadline", "1.00:00:00")]
    [InlineData("MaxDownloadBytes", "2147483591")]
    [InlineData("MaxConcurrentDownloads", "1")]
    [InlineData("SubmitEndpoint", "http://localhost:5000")]
    [InlineData("Retry:BaseDelay", "00:00:00.001")]
    [InlineData("Retry:BaseDelay", "00:00:30")]
    [InlineData("Retry:MaxDelay", "01:00:00")]
    [InlineData("Retry:MaxRetryAfter", "00:00:00")]
    [InlineData("Retry:Budget", "1.00:00:00")]
    [InlineData("Retry:MaxServiceUnavailableRetries", "0")]
    [InlineData("IdempotencyHeader", "")]
    public void Validate_SettingAtTheEdgeOfItsRange_IsTakenByTheClientToo(string key, string value)
    {
        var services = new ServiceCollection();
        services.AddAIHubMix(Section(("ApiKey", Application.Key), (key, value)));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetRequiredService<AIHubMixClient>());
    }

    [Fact]
    public async Task StartAsync_SeveralSettingsAreWrong_RefusesToStartAndNamesAll()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient(("Deadline", "00:00:00"), ("MaxDownloadBytes", "-1"));
        application.Services.AddAIHubMix("other", options => (options.ApiKey, options.Deadline) = ("sk- with spaces", TimeSpan.Zero));

        AggregateException both = await Assert.ThrowsAsync<AggregateException>(() => application.Host.StartAsync(TestContext.Current.CancellationToken));

        string[] failures = [.. both.InnerExceptions.Cast<OptionsValidationException>().SelectMany(exception => exception.Failures)];
        Assert.Equal(
            [
                "AIHubMix:Deadline is '00:00:00'; it must be more than zero and at most 1.00:00:00.",
                "AIHubMix:MaxDownloadBytes is '-1'; it must be from 1 to 2147483591.",
                "AIHubMixOptions.ApiKey of the client 'other' has characters that cannot stand in a header: white space, control or non-ASCII characters.",
                "AIHubMixOptions.Deadline of the client 'other' is '00:00:00'; it must be more than zero and at most 1.00:00:00.",
            ],
            failures.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("sk-", both.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SettingsAtTheRoot_AreNamedWithoutASection()
    {
        var services = new ServiceCollection();
        services.AddAIHubMix(new ConfigurationBuilder().AddInMemoryCollection([new("ApiKey", Application.Key), new("Deadline", "00:00:00")]).Build());
        using ServiceProvider provider = services.BuildServiceProvider();
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<AIHubMixClient>);
        Assert.StartsWith("Deadline is '00:00:00'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_TextThatIsNoTime_NamesTheKey()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Bind(("ApiKey", Application.Key), ("Deadline", "soon")));
        Assert.Contains("Images:AIHubMix:Deadline", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_EndpointWithPassword_DoesNotRepeatIt()
    {
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => Bind(("ApiKey", Application.Key), ("SubmitEndpoint", "https://user:password@example.com/v1")));
        Assert.DoesNotContain("password", exception.Message, StringComparison.Ordinal);
    }

    internal static IEnumerable<string> SettingsOf(Type type, string prefix) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(property => property.PropertyType == typeof(AIHubMixRetryOptions) ? SettingsOf(property.PropertyType, $"{prefix}{property.Name}:") : [$"{prefix}{property.Name}"]);

    private static AIHubMixOptions Bind(params IReadOnlyList<(string Key, string Value)> settings)
    {
        var services = new ServiceCollection();
        services.AddAIHubMix(Section(settings));
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AIHubMixOptions>>().Value;
    }

    private static IConfigurationSection Section(params IReadOnlyList<(string Key, string Value)> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Images:AIHubMix:{setting.Key}", (string?)setting.Value)))
        .Build()
        .GetSection("Images:AIHubMix");
}
