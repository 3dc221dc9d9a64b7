using AIHubMix.Images.Errors;
using AIHubMix.Images.Recording;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Retrying;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Telemetry;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images;

/// <summary>The parts of a client that its tasks and pictures go on using.</summary>
internal sealed class ClientCore
{
    public ClientCore(string apiKey, AIHubMixClientOptions options)
    {
        Downloads = new SemaphoreSlim(options.MaxConcurrentDownloads);
        Telemetry = new ClientTelemetry(options);
        Transport = new GatewayTransport(apiKey, options, Recorder.Of(options, Environment.GetEnvironmentVariable(AIHubMixClient.RecordVariable), apiKey, Telemetry));
        Retrier = new Retrier(options.TimeProvider, Telemetry.Retrying);
        Spellings = new Spellings(options.PathSpelling);
        Errors = new ApiErrorReader(Transport, options.TimeProvider);
        Predictions = new PredictionReader(this);
        Tasks = new TaskReader(Errors);
    }

    public GatewayTransport Transport { get; }

    /// <summary>Who may have a connection for a download.</summary>
    public SemaphoreSlim Downloads { get; }

    public ClientTelemetry Telemetry { get; }

    public Retrier Retrier { get; }

    public Spellings Spellings { get; }

    public ApiErrorReader Errors { get; }

    public PredictionReader Predictions { get; }

    public TaskReader Tasks { get; }
}
