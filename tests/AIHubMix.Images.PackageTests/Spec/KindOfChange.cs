namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>A kind of change, made in an example.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Grade">How it is to be graded.</param>
/// <param name="Edits">How it is done.</param>
internal sealed record KindOfChange(string Name, string Grade, params SpecEdit[] Edits)
{
    /// <summary>The C# members that are gone, have another type or must be set now.</summary>
    public string[] Breaks { get; init; } = [];

    /// <summary>C# members that were not there.</summary>
    public string[] Brings { get; init; } = [];

    /// <summary>A model, and an input in JSON that is taken by one of the two documents only; by both where the inputs that are taken stay as they are.</summary>
    public (string Model, string Input)? Input { get; init; }

    public bool WasTaken { get; init; } = true;

    public bool IsTaken { get; init; } = true;

    public string ApplyTo(string document) => Edits.Aggregate(document, (text, edit) => edit.ApplyTo(text));
}
