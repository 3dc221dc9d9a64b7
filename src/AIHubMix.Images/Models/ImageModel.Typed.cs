using System.Text.Json.Nodes;
using AIHubMix.Images.Inputs;
using AIHubMix.Images.Models;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Validation;

namespace AIHubMix.Images;

/// <summary>An image model and the type of its input.</summary>
/// <typeparam name="TInput">The input record of the model's family, such as <see cref="FluxKontextInput"/>.</typeparam>
public sealed class ImageModel<TInput> : ImageModel
    where TInput : class, IImageInput<TInput>
{
    private readonly Action<TInput, InputValidation>? _rules;

    /// <summary>Names a model that is not in the catalog but takes a known input.</summary>
    /// <param name="path">The vendor and model segments, such as <c>openai/gpt-image-2</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is not two path segments.</exception>
    public ImageModel(string path)
        : this(path, null)
    {
    }

    /// <summary>Names a model that takes a known input, but not all of it.</summary>
    /// <param name="path">The vendor and model segments, such as <c>openai/gpt-image-2</c>.</param>
    /// <param name="rules">Adds what an input violates of the rules of this model alone; null when it has none.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is not two path segments.</exception>
    public ImageModel(string path, Action<TInput, InputValidation>? rules)
        : base(path) => _rules = rules;

    /// <summary>Holds an input against every rule that the document states for this model.</summary>
    /// <remarks>Opens no file and no stream: those are looked into when they are sent.</remarks>
    /// <param name="input">The input to check.</param>
    /// <returns>Every violation, all at once; empty when the input is valid.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public IReadOnlyList<InputViolation> Validate(TInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var validation = new InputValidation();
        TInput.Validate(input, validation);
        _rules?.Invoke(input, validation);
        return validation.Violations;
    }

    /// <summary>The rules that are the model's own, as sentences.</summary>
    /// <value>The default is empty: it takes what its family takes.</value>
    public IReadOnlyList<string> OwnRules { get; init; } = [];

    /// <summary>Fields of which the model takes less than its family.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<FieldLimit> Limits { get; init; } = [];

    internal override IReadOnlyList<InputViolation> Violations(object input) => Validate((TInput)input);

    internal override Submission Prepare(JsonObject input, CallSettings settings)
    {
        var reading = JsonInput<TInput>.Read(input, TInput.Fields);
        return reading.Violations.Count == 0 ? Submission.Of(this, reading.Input!, settings) : throw new InvalidInputException(Path, Merge(reading));
    }

    private protected override string DescribeFamily() => TInput.Family;

    private protected override IReadOnlyList<InputField> DescribeFields() => Limits.Count == 0 ? TInput.Fields : [.. TInput.Fields.Select(Limited).OfType<InputField>()];

    private protected override IReadOnlyList<string> DescribeRules() => [.. OwnRules, .. TInput.Rules];

    private protected override IReadOnlyList<InputViolation> FindViolations(JsonObject input) => Merge(JsonInput<TInput>.Read(input, TInput.Fields));

    private protected override JsonObject? WriteJson(object input) => input is TInput own ? JsonInput<TInput>.Write(own) : null;

    private InputField? Limited(InputField known) =>
        Limits.Where(limit => limit.Field == known.Name).Aggregate((InputField?)known, static (field, limit) => field is null ? null : limit.Narrow(field));

    // What only the reading of the JSON can tell, and what the record itself breaks, whatever stands in the place of what is refused: left out or not.
    private IReadOnlyList<InputViolation> Merge(JsonInput<TInput> reading)
    {
        if (reading is not { Input: { } input, Filled: { } filled })
        {
            return reading.Violations;
        }

        if (reading.Violations.Count == 0)
        {
            return Validate(input);
        }

        return
        [
            .. reading.Violations,
            .. Validate(input)
                .IntersectBy(Validate(filled).Select(violation => (violation.Path, violation.Rule)), violation => (violation.Path, violation.Rule))
                .Where(violation => !reading.Violations.Any(known => IsWithin(known.Path, violation.Path))),
        ];
    }

    private static bool IsWithin(string path, string other) =>
        other.StartsWith(path, StringComparison.Ordinal) && (other.Length == path.Length || other[path.Length] is '.' or '[');
}
