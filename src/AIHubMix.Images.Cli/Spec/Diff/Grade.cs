namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>How much a change asks of those who use the package.</summary>
internal enum Grade
{
    /// <summary>Code may not compile any more, or an input that was taken is refused or reads differently.</summary>
    Breaking,

    /// <summary>The same code does something else that is worth knowing.</summary>
    Notice,

    /// <summary>Something that was not there before.</summary>
    Addition,
}
