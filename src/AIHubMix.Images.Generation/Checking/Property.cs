using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>A property of a named schema.</summary>
internal readonly record struct Property(Member Owner, Member Member)
{
    public Part Schema => Member.Value;

    /// <summary>What is said of it in messages.</summary>
    public string Name => $"{Owner.Name}.{Member.Name}";

    /// <summary>Its schema, that of its items if it is a list, that of their items, and so on, each with what is said of it.</summary>
    public IEnumerable<(Part Schema, string Name)> Levels
    {
        get
        {
            (Part schema, string name) = (Schema, Name);
            yield return (schema, name);
            while (schema["items"] is { } items)
            {
                (schema, name) = (items, $"an item of {name}");
                yield return (schema, name);
            }
        }
    }

    /// <summary>Whether it stands in an input, or in an object of one.</summary>
    public bool IsOfInput => Owner.Value["x-kind"]?.Text is "input" or "value";

    /// <summary>The values that get C# names; none when it is no enum.</summary>
    public IEnumerable<Part> Words => (Schema["x-known-values"] ?? Schema["enum"])?.Items ?? [];

    public bool IsEnum => Schema["enum"] is not null || Schema["x-known-values"] is not null;
}
