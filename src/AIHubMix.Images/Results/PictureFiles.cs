using System.Globalization;
using AIHubMix.Images.Responses;

namespace AIHubMix.Images.Results;

/// <summary>The files that the pictures of one call are saved to while they come.</summary>
internal sealed class PictureFiles
{
    private const string Number = "{n}";

    private readonly string _path;

    /// <param name="path">The file of the first picture, or a pattern with the number of each.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public PictureFiles(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
    }

    /// <summary>Why the first picture could not be saved that was taken into memory instead; null when all were saved.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether a file can be made in the folder, which has to be known before anything is bought.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException">No file can be made in the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">No file may be made in the folder.</exception>
    public void Check()
    {
        string folder = Path.GetDirectoryName(PathOf(1)) ?? throw new ArgumentException($"'{_path}' names no file.");
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist. Make it first; nothing was sent.");
        }

        new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}.partial"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
    }

    /// <summary>The file of a picture: its number stands for <c>{n}</c>, or behind the name from the second picture on.</summary>
    public string PathOf(int number)
    {
        string digits = number.ToString(CultureInfo.InvariantCulture);
        if (_path.Contains(Number, StringComparison.Ordinal))
        {
            return _path.Replace(Number, digits, StringComparison.Ordinal);
        }

        int end = PictureFile.NamesAPicture(_path) ? _path.Length - Path.GetExtension(_path).Length : _path.Length;
        return number == 1 ? _path : $"{_path.AsSpan(0, end)}-{digits}{_path.AsSpan(end)}";
    }

    /// <summary>Saves the current picture of a scanner; takes it into memory where that fails, for it cannot be fetched again.</summary>
    public async ValueTask<TakenPicture> TakeAsync(PredictionScanner scanner, CancellationToken cancellationToken)
    {
        ImageStream picture = await ImageStream.OpenAsync(new ScannedPicture(scanner), scanner.Count, null, scanner.NamedType, cancellationToken).ConfigureAwait(false);
        await using (picture.ConfigureAwait(false))
        {
            try
            {
                string path = await PictureFile.WriteAsync(PathOf(scanner.Count), picture, rescues: true, cancellationToken).ConfigureAwait(false);
                return new TakenPicture(default, scanner.NamedType) { Path = path, Header = picture.Header };
            }
            catch (PictureWriteException exception)
            {
                Failure ??= exception.InnerException;
                return new TakenPicture(exception.Bytes, scanner.NamedType);
            }
        }
    }

    /// <summary>What it stands for that a result could not be saved.</summary>
    public static ImageSaveException Failed(ImageResult result, Exception cause) =>
        new($"A picture of '{result.Model}' could not be saved: {cause.Message} It is paid for and not lost: save the Result of this exception elsewhere.", result, cause)
        {
            Billing = BillingClass.Billed,
            Attempts = result.Attempts,
            Model = result.Model,
            RequestId = result.RequestId,
            TaskId = result.TaskId,
            TaskToken = result.Images is [{ } first, ..] ? first.TaskToken : null,
        };
}
