namespace AIHubMix.Images.Generation.Yaml;

/// <summary>What a scalar is in JSON.</summary>
internal enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Number,
    Text,
}
