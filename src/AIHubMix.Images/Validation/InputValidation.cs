using System.Globalization;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Validation;

namespace AIHubMix.Images;

/// <summary>Collects what an input violates. Filled by the checks that are generated from the document.</summary>
public sealed class InputValidation
{
    private const int LongestValue = 80;

    private List<(string Member, int? Index)>? _position;
    private List<InputViolation>? _violations;

    /// <summary>Every violation found so far.</summary>
    public IReadOnlyList<InputViolation> Violations => _violations ?? (IReadOnlyList<InputViolation>)[];

    /// <summary>Notes a violation at a member of the object that is being checked.</summary>
    /// <param name="member">The JSON name of the member; empty for the current array item itself.</param>
    /// <param name="value">The offending value; null when the member is missing.</param>
    /// <param name="rule">What the value must be, such as <c>must be from 0 to 6</c>.</param>
    /// <param name="source">Where the rule is from.</param>
    public void Add(string member, object? value, string rule, string source) =>
        (_violations ??= []).Add(new InputViolation(PathOf(member), Shorten(value), rule, source));

    /// <summary>Goes into an object that is a member of the one being checked.</summary>
    /// <param name="member">The JSON name of the member; empty for the current array item, which is an array itself.</param>
    /// <param name="index">The place in the member's array; null when it is no array.</param>
    public void Enter(string member, int? index = null) => (_position ??= []).Add((member, index));

    /// <summary>Comes back from the object entered last.</summary>
    public void Leave() => _position!.RemoveAt(_position.Count - 1);

    /// <summary>Notes an additional member that would repeat a member of the record, or is no JSON.</summary>
    /// <param name="name">Its JSON name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isDeclared">Whether the name belongs to the record itself.</param>
    public void CheckAdditional(string name, JsonElement value, bool isDeclared)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            Add(name, null, "must be JSON, such as JsonElement.Parse(\"1\")", "AIHubMix.Images");
        }
        else if (isDeclared)
        {
            Add(name, value.GetRawText(), "must be set by its own property, not among the additional members", "AIHubMix.Images");
        }
    }

    private static string? Shorten(object? value)
    {
        string? text = value is bool truth ? (truth ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);
        if (value is null || text is null || text.Length <= LongestValue)
        {
            return value is null ? null : text;
        }

        int length = char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, length)}… ({TextRules.CountCharacters(text)} characters)");
    }

    private string PathOf(string member)
    {
        var path = new StringBuilder("$.input");
        foreach ((string name, int? index) in _position ?? [])
        {
            if (name.Length > 0)
            {
                path.Append('.').Append(name);
            }

            if (index is not null)
            {
                path.Append('[').Append(index.Value).Append(']');
            }
        }

        return member.Length == 0 ? path.ToString() : path.Append('.').Append(member).ToString();
    }
}
