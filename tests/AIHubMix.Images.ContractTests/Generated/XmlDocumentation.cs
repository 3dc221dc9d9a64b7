using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AIHubMix.Images.ContractTests.Generated;

/// <summary>The documentation file that stands beside an assembly.</summary>
internal sealed partial class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members;

    public XmlDocumentation(Assembly assembly) =>
        _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    public XElement? Of(Type type) => _members.GetValueOrDefault($"T:{type.FullName}");

    /// <summary>What is written about a member; overloads are not told apart.</summary>
    public XElement? Of(MemberInfo member)
    {
        string name = $"{(member is PropertyInfo ? 'P' : 'M')}:{member.DeclaringType!.FullName}.{member.Name.Replace('.', '#')}";
        return _members.FirstOrDefault(entry => entry.Key == name || entry.Key.StartsWith(name + "(", StringComparison.Ordinal)).Value;
    }

    /// <summary>The text of a part of the documentation as it is read, without tags and line breaks.</summary>
    public static string TextOf(XElement? documentation, string part) => Blanks().Replace(documentation?.Element(part)?.Value ?? "", " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
