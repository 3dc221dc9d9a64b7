using System.Net;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Tests.Support;

/// <summary>A client on a stubbed network and a fake clock.</summary>
internal sealed class Bench : IDisposable
{
    public const string Key = "sk-very-secret-0123456789";

    public const string Prediction = "https://aihubmix.com/v1/models/bfl/flux-kontext-max/predictions";

    private readonly HttpMessageInvoker _invoker;

    public Bench(Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null)
    {
        Gateway = new StubGateway(Time);
        _invoker = new HttpMessageInvoker(Gateway);
        Options = new AIHubMixClientOptions { HttpInvoker = _invoker, TimeProvider = Time, Randomizer = () => Random };
        Options = configure?.Invoke(Options) ?? Options;
        Client = new AIHubMixClient(Key, Options);
    }

    public SteppedTime Time { get; } = new();

    /// <summary>What the client draws whenever it asks for a random number.</summary>
    public double Random { get; set; } = 0.5;

    public StubGateway Gateway { get; }

    public AIHubMixClientOptions Options { get; }

    public AIHubMixClient Client { get; }

    public static Bench Answering(string body, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var bench = new Bench();
        bench.Gateway.Answer(body, status, type, headers);
        return bench;
    }

    /// <summary>A client whose prediction is answered with a task of the id <c>t1</c>.</summary>
    public static Bench WithTask(Func<AIHubMixClientOptions, AIHubMixClientOptions>? configure = null, string taskId = "t1")
    {
        var bench = new Bench(configure);
        bench.Gateway.Answer(new JsonObject { ["output"] = new JsonArray(new JsonObject { ["taskId"] = taskId }) }.ToJsonString(), headers: ("x-aihubmix-request-id", "rid-submit"));
        return bench;
    }

    public Task<ImageResult> GenerateAsync() => GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" });

    public Task<ImageResult> GenerateAsync<TInput>(ImageModel<TInput> model, TInput input)
        where TInput : class, IImageInput<TInput> => Time.RunAsync(Client.GenerateAsync(model, input));

    public Task<ImageResult> GenerateAsync(ImageModel model, JsonObject input) => Time.RunAsync(Client.GenerateAsync(model, input));

    public Task<ImageTask> SubmitAsync() => Time.RunAsync(Client.SubmitAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }));

    public Task<ImageResult> WaitAsync(ImageTask task, IProgress<PredictionTask>? progress = null) => Time.RunAsync(task.WaitAsync(progress));

    /// <summary>The failure that a generation ends with, which must be exactly of the type.</summary>
    public Task<TException> FailAsync<TException>()
        where TException : Exception => Assert.ThrowsAsync<TException>(() => GenerateAsync());

    public void Dispose()
    {
        Client.Dispose();
        _invoker.Dispose();
    }
}
