namespace AIHubMix.Images;

/// <summary>What a model makes pictures from.</summary>
[Flags]
public enum ImageCapabilities
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Pictures from a prompt alone.</summary>
    TextToImage = 1,

    /// <summary>Pictures from a prompt and a reference picture.</summary>
    ImageToImage = 2,
}
