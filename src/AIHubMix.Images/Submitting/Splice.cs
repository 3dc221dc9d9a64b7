namespace AIHubMix.Images.Submitting;

/// <summary>A place in a body where the base64 of a picture belongs.</summary>
/// <param name="Position">The byte of the JSON before which it belongs.</param>
/// <param name="Source">The picture.</param>
/// <param name="IsDataUrl">Whether the head of a data URL comes first.</param>
internal readonly record struct Splice(int Position, ImageSource Source, bool IsDataUrl);
