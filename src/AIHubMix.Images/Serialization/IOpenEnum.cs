using System.ComponentModel;

namespace AIHubMix.Images.Serialization;

#pragma warning disable CA1711 // Named for what implements it.

/// <summary>A value of an open set: the known ones have names, any other text is kept. For generated code.</summary>
/// <typeparam name="TSelf">The type of the value itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    /// <summary>The text as it stands in JSON.</summary>
    string Value { get; }

    /// <summary>Makes a value from its text on the wire.</summary>
    /// <param name="value">The text as it stands in JSON.</param>
    static abstract TSelf FromWire(string value);
}
