namespace AIHubMix.Images.Models;

/// <summary>What one model takes less of a field than its family does.</summary>
/// <param name="Field">The JSON name of the field.</param>
internal sealed record FieldLimit(string Field)
{
    /// <summary>The largest number; null when it is the family's.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether the model does not take the field at all.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>Whether the model takes no request without the field.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Values of the family that the model does not take.</summary>
    public IReadOnlyList<string> RefusedValues { get; init; } = [];

    /// <summary>The field as the model takes it; null when it does not.</summary>
    public InputField? Narrow(InputField field) => IsAbsent ? null : field with
    {
        Maximum = Maximum ?? field.Maximum,
        IsRequired = IsRequired || field.IsRequired,
        Values = RefusedValues.Count == 0 ? field.Values : [.. field.Values.Except(RefusedValues)],
    };
}
