using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>Kinds of change, all made in one document: what was built from it, and how that differs from before by the tools of the SDK.</summary>
internal sealed partial class Group(IReadOnlyList<KindOfChange> kinds, BuiltDocument old, BuiltDocument @new, IReadOnlySet<string> incompatible)
{
    public IReadOnlyList<KindOfChange> Kinds => kinds;

    public BuiltDocument Old => old;

    public BuiltDocument New => @new;

    /// <summary>The members that package validation finds to be gone or of another type.</summary>
    public IReadOnlySet<string> Incompatible => incompatible;

    /// <summary>The members that the listing of the public API loses, or lists otherwise; whether they can be null is left out.</summary>
    public IReadOnlySet<string> Unlisted { get; } = Members(Lost(@new).Except(Came(@new)));

    /// <summary>The members that come into the listing.</summary>
    public IReadOnlySet<string> Listed { get; } = Members(Came(@new).Except(Lost(@new)));

    /// <summary>The members that must be set now, of types that were there.</summary>
    public IReadOnlySet<string> NewlyRequired { get; } = @new.Required.Except(old.Required).Where(member => old.Types.Contains(member.Split('.')[0])).ToHashSet();

    /// <summary>The members that differ by any of these.</summary>
    public IReadOnlySet<string> Broken => Incompatible.Union(Unlisted).Union(NewlyRequired).ToHashSet();

    /// <summary>The members in what the comparer of package validation wrote.</summary>
    public static IReadOnlySet<string> Incompatibilities(string suppressions) => XDocument.Load(suppressions).Descendants("Target").Select(target => MemberOf(target.Value[2..])).ToHashSet();

    private static IEnumerable<string> Lost(BuiltDocument built) => built.Missing.Select(WithoutNullability);

    private static IEnumerable<string> Came(BuiltDocument built) => built.Unlisted.Select(WithoutNullability);

    private static HashSet<string> Members(IEnumerable<string> symbols) => symbols.Select(MemberOf).ToHashSet();

    private static string WithoutNullability(string symbol) => symbol.Replace("!", "", StringComparison.Ordinal).Replace("?", "", StringComparison.Ordinal);

    // 'static AIHubMix.Images.DallE3Quality.Hd.get -> …' and 'AIHubMix.Images.DallE3Quality.get_Hd' are both DallE3Quality.Hd.
    private static string MemberOf(string symbol) => Accessor().Replace(Name().Match(symbol).Groups[1].Value, "");

    [GeneratedRegex(@"AIHubMix\.Images\.([\w.<>$#]+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<=\.)[gs]et_|\.get$|\.init$|\.set$")]
    private static partial Regex Accessor();
}
