using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>Roles are given once, to fields of a type that can have them.</summary>
internal sealed class RoleChecks(Description description, Report report)
{
    /// <summary>The roles that several fields of an input may have.</summary>
    private static readonly string[] OfSeveral = ["image", "count"];

    private static readonly Dictionary<string, string[]> TypesOf = new()
    {
        ["prompt"] = ["string"],
        ["count"] = ["integer"],
        ["size"] = ["string"],
        ["aspect-ratio"] = ["string"],
        ["seed"] = ["integer"],
        ["image"] = ["string", "array"],
        ["output-format"] = ["string"],
        ["response-format"] = ["string"],
    };

    public void Run()
    {
        foreach (Member schema in description.Schemas)
        {
            var taken = new HashSet<string>();
            foreach (Member property in schema.Value["properties"]?.Members ?? [])
            {
                if (property.Value["x-role"] is { Text: { } role } at)
                {
                    if (!OfSeveral.Contains(role) && !taken.Add(role))
                    {
                        report.Add(at, ProblemCode.RoleTwice, $"{schema.Name} has another field with the role {role}; only one can have it.");
                    }

                    CheckType($"{schema.Name}.{property.Name}", property.Value, role, at);
                }
            }
        }
    }

    private void CheckType(string name, Part property, string role, Part at)
    {
        if (!TypesOf.TryGetValue(role, out string[]? types) || description.Actual(property)?["type"]?.Text is not { } type || !SchemaChecks.Types.Contains(type))
        {
            return; // Reported already.
        }

        if (!types.Contains(type) || (type == "array" && property.At("items", "type")?.Text != "string"))
        {
            string what = string.Join(" or ", types.Select(one => one == "array" ? "array of strings" : one));
            report.Add(at, ProblemCode.Contradiction, $"The role {role} of {name} is for the type {what}, and the type is {(type == "array" ? $"array of {property.At("items", "type")?.Text ?? "something else"}" : type)}; give it to another field, or correct the type.");
        }
    }
}
