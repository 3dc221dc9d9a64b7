namespace AIHubMix.Images.ContractTests.Document;

/// <summary>What becomes of an input.</summary>
internal enum Verdict
{
    /// <summary>It is sent as it is.</summary>
    Sent,

    /// <summary>The client names violations of the document.</summary>
    Refused,

    /// <summary>The record has no room for it.</summary>
    Unreadable,
}
