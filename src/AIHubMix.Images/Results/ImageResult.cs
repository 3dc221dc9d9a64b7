using System.Text.Json;
using AIHubMix.Images.Results;

namespace AIHubMix.Images;

/// <summary>What came of a generation.</summary>
public sealed record ImageResult
{
    /// <summary>The pictures, in the order in which they came. Can be fewer than asked for, and empty: vendors leave out what their filters withhold.</summary>
    public required IReadOnlyList<GeneratedImage> Images { get; init; }

    /// <summary>The number of pictures asked for; null when the input left it to the model.</summary>
    public int? RequestedCount { get; init; }

    /// <summary>Entries of the answer that held no picture, such as a null or empty URL.</summary>
    public int EmptyCount { get; init; }

    /// <summary>Whether there are as many pictures as asked for, at least one.</summary>
    public bool IsComplete => Images.Count >= Math.Max(1, RequestedCount ?? 1);

    /// <summary>The path of the model, such as <c>bfl/flux-kontext-max</c>.</summary>
    public required string Model { get; init; }

    /// <summary>The id of the task that made the pictures; null when they came with the first answer.</summary>
    public string? TaskId { get; init; }

    /// <summary>Ids of further tasks that the same answer named. No known model does so; <see cref="AIHubMixClient.ResumeTask(ImageModel, string, CallOptions?)"/> collects each.</summary>
    public IReadOnlyList<string> FurtherTaskIds { get; init; } = [];

    /// <summary>The gateway's id of the request, to name in a question to its support; null when it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The tokens used, where the model counts them.</summary>
    public ImageUsage? Usage { get; init; }

    /// <summary>The form in which the pictures came.</summary>
    public ResponseForm Form { get; init; }

    /// <summary>The time from sending the request to having the result, downloads not included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How often the prediction was sent, or tried to be sent; 0 when the task was resumed.</summary>
    public int Attempts { get; init; }

    /// <summary>How often the task was looked at; 0 when the pictures came with the first answer.</summary>
    public int Polls { get; init; }

    /// <summary>The JSON that held the result, base64 left out, with every member that this package does not know; undefined when the body was a picture.</summary>
    public JsonElement Raw { get; init; }

    /// <summary>Saves every picture to a file, those that are already saved aside. Each file appears under its name only when it is complete.</summary>
    /// <param name="path">The file of the first picture, such as <c>out/deer</c>; the others get <c>-2</c>, <c>-3</c>, … behind the name. Or a pattern in which <c>{n}</c> stands for
    /// the number of the picture, from 1. The extension of the picture's type is added unless the path ends in one of a picture. The folder must exist; files of these names are replaced.</param>
    /// <param name="cancellationToken">Ends the call promptly; pictures that are complete stay, nothing else is left behind.</param>
    /// <returns>The result, in which every picture has its <see cref="GeneratedImage.Path"/>.</returns>
    /// <exception cref="ImageDownloadException">A picture could not be fetched; the exception has the result with those that were saved.</exception>
    /// <exception cref="ImageSaveException">A file could not be written; the exception has the result with those that were saved.</exception>
    public async Task<ImageResult> SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        var files = new PictureFiles(path);
        GeneratedImage[] images = [.. Images];
        for (int index = 0; index < images.Length; index++)
        {
            if (images[index].Path is not null)
            {
                continue;
            }

            string file = files.PathOf(index + 1);
            try
            {
                images[index] = await images[index].SaveToAsync(file, cancellationToken).ConfigureAwait(false);
            }
            catch (ImageDownloadException exception)
            {
                exception.Result = this with { Images = images };
                throw;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw PictureFiles.Failed(this with { Images = images }, exception);
            }
        }

        return this with { Images = images };
    }
}
