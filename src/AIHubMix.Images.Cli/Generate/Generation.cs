using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Failures;

namespace AIHubMix.Images.Cli.Generate;

/// <summary>Buys pictures and saves them, and knows the token of the task from the moment on that there is one.</summary>
internal sealed class Generation(AIHubMixClient client, PictureTarget target)
{
    private volatile string? _token;

    /// <summary>The token of the task; null as long as there is none.</summary>
    public string? Token => _token;

    /// <summary>Buys.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The input, which is held against the document once more with its pictures opened.</param>
    /// <param name="accepted">Told when there is a task.</param>
    /// <param name="progress">Told of the task as it goes on.</param>
    /// <param name="cancellationToken">Ends the call; a task goes on.</param>
    public async Task<ImageResult> BuyAsync(ImageModel model, JsonObject input, Action<ImageTask>? accepted, IProgress<PredictionTask>? progress, CancellationToken cancellationToken)
    {
        using var following = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task? watching = null;
        var options = new CallOptions
        {
            ValidateInput = true,
            TaskAccepted = task =>
            {
                _token = task.ToToken();
                accepted?.Invoke(task);
                watching = progress is null ? null : FollowAsync(task, progress, following.Token);
            },
        };
        try
        {
            return await client.SaveAsync(model, input, target.Path, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageSaveException exception)
        {
            throw await RescueAsync(exception).ConfigureAwait(false);
        }
        finally
        {
            await following.CancelAsync().ConfigureAwait(false);
            if (watching is not null)
            {
                await watching.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Collects what a task has made.</summary>
    public async Task<ImageResult> CollectAsync(ImageTask task, IProgress<PredictionTask>? progress, CancellationToken cancellationToken)
    {
        _token = task.ToToken();
        ImageResult result = await task.WaitAsync(progress, cancellationToken).ConfigureAwait(false);
        try
        {
            return await result.SaveAsync(target.Path, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageSaveException exception)
        {
            throw await RescueAsync(exception).ConfigureAwait(false);
        }
    }

    // Those who wait at the same time share the requests: watching costs none.
    private static async Task FollowAsync(ImageTask task, IProgress<PredictionTask> progress, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AIHubMixException or OperationCanceledException)
        {
            // The call itself tells of it.
        }
    }

    // Pictures that an answer brought come only once: where they cannot be saved, they are saved elsewhere.
    private async Task<Exception> RescueAsync(ImageSaveException failure)
    {
        try
        {
            string folder = Directory.CreateTempSubdirectory("aihubmix-images-").FullName;
            ImageResult saved = await failure.Result.SaveAsync(Path.Combine(folder, Path.GetFileName(target.Path))).ConfigureAwait(false);
            return new ToolException(
                $"The pictures could not be saved where they should be: {failure.InnerException?.Message ?? failure.Message} They are paid for and not lost:"
                + string.Concat(saved.Images.Select(image => $"{Environment.NewLine}  {image.Path}")),
                ExitCode.Billed);
        }
        catch (Exception exception) when (exception is AIHubMixException or IOException or UnauthorizedAccessException)
        {
            return failure;
        }
    }
}
