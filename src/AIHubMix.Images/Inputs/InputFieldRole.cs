namespace AIHubMix.Images;

/// <summary>What an <see cref="InputField"/> means, whatever its vendor calls it: for programs that serve models which they do not know.</summary>
public enum InputFieldRole
{
    /// <summary>Something that only its name and description tell.</summary>
    None,

    /// <summary>What the picture is to show.</summary>
    Prompt,

    /// <summary>The number of pictures.</summary>
    Count,

    /// <summary>The size in pixels, as in <c>1024x1536</c>.</summary>
    Size,

    /// <summary>The ratio of width to height.</summary>
    AspectRatio,

    /// <summary>The seed of the randomness: the same one is meant to give the same picture.</summary>
    Seed,

    /// <summary>A reference picture.</summary>
    Image,

    /// <summary>The file format of the result.</summary>
    OutputFormat,

    /// <summary>Whether a URL or the picture itself is answered.</summary>
    ResponseFormat,
}
