using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace AIHubMix.Images;

/// <summary>The input of a model family. Implemented by the records that are generated from the document.</summary>
/// <typeparam name="TSelf">The input record itself.</typeparam>
public interface IImageInput<TSelf>
    where TSelf : class, IImageInput<TSelf>
{
    /// <summary>How the input is written as JSON, without reflection.</summary>
    static abstract JsonTypeInfo<TSelf> JsonTypeInfo { get; }

    /// <summary>The stable name of the family, such as <c>flux-kontext</c>.</summary>
    /// <value>The default is empty, for records of one's own.</value>
    static virtual string Family => "";

    /// <summary>What the document says of each member.</summary>
    /// <value>The default is empty, for records of one's own.</value>
    static virtual IReadOnlyList<InputField> Fields => [];

    /// <summary>The rules between members, as sentences.</summary>
    /// <value>The default is empty, for records of one's own.</value>
    static virtual IReadOnlyList<string> Rules => [];

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

    /// <summary>Writes the bytes that <see cref="JsonTypeInfo"/> would. For records of one's own it does; those that are generated need nothing of it, which saves a process most of its first call.</summary>
    /// <param name="writer">Where the object goes.</param>
    /// <param name="input">The input.</param>
    static virtual void Write(Utf8JsonWriter writer, TSelf input) => JsonSerializer.Serialize(writer, input, TSelf.JsonTypeInfo);
}
