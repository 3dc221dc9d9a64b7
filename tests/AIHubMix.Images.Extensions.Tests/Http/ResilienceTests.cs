using AIHubMix.Images.Extensions.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Polly;

namespace AIHubMix.Images.Extensions.Tests.Http;

/// <summary>What becomes of a purchase when the application's HttpClients have handlers that retry and give up.</summary>
public sealed class ResilienceTests
{
    public enum Added
    {
        ToAllClients,
        ToAllClientsAfterwards,
        ToTheClient,
        AsHedging,
        AsPipelineOnTheClock,
    }

    public static TheoryData<Added> Ways => [.. Enum.GetValues<Added>()];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GenerateAsync_ServerErrorAfterTheWork_IsBilledOnce(Added added)
    {
        await using Application application = await StartAsync(added);
        application.Gateway.Faults.Next(Fault.ServerError(500));

        AIHubMixApiException exception = await Assert.ThrowsAsync<AIHubMixApiException>(() => application.GenerateAsync());

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, exception.Attempts));
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GenerateAsync_ConnectionReset_IsBilledOnce(Added added)
    {
        await using Application application = await StartAsync(added);
        application.Gateway.Faults.Next(Fault.ConnectionReset);

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => application.GenerateAsync());

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, exception.Attempts));
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GenerateAsync_RateLimited_IsSentAgainByTheClientAlone(Added added)
    {
        await using Application application = await StartAsync(added);
        application.Gateway.Faults.Next(Fault.RateLimited(retryAfter: TimeSpan.FromSeconds(30))).Times(2);

        ImageResult result = await application.GenerateAsync();

        Assert.Equal((3, 3), (result.Attempts, application.Gateway.Timeline.Count));
        Assert.Equal(TimeSpan.FromMinutes(1), application.Clock.Elapsed);
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GenerateAsync_Unavailable_IsSentAgainByTheClientAlone(Added added)
    {
        await using Application application = await StartAsync(added);
        application.Gateway.Faults.Next(Fault.Unavailable()).Always();

        ModelUnavailableException exception = await Assert.ThrowsAsync<ModelUnavailableException>(() => application.GenerateAsync());

        Assert.Equal((3, 3), (exception.Attempts, application.Gateway.Timeline.Count));
        application.Gateway.Ledger.ShouldHaveBilled(0);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GenerateAsync_TakesNinetySeconds_IsNotCutOff(Added added)
    {
        await using Application application = await StartAsync(added, TimeSpan.FromSeconds(90));

        ImageResult result = await application.GenerateAsync();

        Assert.Single(result.Images);
        Assert.Equal(TimeSpan.FromSeconds(90), application.Clock.Elapsed);
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task GenerateAsync_TaskAndDownload_ArriveWhole(Added added)
    {
        await using Application application = await StartAsync(added, TimeSpan.FromSeconds(90));
        application.Gateway.Faults.Next(Fault.ServerError(502)).On(GatewayOperation.Poll);
        application.Gateway.Faults.Next(Fault.TruncatedBody).On(GatewayOperation.Download);

        ImageResult result = await application.GenerateByTaskAsync();
        await application.Clock.RunAsync(result.Images[0].GetBytesAsync(TestContext.Current.CancellationToken));

        application.Gateway.Ledger.ShouldHaveBilled(1);
        application.Gateway.Ledger.ShouldHaveDeliveredAll();
    }

    [Fact]
    public async Task CreateClient_ResilienceHandlerLeftOut_IsLogged()
    {
        await using Application application = await StartAsync(Added.ToAllClients);
        var logs = new FakeLoggerProvider();
        application.Services.AddLogging(logging => logging.AddProvider(logs));

        _ = application.Client;

        FakeLogRecord record = Assert.Single(logs.Collector.GetSnapshot(), record => record.Id.Id == 100);
        Assert.Equal((AIHubMixTelemetry.Name, LogLevel.Information), (record.Category, record.Level));
        Assert.Contains("AIHubMix:KeepResilienceHandlers keeps such handlers", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateClient_OtherClientsOfTheApplication_KeepTheirResilience()
    {
        await using Application application = await StartAsync(Added.ToAllClients);
        var counting = new CountingHandler();
        application.Services.AddHttpClient("other").AddHttpMessageHandler(() => counting).ConfigurePrimaryHttpMessageHandler(() => new Unavailable());
        application.Services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero);

        using HttpClient other = application.Provider.GetRequiredService<IHttpClientFactory>().CreateClient("other");
        using HttpResponseMessage response = await other.GetAsync("http://localhost/", TestContext.Current.CancellationToken);

        Assert.Equal(4, counting.Requests);
    }

    [Fact]
    public async Task KeepResilienceHandlers_ServerErrorAfterTheWork_SecondSendIsRefused()
    {
        await using Application application = await StartAsync(Added.ToTheClient, further: ("KeepResilienceHandlers", "true"));
        application.Services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero);
        application.Gateway.Faults.Next(Fault.ServerError(500));

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => application.GenerateAsync());

        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
        Assert.Contains("A handler of the application sent the prediction a second time, which was refused", exception.Message, StringComparison.Ordinal);
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task GenerateAsync_HandlerOfTheApplicationSendsAgain_IsBilledOnce()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient().AddHttpMessageHandler(() => new CountingHandler(sends: 3));
        application.Gateway.Faults.Next(Fault.ServerError(500));

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => application.GenerateAsync());

        Assert.Equal((BillingClass.OutcomeUnknown, 1), (exception.Billing, exception.Attempts));
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task GenerateAsync_HandlerOfTheApplicationReadsAgain_IsLetPass()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient().AddHttpMessageHandler(() => new CountingHandler(sends: 3));
        application.Gateway.Faults.Next(Fault.ServerError(500)).On(GatewayOperation.Poll).Times(2);

        ImageResult result = await application.GenerateByTaskAsync();

        Assert.Equal(result.Polls + 2, application.Gateway.Timeline.Of(GatewayOperation.Poll).Count);
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    private static async Task<Application> StartAsync(Added added, TimeSpan generationTime = default, params IReadOnlyList<(string, string?)> further)
    {
        Application application = await Application.StartAsync(generationTime);
        if (added == Added.ToAllClients)
        {
            application.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        }

        IHttpClientBuilder builder = application.AddClient(further);
        switch (added)
        {
            case Added.ToAllClientsAfterwards:
                application.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
                break;
            case Added.ToTheClient:
                builder.AddStandardResilienceHandler();
                break;
            case Added.AsHedging:
                builder.AddStandardHedgingHandler();
                break;
            case Added.AsPipelineOnTheClock:
                builder.AddResilienceHandler("mine", pipeline =>
                {
                    pipeline.TimeProvider = application.Clock;
                    pipeline.AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(1) });
                    pipeline.AddTimeout(TimeSpan.FromSeconds(10));
                });
                break;
        }

        return application;
    }

    private sealed class Unavailable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable));
    }
}
