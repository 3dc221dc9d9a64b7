using AIHubMix.Images.Extensions.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AIHubMix.Images.Extensions.Tests.Health;

public sealed class HealthCheckTests
{
    [Fact]
    public async Task CheckHealthAsync_Configuration_IsHealthyWithoutARequest()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Services.AddHealthChecks().AddAIHubMix();

        (string name, HealthReportEntry entry) = await CheckAsync(application);

        Assert.Equal(("aihubmix", HealthStatus.Healthy), (name, entry.Status));
        Assert.Equal(0, application.Gateway.Timeline.Count);
    }

    [Fact]
    public async Task CheckHealthAsync_SettingIsWrong_IsUnhealthyAndNamesIt()
    {
        await using Application application = await Application.StartAsync();
        application.Services.AddAIHubMix("drafts", application.Section("Drafts", ("Deadline", "00:00:00")));
        application.Services.AddHealthChecks().AddAIHubMix("drafts", failureStatus: HealthStatus.Unhealthy, tags: ["ready"]);

        (string name, HealthReportEntry entry) = await CheckAsync(application);

        Assert.Equal(("aihubmix-drafts", HealthStatus.Unhealthy), (name, entry.Status));
        Assert.Equal(["ready"], entry.Tags);
        Assert.StartsWith("Drafts:Deadline is '00:00:00'", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHealthAsync_KeyOfAnotherForm_IsDegradedAndNotTold()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient(("ApiKey", "AKIA-of-something-else"));
        application.Services.AddHealthChecks().AddAIHubMix();

        (_, HealthReportEntry entry) = await CheckAsync(application);

        Assert.Equal((HealthStatus.Degraded, "The API key does not begin with \"sk-\", as keys of AIHubMix do."), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task CheckHealthAsync_GatewayAnswers_IsHealthyAndBillsNothing()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient(("SubmitEndpoint", application.Gateway.Endpoint.AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
        application.Services.AddHealthChecks().AddAIHubMix(probe: HealthProbe.Gateway);

        (_, HealthReportEntry entry) = await CheckAsync(application);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal([("GET", "/v1/tasks/health-check", true), ("GET", "/v1/tasks/health-check", false)],
            application.Gateway.Timeline.Exchanges.Select(exchange => (exchange.Method, exchange.Target, exchange.Headers.ContainsKey("Authorization"))));
        application.Gateway.Ledger.ShouldHaveBilled(0);
    }

    [Fact]
    public async Task CheckHealthAsync_GatewayRefusesTheKey_IsUnhealthy()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient(("ApiKey", "sk-wrong"));
        application.Services.AddHealthChecks().AddAIHubMix(probe: HealthProbe.Gateway);

        (_, HealthReportEntry entry) = await CheckAsync(application);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.EndsWith("refuses the API key: 401.", entry.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-wrong", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHealthAsync_GatewayFails_IsDegraded()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Services.AddHealthChecks().AddAIHubMix(probe: HealthProbe.Gateway);
        application.Gateway.Faults.Next(Fault.ServerError(502)).On(GatewayOperation.Poll);

        (_, HealthReportEntry entry) = await CheckAsync(application);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.EndsWith("answers with 502.", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHealthAsync_GatewayIsDown_IsDegraded()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Services.AddHealthChecks().AddAIHubMix(probe: HealthProbe.Gateway);
        using IDisposable outage = application.Gateway.Faults.RefuseConnections();

        (_, HealthReportEntry entry) = await CheckAsync(application);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("cannot be reached", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHealthAsync_GatewayIsSilent_IsDegradedAfterTenSeconds()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Services.AddHealthChecks().AddAIHubMix(probe: HealthProbe.Gateway);
        application.Gateway.Faults.Next(Fault.NoAnswer).On(GatewayOperation.Poll);

        (_, HealthReportEntry entry) = await application.Clock.RunAsync(CheckAsync(application));

        Assert.Equal((HealthStatus.Degraded, TimeSpan.FromSeconds(10)), (entry.Status, application.Clock.Elapsed));
        Assert.EndsWith("does not answer within 10 seconds.", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHealthAsync_NoSuchClient_SaysSo()
    {
        await using Application application = await Application.StartAsync();
        application.Services.AddHealthChecks().AddAIHubMix("nobody");

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => CheckAsync(application));

        Assert.Equal("There is no AIHubMix client 'nobody' to check: add it with AddAIHubMix.", exception.Message);
    }

    private static async Task<(string Name, HealthReportEntry Entry)> CheckAsync(Application application)
    {
        HealthReport report = await application.Provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        (string name, HealthReportEntry entry) = Assert.Single(report.Entries);
        return (name, entry);
    }
}
