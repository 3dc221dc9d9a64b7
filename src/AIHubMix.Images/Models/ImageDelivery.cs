namespace AIHubMix.Images;

/// <summary>How a model is expected to hand over its pictures. The client goes by what arrives, not by this.</summary>
public enum ImageDelivery
{
    /// <summary>The pictures come with the answer to the prediction request.</summary>
    Inline,

    /// <summary>The answer names a task, and the pictures are fetched from the tasks operation.</summary>
    Task,
}
