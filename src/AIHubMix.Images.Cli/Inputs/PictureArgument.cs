using System.Globalization;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Inputs;

/// <summary>A reference picture as it stands on a command line: a URL, the name of a file, or base64.</summary>
internal static class PictureArgument
{
    private const int BytesOfHeader = 64 * 1024;

    // Longer than the names of files are, so that it must be base64.
    private const int LongestName = 4096;

    /// <summary>Makes what stands for the picture in an input, after a look at the file.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="folder">Where a relative name starts.</param>
    /// <param name="field">What the document says of the field.</param>
    /// <param name="refuse">Told what is wrong.</param>
    /// <returns>Null when something is wrong.</returns>
    public static JsonNode? Read(string text, string folder, InputField field, Action<string> refuse)
    {
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return JsonValue.Create(text);
        }

        if (!field.IsUrlOnly && (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || text.Length > LongestName))
        {
            return JsonValue.Create(text);
        }

        if (field.IsUrlOnly)
        {
            refuse("must be an http or https URL: bytes and files are not taken");
            return null;
        }

        string file = Path.GetFullPath(text.StartsWith('@') ? text[1..] : text, folder);
        if (!File.Exists(file))
        {
            refuse("must be an http or https URL or the name of a file, and there is no such file");
            return null;
        }

        if (ProblemOf(file, field) is { } problem)
        {
            refuse(problem);
            return null;
        }

        return ImageSource.FromFile(file).ToJsonNode();
    }

    private static string? ProblemOf(string file, InputField field)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (stream.Length > field.MaxBytes)
            {
                return string.Create(CultureInfo.InvariantCulture, $"must have at most {field.MaxBytes} bytes and has {stream.Length}");
            }

            byte[] beginning = new byte[(int)Math.Min(stream.Length, BytesOfHeader)];
            stream.ReadExactly(beginning);
            return field.MediaTypes.Count == 0 || (ImageHeader.TryRead(beginning, out ImageHeader header) && field.MediaTypes.Contains(header.MediaType))
                ? null
                : $"must be a picture of type {string.Join(", ", field.MediaTypes)}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {exception.Message}";
        }
    }
}
