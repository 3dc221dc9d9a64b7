namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>How much code was generated.</summary>
/// <param name="Files">How many files.</param>
/// <param name="Lines">How many lines in all of them.</param>
/// <param name="Bytes">How many bytes in all of them.</param>
/// <param name="Largest">How many bytes in the largest, which is what an editor opens.</param>
internal sealed record GeneratedSize(int Files, int Lines, long Bytes, long Largest)
{
    public static GeneratedSize Of(IEnumerable<string> files)
    {
        FileInfo[] all = [.. files.Select(file => new FileInfo(file))];
        return new GeneratedSize(all.Length, all.Sum(file => File.ReadLines(file.FullName).Count()), all.Sum(file => file.Length), all.Max(file => file.Length));
    }
}
