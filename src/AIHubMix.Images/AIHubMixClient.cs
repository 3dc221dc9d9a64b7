using System.Text.Json.Nodes;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images;

/// <summary>The client of the AIHubMix unified image API.</summary>
/// <remarks>Safe to use from several threads, and meant to be made once and kept for the life of the process.</remarks>
/// <example>
/// <code>
/// using var client = new AIHubMixClient();
/// ImageResult result = await client.GenerateAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer drinking in the lake" });
/// await result.Images[0].SaveAsync("deer");
/// </code>
/// </example>
public sealed class AIHubMixClient : IDisposable
{
    /// <summary>The environment variable that holds the API key when none is passed.</summary>
    public const string ApiKeyVariable = "AIHUBMIX_API_KEY";

    private readonly AIHubMixClientOptions _options;
    private readonly GatewayTransport _transport;
    private readonly PredictionReader _predictionReader;
    private readonly TaskReader _taskReader;

    /// <summary>Makes a client.</summary>
    /// <param name="apiKey">The API key; when null or blank, the environment variable <see cref="ApiKeyVariable"/>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="MissingApiKeyException">There is no key.</exception>
    /// <exception cref="ArgumentException">The key cannot stand in a header, or a setting is out of its range.</exception>
    public AIHubMixClient(string? apiKey = null, AIHubMixClientOptions? options = null)
    {
        _options = options ?? new AIHubMixClientOptions();
        _options.Check();
        string? key = string.IsNullOrWhiteSpace(apiKey) ? Environment.GetEnvironmentVariable(ApiKeyVariable) : apiKey;
        if (string.IsNullOrWhiteSpace(key))
        {
            throw new MissingApiKeyException();
        }

        key = key.Trim();
        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("The API key has characters that cannot stand in a header: white space, control or non-ASCII characters.", nameof(apiKey));
        }

