namespace AIHubMix.Images.Serialization;

/// <summary>A value of an open set: the known ones have names, any other text is kept.</summary>
internal interface IOpenEnum<TSelf>
    where TSelf : struct, IOpenEnum<TSelf>
{
    string Value { get; }

    static abstract TSelf FromWire(string value);
}
