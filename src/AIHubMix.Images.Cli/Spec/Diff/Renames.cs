namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>The types of the old document that are there under another name in the new one.</summary>
internal sealed class Renames
{
    private readonly SpecDocument _old;
    private readonly SpecDocument _new;
    private readonly Dictionary<string, string> _names = [];

    public Renames(SpecDocument old, SpecDocument @new)
    {
        (_old, _new) = (old, @new);
        foreach (SpecType input in old.Types.Where(type => type.Kind == "input" && @new.FindType(type.Title) is null))
        {
            // The same family, or what a model takes that took this one.
            SpecType? successor = @new.Types.FirstOrDefault(type => type.Kind == "input" && IsNew(type) && type.Family == input.Family && type.Family is not null)
                ?? @new.Types.FirstOrDefault(type => type.Kind == "input" && IsNew(type) && TookTheirPlace(input, type));
            if (successor is not null && !_names.ContainsValue(successor.Title))
            {
                _names[input.Title] = successor.Title;
            }
        }

        // What fields hold, to the inmost.
        for (int known = -1; known < _names.Count;)
        {
            known = _names.Count;
            foreach ((SpecType before, SpecType after) in Pairs().ToArray())
            {
                FindInFields(before, after);
            }
        }
    }

    /// <summary>The types that are on both sides.</summary>
    public IEnumerable<(SpecType Old, SpecType New)> Pairs() =>
        from type in _old.Types
        let after = _new.FindType(NewNameOf(type.Title))
        where after is not null
        select (type, after);

    public string NewNameOf(string oldName) => _names.GetValueOrDefault(oldName, oldName);

    public bool IsSuccessor(string newName) => _names.ContainsValue(newName);

    /// <summary>The type of a property of the old document, spelled with the names of the new one.</summary>
    public string NewTypeOf(SpecField field)
    {
        string item = SpecDocument.ItemTypeOf(field.CSharpType);
        return field.CSharpType.Replace(item, NewNameOf(item), StringComparison.Ordinal);
    }

    private bool IsNew(SpecType type) => _old.FindType(type.Title) is null;

    private bool TookTheirPlace(SpecType input, SpecType successor) =>
        _old.Models.Any(model => model.InputType == input.Title && _new.Models.Any(other => other.Path == model.Path && other.InputType == successor.Title));

    private void FindInFields(SpecType before, SpecType after)
    {
        foreach (SpecField field in before.Fields)
        {
            if (after.Find(field.Wire) is not { } now || now.CSharpType == NewTypeOf(field))
            {
                continue;
            }

            (string oldName, string newName) = (SpecDocument.ItemTypeOf(field.CSharpType), SpecDocument.ItemTypeOf(now.CSharpType));
            bool areEnums = field.IsEnum && now.IsEnum;
            bool areValues = _old.FindType(oldName) is { } oldType && _new.FindType(oldName) is null && _new.FindType(newName) is { } newType && IsNew(newType) && newType.Kind == oldType.Kind;
            if ((areEnums || areValues) && !_names.ContainsKey(oldName) && !_names.ContainsValue(newName))
            {
                _names[oldName] = newName;
            }
        }
    }
}
