using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Errors;

[Collection(nameof(EnvironmentVariables))]
public sealed class MissingApiKeyExceptionTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(AIHubMixClient.ApiKeyVariable);

    public void Dispose() => Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, _before);

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" \t", null)]
    [InlineData(null, " ")]
    [InlineData(" ", " ")]
    public void Constructor_NoKeyAnywhere_IsThrownWithAdvice(string? key, string? variable)
    {
        Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, variable);

        MissingApiKeyException exception = Assert.Throws<MissingApiKeyException>(() => new AIHubMixClient(key));
        Assert.Equal(BillingClass.NeverDelivered, exception.Billing);

        Assert.Contains("AIHUBMIX_API_KEY", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Keys start with \"sk-\" and are made at https://aihubmix.com under \"API keys\".", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "sk-of-the-environment", "sk-of-the-environment")]
    [InlineData(" ", " sk-of-the-environment\n", "sk-of-the-environment")]
    [InlineData("sk-passed", "sk-of-the-environment", "sk-passed")]
    [InlineData("sk-passed", null, "sk-passed")]
    public async Task Constructor_KeyPassedOrInTheEnvironment_PrefersTheOnePassed(string? key, string? variable, string expected)
    {
        Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, variable);
        using var bench = Bench.Answering("""{"output":[]}""");
        using var client = new AIHubMixClient(key, bench.Options);

        await client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("Bearer " + expected, Assert.Single(bench.Gateway.Requests).Authorization?.ToString());
    }

    [Fact]
    public void Constructor_KeyOfTheEnvironmentThatCannotStandInAHeader_IsRefused()
    {
        Environment.SetEnvironmentVariable(AIHubMixClient.ApiKeyVariable, "sk-with space");

        Assert.Throws<ArgumentException>(() => new AIHubMixClient());
    }
}
