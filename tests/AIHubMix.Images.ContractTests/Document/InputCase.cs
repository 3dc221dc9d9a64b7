namespace AIHubMix.Images.ContractTests.Document;

/// <summary>An input made from the document, and whether the document allows it.</summary>
/// <param name="Label">The field and what is tried with it.</param>
/// <param name="Json">The members of <c>input</c>.</param>
/// <param name="IsValid">Whether the document allows it.</param>
public sealed record InputCase(string Label, string Json, bool IsValid);
