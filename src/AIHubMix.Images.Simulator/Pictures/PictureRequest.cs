namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Everything a picture depends on: the same request always paints the same bytes.</summary>
/// <param name="Model">The model's full name; the part before the slash chooses the style.</param>
/// <param name="Prompt">What to paint; known words choose the motifs.</param>
/// <param name="Size">The size in pixels.</param>
/// <param name="Format">The file format.</param>
/// <param name="Seed">Chooses among the pictures of one prompt.</param>
/// <param name="Index">The place of the picture among those of one call.</param>
/// <param name="Quality">The quality of the lossy formats, 0 to 100.</param>
internal sealed record PictureRequest(
    string Model,
    string Prompt,
    PictureSize Size,
    PictureFormat Format,
    long Seed,
    int Index,
    int Quality = 90)
{
    public LedgerPicture ToLedger() => new(Size.Width, Size.Height, Format.MediaType());
}
