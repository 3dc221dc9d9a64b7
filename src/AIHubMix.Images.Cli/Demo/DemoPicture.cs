namespace AIHubMix.Images.Cli.Demo;

/// <summary>A picture that the demo has saved, as the file itself tells.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Length">The bytes of the file.</param>
/// <param name="Header">Type and pixel size; null when the file is of no known type.</param>
internal sealed record DemoPicture(string File, long Length, ImageHeader? Header)
{
    public string FileName => Path.GetFileName(File);

    public static async Task<DemoPicture> ReadAsync(string file, CancellationToken cancellationToken)
    {
        byte[] bytes = await System.IO.File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        return new DemoPicture(file, bytes.Length, ImageHeader.TryRead(bytes, out ImageHeader header) ? header : null);
    }
}
