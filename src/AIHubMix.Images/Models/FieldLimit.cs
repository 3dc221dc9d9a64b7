namespace AIHubMix.Images;

/// <summary>What one model takes less of a field than its family does.</summary>
/// <param name="Field">The JSON name of the field.</param>
public sealed record FieldLimit(string Field)
{
    /// <summary>The largest number, or of a list the most items.</summary>
    /// <value>The default is null: that of the family.</value>
    public double? Maximum { get; init; }

    /// <summary>Whether the model does not take the field at all.</summary>
    /// <value>The default is false.</value>
    public bool IsAbsent { get; init; }

    /// <summary>Whether the model takes no request without the field.</summary>
    /// <value>The default is false.</value>
    public bool IsRequired { get; init; }

    /// <summary>Values of the family that the model does not take.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> RefusedValues { get; init; } = [];

    /// <summary>The field as the model takes it; null when it does not.</summary>
    internal InputField? Narrow(InputField field) => IsAbsent ? null : field with
    {
        Maximum = field.Kind == InputFieldKind.List ? field.Maximum : Maximum ?? field.Maximum,
        MaxLength = field.Kind == InputFieldKind.List ? (int?)Maximum ?? field.MaxLength : field.MaxLength,
        IsRequired = IsRequired || field.IsRequired,
        Values = RefusedValues.Count == 0 ? field.Values : [.. field.Values.Except(RefusedValues)],
    };
}
