using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images;

/// <summary>The input of a model family. Implemented by the records that are generated from the document.</summary>
/// <typeparam name="TSelf">The input record itself.</typeparam>
public interface IImageInput<TSelf>
    where TSelf : class, IImageInput<TSelf>
{
    /// <summary>How the input is written as JSON, without reflection.</summary>
    static abstract JsonTypeInfo<TSelf> JsonTypeInfo { get; }

    /// <summary>The number of pictures that an input asks for; null when it leaves that to the model.</summary>
    /// <param name="input">The input.</param>
    static abstract int? GetRequestedCount(TSelf input);

    /// <summary>The prompt of an input; null for a family without one.</summary>
    /// <param name="input">The input.</param>
    static abstract string? GetPrompt(TSelf input);

    /// <summary>Adds every violation of the document's rules to <paramref name="validation"/>.</summary>
    /// <param name="input">The input to check.</param>
    /// <param name="validation">Where the violations go.</param>
    static abstract void Validate(TSelf input, InputValidation validation);
}
