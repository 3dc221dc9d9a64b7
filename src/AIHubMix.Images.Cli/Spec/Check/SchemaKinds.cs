namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>What the values of a schema are in JSON, or in a form. That null is taken too is not told: a field that is not sent says as much.</summary>
[Flags]
internal enum SchemaKinds
{
    /// <summary>Anything.</summary>
    None = 0,

    Text = 1,

    Integer = 2,

    /// <summary>Any number, whole or not.</summary>
    Number = 4,

    Boolean = 8,

    List = 16,

    Object = 32,

    /// <summary>An uploaded file.</summary>
    File = 64,
}
