namespace AIHubMix.Images;

/// <summary>Under which spelling of its path a model is called that later versions of the API page spell otherwise, such as <c>opanai/gpt-image-1</c> and <c>openai/gpt-image-1</c>.</summary>
public enum ModelPathSpelling
{
    /// <summary>As the API page of August 2025 spells it, which is <see cref="ImageModel.Path"/>.</summary>
    ApiPage,

    /// <summary>As later versions of the page spell it, where they do otherwise: <see cref="ImageModel.LaterPath"/>.</summary>
    Later,
}
