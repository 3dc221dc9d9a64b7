using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AIHubMix.Images.Extensions.ImageGeneration;

/// <summary>Generates with a client what is asked for in the terms of Microsoft.Extensions.AI.</summary>
internal sealed class AIHubMixImageGenerator : IImageGenerator
{
    private const string ProviderName = "aihubmix";

    private readonly AIHubMixClient _client;
    private readonly ImageModel _model;
    private readonly CallOptions _callOptions;
    private readonly ImageGeneratorMetadata _metadata;
    private readonly ILogger _logger;

    public AIHubMixImageGenerator(AIHubMixClient client, ImageModel model, CallOptions? callOptions)
    {
        _client = client;
        _model = model;

        // JSON is validated by calls that ask for it alone.
        _callOptions = (callOptions ?? new CallOptions()) with { ValidateInput = callOptions?.ValidateInput ?? client.Options.ValidateInput };
        _metadata = new ImageGeneratorMetadata(ProviderName, client.Options.SubmitEndpoint, model.Path);
        _logger = client.Options.LoggerFactory?.CreateLogger(AIHubMixTelemetry.Name) ?? NullLogger.Instance;
    }

    public async Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImageModel model = ModelOf(options?.ModelId);
        JsonObject input = new InputComposer(model, _logger).Compose(request, options, options?.RawRepresentationFactory?.Invoke(this));
        ImageResult result = await _client.GenerateAsync(model, input, _callOptions, cancellationToken).ConfigureAwait(false);
        return await new ResponseComposer(_logger).ComposeAsync(result, options?.ResponseFormat, cancellationToken).ConfigureAwait(false);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_metadata) ? _metadata
            : serviceType.IsInstanceOfType(_client) ? _client
            : serviceType.IsInstanceOfType(_model) ? _model
            : null;
    }

    public void Dispose()
    {
        // The client belongs to whoever made it.
    }

    private ImageModel ModelOf(string? id) =>
        string.IsNullOrEmpty(id) || id.Equals(_model.Path, StringComparison.OrdinalIgnoreCase) || id.Equals(_model.Name, StringComparison.OrdinalIgnoreCase)
            ? _model
            : ImageModels.Find(id) ?? ImageModel.Untyped(id);
}
