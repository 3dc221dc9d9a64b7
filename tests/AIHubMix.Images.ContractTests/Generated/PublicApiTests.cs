using System.Reflection;
using System.Text.RegularExpressions;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>The listings of the public API, which a reviewer reads, name every public type and member, and nothing else.</summary>
/// <remarks>The compiler holds every signature against the listing, but a plain build only warns.</remarks>
public sealed partial class PublicApiTests
{
    private const string Advice = "Run .ci/public-api and commit what it changes.";

    private static readonly string[] Listings = ["Shipped", "Unshipped"];
    private static readonly Assembly[] Assemblies = [typeof(AIHubMixClient).Assembly, typeof(AIHubMixSimulator).Assembly];
    private static readonly HashSet<string> Listed = [.. Assemblies.SelectMany(assembly => Lines(assembly.GetName().Name!)).Select(NameOf)];

    public static TheoryData<string> Types => [.. Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Select(Shown)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_Public_IsListedWithAllItsMembers(string name)
    {
        Type type = TypeOf(name);
        IEnumerable<string> members = MembersOf(type).Append(name);

        Assert.All(members, member => Assert.True(Listed.Contains(member), $"{member} is not in the listing of the public API. {Advice}"));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Listing_OfAType_NamesOnlyMembersThatAreThere(string name)
    {
        string[] members = [.. MembersOf(TypeOf(name))];
        IEnumerable<string> listed = Listed.Where(entry => entry.StartsWith(name + ".", StringComparison.Ordinal));

        Assert.All(listed, entry => Assert.True(members.Contains(entry), $"{entry} is in the listing of the public API, but not public. {Advice}"));
    }

    [Fact]
    public void Listings_NameOnlyTypesThatAreThere() =>
        Assert.All(Listed, entry => Assert.True(Types.Any(type => entry == type.Data || entry.StartsWith(type.Data + ".", StringComparison.Ordinal)), $"{entry} is of no public type. {Advice}"));

    private static Type TypeOf(string name) => Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Single(type => Shown(type) == name);

    private static string Shown(Type type) => !type.IsGenericType ? type.FullName!
        : $"{type.FullName![..type.FullName!.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>";

    private static IEnumerable<string> MembersOf(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> names = type.GetMembers(Declared).SelectMany(member => member switch
        {
            ConstructorInfo constructor when IsVisible(constructor) => [type.Name.Split('`')[0]],
            MethodBase method when IsVisible(method) => [WrittenName(method.Name)],
            FieldInfo { IsPublic: true, IsSpecialName: false } => [member.Name],
            _ => (IEnumerable<string>)[],
        });

        // A structure has a constructor without parameters that reflection does not show.
        return names.Concat(type is { IsValueType: true, IsEnum: false } ? [type.Name] : []).Select(member => $"{Shown(type)}.{member}").Distinct();
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || (method.IsFamily && !method.DeclaringType!.IsSealed);

    private static string WrittenName(string name) => name switch
    {
        "op_Equality" => "operator ==",
        "op_Inequality" => "operator !=",
        "op_Implicit" => "implicit operator",
        _ when name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) => name["get_".Length..],
        _ when name.StartsWith("add_", StringComparison.Ordinal) || name.StartsWith("remove_", StringComparison.Ordinal) => name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..],
        _ => name,
    };

    private static IEnumerable<string> Lines(string project) =>
        Listings
            .SelectMany(listing => File.ReadLines(Repository.PathOf($"src/{project}/PublicAPI.{listing}.txt")))
            .Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>The name of a type or a member in a line of a listing, without modifiers, accessors, type arguments, parameters and the type of the result.</summary>
    private static string NameOf(string line)
    {
        string name = Modifiers().Replace(line, "");
        string signature = name.Split(" -> ")[0].Split(" = ")[0];
        if (Operators().Match(signature) is { Success: true } found)
        {
            return found.Value;
        }

        int parameters = signature.IndexOf('(', StringComparison.Ordinal);
        string member = parameters < 0 ? signature : signature[..parameters];
        return Accessors().Replace(name.Contains(" -> ", StringComparison.Ordinal) ? MethodArguments().Replace(member, "") : member, "");
    }

    [GeneratedRegex(@"^~?(?:(?:static|const|override|abstract|virtual|sealed|readonly) )*")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"^\S+?\.(?:implicit operator|operator (?:==|!=))")]
    private static partial Regex Operators();

    [GeneratedRegex(@"\.(?:get|set|init)$")]
    private static partial Regex Accessors();

    [GeneratedRegex(@"(?<=\.[A-Za-z]+)<[A-Za-z, !]+>$")]
    private static partial Regex MethodArguments();
}