        _transport = new GatewayTransport(key, _options);
        var errors = new ApiErrorReader(_transport, _options.TimeProvider);
        _predictionReader = new PredictionReader(_transport, errors);
        _taskReader = new TaskReader(errors);
    }

    /// <summary>Generates pictures and waits for them, whether the model answers at once or by a task.</summary>
    /// <typeparam name="TInput">The input of the model's family; inferred from <paramref name="model"/>.</typeparam>
    /// <param name="model">The model, from <see cref="ImageModels"/> or made with its path.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The pictures, with their bytes or their URLs.</returns>
    /// <exception cref="InvalidInputException">The input breaks rules of the document; nothing was sent.</exception>
    /// <exception cref="AIHubMixApiException">The gateway answered with an error.</exception>
    /// <exception cref="TaskFailedException">The task ended without a picture.</exception>
    /// <exception cref="GenerationTimeoutException">The deadline passed.</exception>
    /// <exception cref="MalformedResponseException">The gateway's answer is of no known form.</exception>
    /// <exception cref="ConnectionFailedException">The gateway could not be reached, or the connection broke.</exception>
    public async Task<ImageResult> GenerateAsync<TInput>(ImageModel<TInput> model, TInput input, CancellationToken cancellationToken = default)
        where TInput : class, IImageInput<TInput>
    {
        using HttpContent content = Prepare(model, input);
        return await GenerateAsync(model, content, TInput.GetRequestedCount(input), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Generates pictures with JSON of your own, which is sent as it is.</summary>
    /// <param name="model">The model: <see cref="ImageModel.Untyped"/>, or any other whose input you want to write yourself.</param>
    /// <param name="input">The members of <c>input</c>. Not validated.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The pictures, with their bytes or their URLs.</returns>
    /// <exception cref="AIHubMixException">As with typed inputs, validation aside.</exception>
    public async Task<ImageResult> GenerateAsync(ImageModel model, JsonObject input, CancellationToken cancellationToken = default)
    {
        using HttpContent content = Prepare(model, input);
        return await GenerateAsync(model, content, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a prediction and returns as soon as the gateway has accepted it, with the id of the task if there is one.</summary>
    /// <typeparam name="TInput">The input of the model's family; inferred from <paramref name="model"/>.</typeparam>
    /// <param name="model">The model, from <see cref="ImageModels"/> or made with its path.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The accepted generation. A model that answers with the pictures themselves has them in it already.</returns>
    /// <exception cref="InvalidInputException">The input breaks rules of the document; nothing was sent.</exception>
    /// <exception cref="AIHubMixApiException">The gateway answered with an error.</exception>
    /// <exception cref="GenerationTimeoutException">The deadline passed.</exception>
    /// <exception cref="MalformedResponseException">The gateway's answer is of no known form.</exception>
    /// <exception cref="ConnectionFailedException">The gateway could not be reached, or the connection broke.</exception>
    public async Task<ImageTask> SubmitAsync<TInput>(ImageModel<TInput> model, TInput input, CancellationToken cancellationToken = default)
        where TInput : class, IImageInput<TInput>
    {
        using HttpContent content = Prepare(model, input);
        using var deadline = new Deadline(_options, cancellationToken);
        return await SubmitAsync(model, content, TInput.GetRequestedCount(input), deadline).ConfigureAwait(false);
    }

    /// <summary>Sends a prediction with JSON of your own and returns as soon as the gateway has accepted it.</summary>
    /// <param name="model">The model: <see cref="ImageModel.Untyped"/>, or any other whose input you want to write yourself.</param>
    /// <param name="input">The members of <c>input</c>. Not validated.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The accepted generation.</returns>
    /// <exception cref="AIHubMixException">As with typed inputs, validation aside.</exception>
    public async Task<ImageTask> SubmitAsync(ImageModel model, JsonObject input, CancellationToken cancellationToken = default)
    {
        using HttpContent content = Prepare(model, input);
        using var deadline = new Deadline(_options, cancellationToken);
        return await SubmitAsync(model, content, null, deadline).ConfigureAwait(false);
    }

    /// <summary>Closes the connections, unless they were passed in with the options.</summary>
    public void Dispose() => _transport.Dispose();

    private HttpContent Prepare<TInput>(ImageModel<TInput> model, TInput input)
        where TInput : class, IImageInput<TInput>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        if (_options.ValidateInput && model.Validate(input) is { Count: > 0 } violations)
        {
            throw new InvalidInputException(model.Path, violations);
        }

        return PredictionContent.Create(input, TInput.JsonTypeInfo);
    }

    private static HttpContent Prepare(ImageModel model, JsonObject input)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        return PredictionContent.Create(input);
    }

    private async Task<ImageResult> GenerateAsync(ImageModel model, HttpContent content, int? requestedCount, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(_options, cancellationToken);
        ImageTask task = await SubmitAsync(model, content, requestedCount, deadline).ConfigureAwait(false);
        return await task.WaitAsync(null, deadline).ConfigureAwait(false);
    }

    private async Task<ImageTask> SubmitAsync(ImageModel model, HttpContent content, int? requestedCount, Deadline deadline)
    {
        var request = GatewayRequest.Prediction(model.Path);
        long started = _options.TimeProvider.GetTimestamp();
        try
        {
            using HttpResponseMessage response = await _transport.SubmitAsync(model.Path, content, deadline.Token).ConfigureAwait(false);
            ImageResult answer = await _predictionReader.ReadAsync(response, request, deadline.Token).ConfigureAwait(false);
            answer = answer with { RequestedCount = requestedCount, Duration = _options.TimeProvider.GetElapsedTime(started) };
            return new ImageTask(_transport, _options, _taskReader, answer, started);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancelledByCaller)
        {
            throw deadline.ToCallersCancellation(exception);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            throw new GenerationTimeoutException(
                $"{request.Description} was not answered within {_options.Deadline}. It is not known whether the generation was started and billed: look at the account's usage before sending it again.")
            {
                Model = model.Path,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new ConnectionFailedException(
                $"{request.Description} failed: {exception.Message} Unless the gateway could not be reached at all, it is not known whether the generation was started and billed: look at the account's usage before sending it again.",
                exception)
            {
                Model = model.Path,
            };
        }
    }
}
