using System.Diagnostics.CodeAnalysis;
using AIHubMix.Images;
using AIHubMix.Images.Extensions.ImageGeneration;

namespace Microsoft.Extensions.AI;

/// <summary>Makes an <see cref="IImageGenerator"/> of an <see cref="AIHubMixClient"/>.</summary>
/// <remarks>As experimental as the interface itself, under the same diagnostic.</remarks>
[Experimental("MEAI001")]
public static class AIHubMixImageGeneratorExtensions
{
    /// <summary>Makes an <see cref="IImageGenerator"/> that generates with one model, unless <see cref="ImageGenerationOptions.ModelId"/> names another.</summary>
    /// <param name="client">The client that is called. It is not disposed with the generator.</param>
    /// <param name="model">The model. Its <see cref="ImageModel.Fields"/> tell what becomes of each option; one that it has no field for is left out, which is logged as a warning.</param>
    /// <param name="callOptions">Settings of each call; null for those of the client.</param>
    /// <returns>The generator, to be used from several threads.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="model"/> is null.</exception>
    /// <remarks>
    /// <para><see cref="ImageGenerationOptions.Count"/> goes into the field of role <see cref="InputFieldRole.Count"/>.
    /// <see cref="ImageGenerationOptions.ImageSize"/> goes into that of role <see cref="InputFieldRole.Size"/> as the nearest known size, shape first, or else into that of role
    /// <see cref="InputFieldRole.AspectRatio"/> as the nearest known shape. <see cref="ImageGenerationOptions.MediaType"/> and <see cref="ImageGenerationOptions.ResponseFormat"/> go into those of
    /// role <see cref="InputFieldRole.OutputFormat"/> and <see cref="InputFieldRole.ResponseFormat"/>. <see cref="ImageGenerationOptions.AdditionalProperties"/> go into the fields of their names.
    /// All of that is laid over what <see cref="ImageGenerationOptions.RawRepresentationFactory"/> gives: the input of the model's own type, or a
    /// <see cref="System.Text.Json.Nodes.JsonObject"/>.</para>
    /// <para><see cref="ImageGenerationRequest.OriginalImages"/> go into the fields of role <see cref="InputFieldRole.Image"/>, in order: <see cref="DataContent"/> as bytes,
    /// <see cref="UriContent"/> as an http or https URL or as the bytes of a data URL.</para>
    /// <para>A picture whose bytes came with the answer is a <see cref="DataContent"/>, one that did not a <see cref="UriContent"/>, unless
    /// <see cref="ImageGenerationResponseFormat.Data"/> is asked for: then it is fetched. The raw representation of the response is the <see cref="ImageResult"/>, that of each content its
    /// <see cref="GeneratedImage"/>. Exceptions are those of the client.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// IImageGenerator generator = client.AsImageGenerator(ImageModels.GptImage1);
    /// ImageGenerationResponse response = await generator.GenerateImagesAsync("A deer at a lake");
    /// </code>
    /// </example>
    public static IImageGenerator AsImageGenerator(this AIHubMixClient client, ImageModel model, CallOptions? callOptions = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(model);
        return new AIHubMixImageGenerator(client, model, callOptions);
    }
}
