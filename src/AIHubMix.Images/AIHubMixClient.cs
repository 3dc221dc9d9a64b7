using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AIHubMix.Images.Responses;
using AIHubMix.Images.Results;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Telemetry;
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

    /// <summary>The environment variable that names the folder of the recordings when <see cref="AIHubMixClientOptions.RecordDirectory"/> is not set.</summary>
    public const string RecordVariable = "AIHUBMIX_RECORD";

    private readonly AIHubMixClientOptions _options;
    private readonly ClientCore _core;
    private readonly Submitter _submitter;
    private readonly CallSettings _defaults;

    /// <summary>Makes a client.</summary>
    /// <param name="apiKey">The API key; when null or blank, the environment variable <see cref="ApiKeyVariable"/>.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="MissingApiKeyException">There is no key.</exception>
    /// <exception cref="ArgumentException">The key cannot stand in a header, or a setting is out of its range.</exception>
    public AIHubMixClient(string? apiKey = null, AIHubMixClientOptions? options = null)
    {
        _options = options ?? new AIHubMixClientOptions();
        _options.Check();
        _options = _options with { Headers = new Dictionary<string, string>(_options.Headers) };
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

        _core = new ClientCore(key, _options);
        _submitter = new Submitter(_core);
        _defaults = new CallSettings(_options, null);
    }

    /// <summary>The settings that the client was made with. The key is not among them.</summary>
    public AIHubMixClientOptions Options => _options;

    /// <summary>Generates pictures and waits for them, whether the model answers at once or by a task.</summary>
    /// <typeparam name="TInput">The input of the model's family; inferred from <paramref name="model"/>.</typeparam>
    /// <param name="model">The model, from <see cref="ImageModels"/> or made with its path.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Settings of this call; null for those of the client.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The pictures, with their bytes or their URLs.</returns>
    /// <exception cref="InvalidInputException">The input breaks rules of the document; nothing was sent.</exception>
    /// <exception cref="ImageSourceException">A file or a stream of the input cannot be read; nothing was billed.</exception>
    /// <exception cref="AIHubMixApiException">The gateway answered with an error.</exception>
    /// <exception cref="TaskFailedException">The task ended without a picture.</exception>
    /// <exception cref="GenerationTimeoutException">The deadline passed.</exception>
    /// <exception cref="MalformedResponseException">The gateway's answer is of no known form.</exception>
    /// <exception cref="ConnectionFailedException">The gateway could not be reached, or the connection broke.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    public Task<ImageResult> GenerateAsync<TInput>(ImageModel<TInput> model, TInput input, CallOptions? options = null, CancellationToken cancellationToken = default)
        where TInput : class, IImageInput<TInput>
    {
        try
        {
            return GenerateAsync(Prepare(model, input, SettingsOf(options)), cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<ImageResult>(exception);
        }
    }

    /// <summary>Generates pictures with JSON of your own, which is sent as it is.</summary>
    /// <param name="model">The model: <see cref="ImageModel.Untyped"/>, or any other whose input you want to write yourself.</param>
    /// <param name="input">The members of <c>input</c>, sent as they are. Validated only if <see cref="CallOptions.ValidateInput"/> is true for the call.</param>
    /// <param name="options">Settings of this call; null for those of the client.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The pictures, with their bytes or their URLs.</returns>
    /// <exception cref="AIHubMixException">As with typed inputs, validation aside.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    public async Task<ImageResult> GenerateAsync(ImageModel model, JsonObject input, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        await GenerateAsync(Prepare(model, input, SettingsOf(options)), cancellationToken).ConfigureAwait(false);

    /// <summary>Sends a prediction and returns as soon as the gateway has accepted it, with the id of the task if there is one.</summary>
    /// <typeparam name="TInput">The input of the model's family; inferred from <paramref name="model"/>.</typeparam>
    /// <param name="model">The model, from <see cref="ImageModels"/> or made with its path.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Settings of this call and of the waits for its task; null for those of the client.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The accepted generation. A model that answers with the pictures themselves has them in it already.</returns>
    /// <exception cref="InvalidInputException">The input breaks rules of the document; nothing was sent.</exception>
    /// <exception cref="ImageSourceException">A file or a stream of the input cannot be read; nothing was billed.</exception>
    /// <exception cref="AIHubMixApiException">The gateway answered with an error.</exception>
    /// <exception cref="GenerationTimeoutException">The deadline passed.</exception>
    /// <exception cref="MalformedResponseException">The gateway's answer is of no known form.</exception>
    /// <exception cref="ConnectionFailedException">The gateway could not be reached, or the connection broke.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    public async Task<ImageTask> SubmitAsync<TInput>(ImageModel<TInput> model, TInput input, CallOptions? options = null, CancellationToken cancellationToken = default)
        where TInput : class, IImageInput<TInput> => await SubmitAsync(Prepare(model, input, SettingsOf(options)), cancellationToken).ConfigureAwait(false);

    /// <summary>Sends a prediction with JSON of your own and returns as soon as the gateway has accepted it.</summary>
    /// <param name="model">The model: <see cref="ImageModel.Untyped"/>, or any other whose input you want to write yourself.</param>
    /// <param name="input">The members of <c>input</c>, sent as they are. Validated only if <see cref="CallOptions.ValidateInput"/> is true for the call.</param>
    /// <param name="options">Settings of this call and of the waits for its task; null for those of the client.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The accepted generation.</returns>
    /// <exception cref="AIHubMixException">As with typed inputs, validation aside.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    public async Task<ImageTask> SubmitAsync(ImageModel model, JsonObject input, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        await SubmitAsync(Prepare(model, input, SettingsOf(options)), cancellationToken).ConfigureAwait(false);

    /// <summary>Generates pictures and saves them to files, whether the model answers at once or by a task, without ever having more than a part of a picture in memory.</summary>
    /// <typeparam name="TInput">The input of the model's family; inferred from <paramref name="model"/>.</typeparam>
    /// <param name="model">The model, from <see cref="ImageModels"/> or made with its path.</param>
    /// <param name="input">The input.</param>
    /// <param name="path">The file of the first picture, or a pattern with <c>{n}</c>: see <see cref="ImageResult.SaveAsync"/>. That a file can be made in its folder is seen to before anything is sent.</param>
    /// <param name="options">Settings of this call; null for those of the client.</param>
    /// <param name="cancellationToken">Ends the call promptly; pictures that are complete stay, nothing else is left behind. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The result, in which every picture has its <see cref="GeneratedImage.Path"/>.</returns>
    /// <exception cref="IOException">No file can be made in the folder; nothing was sent.</exception>
    /// <exception cref="UnauthorizedAccessException">No file may be made in the folder; nothing was sent.</exception>
    /// <exception cref="ImageSaveException">A file could not be written; the exception has all pictures, those that were not saved in memory.</exception>
    /// <exception cref="ImageDownloadException">A picture could not be fetched; the exception has the result with those that were saved.</exception>
    /// <exception cref="AIHubMixException">As with <see cref="GenerateAsync{TInput}(ImageModel{TInput}, TInput, CallOptions?, CancellationToken)"/>.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    public async Task<ImageResult> SaveAsync<TInput>(ImageModel<TInput> model, TInput input, string path, CallOptions? options = null, CancellationToken cancellationToken = default)
        where TInput : class, IImageInput<TInput> => await SaveAsync(Prepare(model, input, SettingsOf(options)), path, cancellationToken).ConfigureAwait(false);

    /// <summary>Generates pictures with JSON of your own and saves them to files.</summary>
    /// <param name="model">The model: <see cref="ImageModel.Untyped"/>, or any other whose input you want to write yourself.</param>
    /// <param name="input">The members of <c>input</c>, sent as they are. Validated only if <see cref="CallOptions.ValidateInput"/> is true for the call.</param>
    /// <param name="path">The file of the first picture, or a pattern with <c>{n}</c>: see <see cref="ImageResult.SaveAsync"/>.</param>
    /// <param name="options">Settings of this call; null for those of the client.</param>
    /// <param name="cancellationToken">Ends the call promptly; pictures that are complete stay, nothing else is left behind. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The result, in which every picture has its <see cref="GeneratedImage.Path"/>.</returns>
    /// <exception cref="AIHubMixException">As with typed inputs, validation aside.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    public async Task<ImageResult> SaveAsync(ImageModel model, JsonObject input, string path, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        await SaveAsync(Prepare(model, input, SettingsOf(options)), path, cancellationToken).ConfigureAwait(false);

    /// <summary>Generates pictures and hands them out one after the other as streams, to be piped elsewhere without ever having more than a part of one in memory.</summary>
    /// <typeparam name="TInput">The input of the model's family; inferred from <paramref name="model"/>.</typeparam>
    /// <param name="model">The model, from <see cref="ImageModels"/> or made with its path.</param>
    /// <param name="input">The input.</param>
    /// <param name="options">Settings of this call; null for those of the client. The deadline bounds the waiting for the answer and for the task, not the time that you take to read.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The pictures, each to be read before the next is asked for: that closes it and goes past what was left of it. Nothing is sent before the first is asked for. Leaving the
    /// sequence early closes the connection. A picture whose base64 is damaged at its beginning is left out, so that its <see cref="ImageStream.Number"/> is missing.</returns>
    /// <exception cref="AIHubMixException">As with <see cref="GenerateAsync{TInput}(ImageModel{TInput}, TInput, CallOptions?, CancellationToken)"/>; reading a picture can fail with
    /// <see cref="ConnectionFailedException"/>, <see cref="MalformedResponseException"/> and <see cref="ImageDownloadException"/>.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    /// <example>
    /// <code>
    /// await foreach (ImageStream picture in client.StreamAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }))
    /// {
    ///     await picture.CopyToAsync(response.Body);
    /// }
    /// </code>
    /// </example>
    public IAsyncEnumerable<ImageStream> StreamAsync<TInput>(ImageModel<TInput> model, TInput input, CallOptions? options = null, CancellationToken cancellationToken = default)
        where TInput : class, IImageInput<TInput> => StreamAsync(() => Prepare(model, input, SettingsOf(options)), cancellationToken);

    /// <summary>Generates pictures with JSON of your own and hands them out one after the other as streams.</summary>
    /// <param name="model">The model: <see cref="ImageModel.Untyped"/>, or any other whose input you want to write yourself.</param>
    /// <param name="input">The members of <c>input</c>, sent as they are. Validated only if <see cref="CallOptions.ValidateInput"/> is true for the call.</param>
    /// <param name="options">Settings of this call; null for those of the client.</param>
    /// <param name="cancellationToken">Ends the call promptly. What the gateway has already accepted is billed all the same.</param>
    /// <returns>The pictures, each to be read before the next is asked for.</returns>
    /// <exception cref="AIHubMixException">As with typed inputs, validation aside.</exception>
    /// <exception cref="GenerationCanceledException">The caller cancelled.</exception>
    public IAsyncEnumerable<ImageStream> StreamAsync(ImageModel model, JsonObject input, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        StreamAsync(() => Prepare(model, input, SettingsOf(options)), cancellationToken);

    /// <summary>Takes up a task that this process or another has submitted. Sends nothing yet, and never buys anything.</summary>
    /// <param name="token">What <see cref="ImageTask.ToToken"/> or <see cref="AIHubMixException.TaskToken"/> gave.</param>
    /// <param name="options">Settings of the waits for the task; null for those of the client.</param>
    /// <returns>The task. It is fetched from <see cref="AIHubMixClientOptions.TasksEndpoint"/>, with the key of this client, which must belong to the same account.</returns>
    /// <exception cref="ArgumentException">The text is no token.</exception>
    public ImageTask ResumeTask(string token, CallOptions? options = null)
    {
        var known = TaskToken.Read(token);
        return ResumeTask(ImageModel.Untyped(known.Model), known, SettingsOf(options));
    }

    /// <summary>Takes up a task of which only the id is known. Sends nothing yet, and never buys anything.</summary>
    /// <param name="model">The model that makes the picture.</param>
    /// <param name="taskId">The id of the task, as in <see cref="ImageTask.Id"/>.</param>
    /// <param name="options">Settings of the waits for the task; null for those of the client.</param>
    /// <returns>The task.</returns>
    /// <exception cref="ArgumentException">The id is not one path segment.</exception>
    public ImageTask ResumeTask(ImageModel model, string taskId, CallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ResumeTask(model, new TaskToken(TaskToken.CheckId(taskId), model.Path, null, null, null, []), SettingsOf(options));
    }

    /// <summary>Makes what sends the requests of a client that is given no <see cref="AIHubMixClientOptions.HttpInvoker"/>, for those who put handlers of their own above it.</summary>
    /// <remarks>It connects within 15 seconds, gives up connections that are 5 minutes old or have been idle for 30 seconds, so that a change of DNS is seen and an idle connection seldom breaks
    /// under a purchase, takes compressed answers, follows no redirect, and keeps no cookies. It is also what sees where the names of redirected downloads lead: see
    /// <see cref="AIHubMixClientOptions.AllowPrivateRedirects"/>.</remarks>
    /// <returns>A handler with a connection pool of its own, to be disposed by the caller.</returns>
    public static SocketsHttpHandler CreateHttpHandler() => GatewayTransport.CreateHandler();

    /// <summary>Closes the connections, unless they were passed in with the options. Tasks that were submitted go on.</summary>
    public void Dispose() => _core.Transport.Dispose();

    private static Submission Prepare<TInput>(ImageModel<TInput> model, TInput input, CallSettings settings)
        where TInput : class, IImageInput<TInput>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        return Submission.Of(model, input, settings);
    }

    private static Submission Prepare(ImageModel model, JsonObject input, CallSettings settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        return settings.ValidateJson ? model.Prepare(input, settings) : Submission.Of(model, input, settings);
    }

    private CallSettings SettingsOf(CallOptions? options) => options is null ? _defaults : new CallSettings(_options, options);

    private async Task<ImageResult> SaveAsync(Submission submission, string path, CancellationToken cancellationToken)
    {
        var files = new PictureFiles(path);
        files.Check();
        ImageResult result = await GenerateAsync(submission, files.TakeAsync, cancellationToken).ConfigureAwait(false);
        return files.Failure is { } failure ? throw PictureFiles.Failed(result, failure) : await result.SaveAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<ImageStream> StreamAsync(Func<Submission> prepare, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var pictures = new PictureSequence(_core, _submitter, prepare(), cancellationToken);
        while (await pictures.NextAsync().ConfigureAwait(false) is { } picture)
        {
            await using (picture.ConfigureAwait(false))
            {
                yield return picture;
            }
        }
    }

    private Task<ImageResult> GenerateAsync(Submission submission, CancellationToken cancellationToken) =>
        GenerateAsync(submission, PredictionReader.ToMemoryAsync, cancellationToken);

    private async Task<ImageResult> GenerateAsync(Submission submission, PredictionReader.Taker take, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(submission.Settings.Deadline, submission.Settings.Time, cancellationToken);
        await submission.CheckAsync(deadline).ConfigureAwait(false);
        using OperationSpan span = _core.Telemetry.Start("generate_content", submission.Model.Path, _options.SubmitEndpoint);
        _core.Telemetry.Describe(span, submission.RequestedCount, submission.Prompt);
        try
        {
            var purchase = _submitter.Begin(submission, deadline);
            ImageResult result = _submitter.Conclude(purchase, (await _submitter.BuyAsync(purchase, take, deadline).ConfigureAwait(false)).Result!);
            if (result.TaskId is not null)
            {
                ImageTask task = _submitter.ToTask(purchase, result);

                // The body can have megabytes, and nobody needs it while the task is waited for.
                (submission, purchase) = (null!, null!);
                result = await task.WaitAsync(null, deadline).ConfigureAwait(false);
            }

            span.End(result);
            return result;
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    private async Task<ImageTask> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(submission.Settings.Deadline, submission.Settings.Time, cancellationToken);
        await submission.CheckAsync(deadline).ConfigureAwait(false);
        using OperationSpan span = _core.Telemetry.Start("submit", submission.Model.Path, _options.SubmitEndpoint);
        _core.Telemetry.Describe(span, submission.RequestedCount, submission.Prompt);
        try
        {
            var purchase = _submitter.Begin(submission, deadline);
            ImageResult answer = _submitter.Conclude(purchase, (await _submitter.BuyAsync(purchase, PredictionReader.ToMemoryAsync, deadline).ConfigureAwait(false)).Result!);
            span.Submitted(answer);
            return _submitter.ToTask(purchase, answer);
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            throw;
        }
    }

    private ImageTask ResumeTask(ImageModel model, TaskToken token, CallSettings settings) => new(
        _core,
        settings,
        model,
        new ImageResult { Images = [], Model = token.Model, TaskId = token.Id, RequestId = token.RequestId, RequestedCount = token.RequestedCount, FurtherTaskIds = token.FurtherIds },
        token.Accepted);
}
