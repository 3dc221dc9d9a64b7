using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>A way in which an exception of a type comes about.</summary>
/// <param name="Type">The type.</param>
/// <param name="Call">Makes it come.</param>
internal sealed record ErrorCase(Type Type, Func<AIHubMixSimulator, AIHubMixClient, SimulatorClock, Task> Call)
{
    private static readonly FluxKontextInput Flux = new() { Prompt = "A deer" };
    private static readonly GptImageInput Gpt = new() { Prompt = "A deer" };

    public static IReadOnlyList<ErrorCase> All { get; } =
    [
        Submit<AIHubMixApiException>(Fault.ModelNotAllowed),
        Submit<AIHubMixApiException>(Fault.ServerError(500)),
        Poll<AIHubMixApiException>(Fault.Status(400)),
        Submit<AuthenticationFailedException>(Fault.InvalidKey),
        Poll<AuthenticationFailedException>(Fault.InvalidKey),
        Submit<QuotaExceededException>(Fault.QuotaExceeded),
        Poll<QuotaExceededException>(Fault.QuotaExceeded),
        Submit<RateLimitedException>(Fault.RateLimited()),
        Look<RateLimitedException>(Fault.RateLimited()),
        Submit<ModelUnavailableException>(Fault.UnknownModel),
        Look<ModelUnavailableException>(Fault.Unavailable()),
        Submit<ModerationException>(Fault.ModerationBlocked),
        Poll<TaskFailedException>(Fault.TaskFailed()),
        Poll<TaskModeratedException>(Fault.TaskModerated()),
        Poll<TaskNotFoundException>(Fault.TaskVanished),
        new(typeof(InvalidInputException), (_, client, _) => client.GenerateAsync(ImageModels.GptImage1, Gpt with { Count = 0 })),
        new(typeof(ImageSourceException), (_, client, _) => client.GenerateAsync(ImageModels.GptImage1, Gpt with { Image = ImageSource.FromFile("there-is-none.png") })),
        new(typeof(MissingApiKeyException), (_, _, _) => Task.FromException(new MissingApiKeyException())),
        NotSent(HttpMethod.Post),
        NotSent(HttpMethod.Post, readsTheBody: true),
        NotSent(HttpMethod.Get),
        new(typeof(ConnectionFailedException), (gateway, client, _) =>
        {
            gateway.Faults.RefuseConnections();
            return client.GenerateAsync(ImageModels.GptImage1, Gpt);
        }),
        Submit<ConnectionFailedException>(Fault.ConnectionReset),
        Look<ConnectionFailedException>(Fault.ConnectionReset),
        new(typeof(GenerationTimeoutException), (_, client, clock) => client.GenerateAsync(ImageModels.GptImage1, Gpt with
        {
            Image = ImageSource.FromStream(async token =>
            {
                await Task.Delay(TimeSpan.FromHours(1), clock, token);
                return Stream.Null;
            }),
        }, new CallOptions { Deadline = TimeSpan.FromMinutes(1) })),
        Submit<GenerationTimeoutException>(Fault.NoAnswer),
        Poll<GenerationTimeoutException>(Fault.TaskPending),
        new(typeof(GenerationCanceledException), (_, client, _) => client.GenerateAsync(ImageModels.GptImage1, Gpt, cancellationToken: new CancellationToken(canceled: true))),
        Canceled(Fault.RateLimited(TimeSpan.FromSeconds(30)), GatewayOperation.Submit),
        Canceled(Fault.NoAnswer, GatewayOperation.Submit),
        Canceled(Fault.TaskPending, GatewayOperation.Poll),
        Submit<MalformedResponseException>(Fault.HtmlPage),
        Poll<MalformedResponseException>(Fault.TaskWithoutStatus),
        Download<ImageDownloadException>(Fault.Status(400)),
        Download<ImageExpiredException>(Fault.ExpiredUrl),
        new(typeof(ImageSaveException), async (_, client, _) =>
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory();
            folder.CreateSubdirectory("deer.png");
            try
            {
                await client.SaveAsync(ImageModels.GptImage1, Gpt, Path.Combine(folder.FullName, "deer.png"));
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }),
    ];

    /// <summary>Makes it come, and tells its class.</summary>
    public async Task<BillingClass> RunAsync()
    {
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { TimeProvider = clock });
        using AIHubMixClient client = gateway.CreateClient();
        Exception? failure = await Record.ExceptionAsync(() => clock.RunAsync(Call(gateway, client, clock)));
        Assert.IsType(Type, failure);
        return failure is GenerationCanceledException canceled ? canceled.Billing : ((AIHubMixException)failure).Billing;
    }

    private static ErrorCase Submit<T>(Fault fault) => new(typeof(T), (gateway, client, _) =>
    {
        gateway.Faults.Next(fault).On(GatewayOperation.Submit).Always();
        return client.GenerateAsync(ImageModels.GptImage1, Gpt);
    });

    private static ErrorCase Poll<T>(Fault fault) => new(typeof(T), (gateway, client, _) =>
    {
        gateway.Faults.Next(fault).On(GatewayOperation.Poll).Always();
        return client.GenerateAsync(ImageModels.FluxKontextMax, Flux);
    });

    // What may pass is read again until the deadline, which then has the last failure in it.
    private static ErrorCase Look<T>(Fault fault) => new(typeof(T), async (gateway, client, _) =>
    {
        gateway.Faults.Next(fault).On(GatewayOperation.Poll).Always();
        GenerationTimeoutException timeout = await Assert.ThrowsAsync<GenerationTimeoutException>(() => client.GenerateAsync(ImageModels.FluxKontextMax, Flux));
        throw timeout.InnerException!;
    });

    private static ErrorCase Download<T>(Fault fault) => new(typeof(T), async (gateway, client, _) =>
    {
        gateway.Faults.Next(fault).On(GatewayOperation.Download).Always();
        await (await client.GenerateAsync(ImageModels.IdeogramV3, new() { Prompt = "A deer" })).Images[0].GetBytesAsync();
    });

    private static ErrorCase NotSent(HttpMethod method, bool readsTheBody = false) => new(typeof(RequestNotSentException), async (gateway, _, clock) =>
    {
        using var invoker = new HttpMessageInvoker(new RefusingHandler(method, readsTheBody, clock));
        using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { HttpInvoker = invoker });
        await client.GenerateAsync(ImageModels.FluxKontextMax, Flux);
    });

    private static ErrorCase Canceled(Fault fault, GatewayOperation operation) => new(typeof(GenerationCanceledException), async (gateway, client, clock) =>
    {
        gateway.Faults.Next(fault).On(operation).Always();
        using var cancellation = new CancellationTokenSource();
        await using ITimer timer = clock.After(TimeSpan.FromSeconds(10), cancellation.Cancel);
        await client.GenerateAsync(ImageModels.FluxKontextMax, Flux, cancellationToken: cancellation.Token);
    });

    /// <summary>Has no credential for requests of a method.</summary>
    private sealed class RefusingHandler(HttpMethod method, bool readsTheBody, SimulatorClock clock) : DelegatingHandler(clock.CreateHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (readsTheBody && request.Content is { } content)
            {
                await content.CopyToAsync(Stream.Null, cancellationToken);
            }

            return request.Method == method ? throw new RequestNotSentException("There is no credential.") : await base.SendAsync(request, cancellationToken);
        }
    }
}
