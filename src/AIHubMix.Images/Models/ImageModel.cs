using System.Text.Json.Nodes;
using AIHubMix.Images.Models;
using AIHubMix.Images.Submitting;

namespace AIHubMix.Images;

/// <summary>An image model of the gateway: where it is called and what is known of it.</summary>
/// <remarks>
/// The models of the document stand in <see cref="ImageModels"/>. A model that came after this package is
/// <c>new ImageModel&lt;TInput&gt;("vendor/model")</c> when it takes a known input, and <see cref="Untyped"/> otherwise.
/// </remarks>
public abstract class ImageModel
{
    private protected ImageModel(string path)
    {
        Path = ModelPath.Check(path);
        Name = path[(path.IndexOf('/') + 1)..];
    }

    /// <summary>The vendor and model segments of the request path, such as <c>bfl/flux-kontext-max</c>. Case matters.</summary>
    public string Path { get; }

    /// <summary>The name in the catalog, such as <c>FluxKontextMax</c>; the last segment of the path for a model outside it.</summary>
    public string Name { get; init; }

    /// <summary>One line on what the model is; empty for a model outside the catalog.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The company that made the model; the first segment of the path for a model outside the catalog.</summary>
    public string Vendor { get => field ?? Path[..Path.IndexOf('/')]; init; }

    /// <summary>The family whose input the model takes, such as <c>flux-kontext</c>; empty for a model that this package knows nothing of.</summary>
    public string Family => DescribeFamily();

    /// <summary>How the model is expected to hand over its pictures.</summary>
    public ImageDelivery Delivery { get; init; }

    /// <summary>Where the model stands in the gateway's list.</summary>
    public ModelLifecycle Lifecycle { get; init; }

    /// <summary>What the model makes pictures from.</summary>
    public ImageCapabilities Capabilities { get; init; }

    /// <summary>How long the URLs of its pictures work, where the vendor says so; null where it does not.</summary>
    public TimeSpan? UrlLifetime { get; init; }

    /// <summary>How later versions of the API page spell <see cref="Path"/>; null where it never changed, and for a model outside the catalog.</summary>
    public string? LaterPath { get; init; }

    /// <summary>Other spellings of the path that have been seen, <see cref="LaterPath"/> among them.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What the document says of each member of the input, in its order. Members that the model does not take are left out, and a limit of the model goes before that of its family.</summary>
    /// <value>Empty for a model that this package knows nothing of.</value>
    public IReadOnlyList<InputField> Fields => field ??= DescribeFields();

    /// <summary>The rules between members of the input, and those of the model alone, as sentences. Names of members stand between backticks.</summary>
    /// <value>Empty for a model that this package knows nothing of.</value>
    public IReadOnlyList<string> Rules => field ??= DescribeRules();

    /// <summary>A model that this package knows nothing of, called with JSON of your own.</summary>
    /// <param name="path">The vendor and model segments, such as <c>vendor/model</c>.</param>
    /// <returns>A model to use with the methods that take a <see cref="System.Text.Json.Nodes.JsonObject"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is not two path segments.</exception>
    public static ImageModel Untyped(string path) => new UntypedImageModel(path);

    /// <summary>Writes an input of the model's own type as JSON of your own, for programs that serve models which they do not know.</summary>
    /// <param name="input">The input, such as a <see cref="FluxKontextInput"/>.</param>
    /// <returns>Its members, those that are not set left out. Each picture is a node as <see cref="ImageSource.ToJsonNode"/> makes one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="input"/> is not of the model's own type.</exception>
    public JsonObject ToJson(object input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return WriteJson(input) ?? throw new ArgumentException($"'{Path}' does not take a {input.GetType().Name}.", nameof(input));
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>Holds JSON of your own against every rule that the document states for this model.</summary>
    /// <remarks>A value of another JSON type than the document's, and null, are violations; a member that the document does not know is none. Opens no file and no stream.</remarks>
    /// <param name="input">The members of <c>input</c>.</param>
    /// <returns>Every violation, all at once; empty when the input is valid, and always for a model that this package knows nothing of.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public IReadOnlyList<InputViolation> Validate(JsonObject input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return FindViolations(input);
    }

    /// <summary>How long the URLs of its pictures are expected to work; null where that is not known.</summary>
    internal virtual TimeSpan? ExpectedUrlLifetime => UrlLifetime;

    /// <summary>What is wrong with an input of the model's own type.</summary>
    internal virtual IReadOnlyList<InputViolation> Violations(object input) => [];

    /// <summary>What is to be sent for JSON that is to be held against the document.</summary>
    /// <exception cref="InvalidInputException">It breaks a rule.</exception>
    internal virtual Submission Prepare(JsonObject input, CallSettings settings) => Submission.Of(this, input, settings);

    private protected virtual string DescribeFamily() => "";

    private protected virtual IReadOnlyList<InputField> DescribeFields() => [];

    private protected virtual IReadOnlyList<string> DescribeRules() => [];

    private protected virtual IReadOnlyList<InputViolation> FindViolations(JsonObject input) => [];

    /// <summary>The members of the input; null when it is of another type.</summary>
    private protected virtual JsonObject? WriteJson(object input) => null;

    private sealed class UntypedImageModel(string path) : ImageModel(path)
    {
        // Of a path alone the catalog may know more. Only here: a program that names its models does not carry the others.
        internal override TimeSpan? ExpectedUrlLifetime => ImageModels.Find(Path)?.UrlLifetime;
    }
}
