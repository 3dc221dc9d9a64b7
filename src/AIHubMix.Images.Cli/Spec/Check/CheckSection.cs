namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What came of holding models of a family against one request of the vendor.</summary>
/// <param name="Family">The family, with the models that it is about.</param>
/// <param name="Counterpart">What they were held against; null when nothing was near enough.</param>
/// <param name="Findings">What differs, and is not ignored: what to act on first.</param>
/// <param name="Notes">What could not be read, or is not compared.</param>
internal sealed record CheckSection(Family Family, Counterpart? Counterpart, IReadOnlyList<Finding> Findings, IReadOnlyCollection<string> Notes);
