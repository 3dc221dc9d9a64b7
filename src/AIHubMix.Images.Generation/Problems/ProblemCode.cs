namespace AIHubMix.Images.Generation.Problems;

/// <summary>The kinds of mistakes; each has its section in docs/own-models.md.</summary>
internal static class ProblemCode
{
    public const string Syntax = "AHM001";
    public const string UnknownKey = "AHM002";
    public const string Misplaced = "AHM003";
    public const string BadValue = "AHM004";
    public const string Missing = "AHM005";
    public const string DeadReference = "AHM006";
    public const string BadPath = "AHM007";
    public const string Taken = "AHM008";
    public const string EnumText = "AHM009";
    public const string CSharpName = "AHM010";
    public const string NoSuchValue = "AHM011";
    public const string NoSuchField = "AHM012";
    public const string RoleTwice = "AHM013";
    public const string NoSuchSource = "AHM014";
    public const string UnusedSource = "AHM015";
    public const string Unsupported = "AHM016";
    public const string Contradiction = "AHM017";
    public const string BadExample = "AHM018";
    public const string Unreadable = "AHM019";
}
