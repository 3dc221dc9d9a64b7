namespace AIHubMix.Images;

/// <summary>An input breaks rules of the document. Nothing was sent and nothing was billed.</summary>
public sealed class InvalidInputException : AIHubMixException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="model">The path of the model.</param>
    /// <param name="violations">Every rule that is broken.</param>
    public InvalidInputException(string model, IReadOnlyList<InputViolation> violations)
        : base(Describe(model, violations))
    {
        Billing = BillingClass.NeverDelivered;
        Model = model;
        Violations = violations;
    }

    /// <summary>Every rule that is broken.</summary>
    public IReadOnlyList<InputViolation> Violations { get; }

    private static string Describe(string model, IReadOnlyList<InputViolation> violations)
    {
        ArgumentNullException.ThrowIfNull(violations);
        return $"The input for '{model}' breaks {violations.Count} rule{(violations.Count == 1 ? "" : "s")}; nothing was sent:{Environment.NewLine}  "
            + string.Join($"{Environment.NewLine}  ", violations)
            + $"{Environment.NewLine}If the model has moved on since this package, set {nameof(AIHubMixClientOptions)}.{nameof(AIHubMixClientOptions.ValidateInput)} to false.";
    }
}
