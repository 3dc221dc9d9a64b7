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

    internal ImageModel(string path, Action<TInput, InputValidation>? rules)
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

    internal override IReadOnlyList<InputViolation> Violations(object input) => Validate((TInput)input);
}
