namespace AIHubMix.Images;

#pragma warning disable CA1720 // Named as JSON and its schemas name them.

/// <summary>What the value of an <see cref="InputField"/> is in JSON.</summary>
public enum InputFieldKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A picture: a string that is its URL or its base64. <see cref="ImageSource.ToJsonNode"/> makes one.</summary>
    Image,

    /// <summary>An array; <see cref="InputField.ItemKind"/> tells what its items are.</summary>
    List,

    /// <summary>An object; <see cref="InputField.Members"/> tells what is in it.</summary>
    Object,
}
