namespace AIHubMix.Images.ContractTests.Differential;

/// <summary>What an input is made of.</summary>
/// <param name="Presence">How many of a hundred optional members are there.</param>
/// <param name="Oddity">How many of a hundred values are at the wrong side of a limit, or anything at all.</param>
internal readonly record struct Mixture(int Presence, int Oddity);
