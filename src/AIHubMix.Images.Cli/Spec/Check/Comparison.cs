using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Holds the input of a family against its counterpart.</summary>
internal sealed class Comparison
{
    private const string TellsModelsApart = "Its description tells models apart.";
    private const string OfOthers = "Other models of the family take it.";

    private readonly Family _family;
    private readonly Counterpart _counterpart;
    private readonly SchemaReader _reader;
    private readonly List<Finding> _found = [];

    private Comparison(Family family, Counterpart counterpart, SchemaReader reader)
    {
        _family = family;
        _counterpart = counterpart;
        _reader = reader;
    }

    /// <summary>Every difference, in the order of the fields.</summary>
    /// <param name="family">The family.</param>
    /// <param name="counterpart">What it is held against.</param>
    /// <param name="reader">Reads the schemas; its notes tell what is not compared.</param>
    public static IReadOnlyList<Finding> Run(Family family, Counterpart counterpart, SchemaReader reader)
    {
        var comparison = new Comparison(family, counterpart, reader);
        VendorSchema schema = reader.Read(counterpart.Request.Node);
        comparison.CompareRequest();
        comparison.CompareMembers(family.Fields, schema, "", isTop: true);
        return [.. comparison._found.OrderBy(finding => finding.Grade)];
    }

    private void CompareRequest()
    {
        if (_counterpart.Request.IsDeprecated)
        {
            Add(FindingGrade.Notice, FindingKind.Deprecated, "", "the vendor calls the operation deprecated");
        }

        string[] unknown = [.. _counterpart.Request.Models.Where(name => ImageModels.Find(name) is null)];
        if (unknown.Length > 0)
        {
            Add(FindingGrade.Notice, FindingKind.Models, VendorRequest.ModelField, "the vendor lists models that the catalog does not have:", unknown);
        }
    }

    private void CompareMembers(IReadOnlyList<InputField> fields, VendorSchema schema, string prefix, bool isTop)
    {
        string[] ours = [.. fields.Select(field => field.Name)];
        string[] theirs = [.. schema.Members.Keys.Where(name => !ours.Contains(name) && !(isTop && name == VendorRequest.ModelField))];
        var missing = new List<string>();
        foreach (InputField field in fields)
        {
            string path = prefix + field.Name;
            if (schema.Members.TryGetValue(field.Name, out Lazy<VendorSchema>? member))
            {
                Compare(field, member.Value, path, schema.Required.Contains(field.Name));
            }
            else if (!isTop || !FindElsewhere(field, path))
            {
                AddRemoved(field, path, theirs);
                missing.Add(field.Name);
            }
        }

        foreach (string name in theirs)
        {
            AddAdded(prefix + name, schema.Members[name].Value, schema.Required.Contains(name), NearestNames.Of(name, missing));
        }
    }

    private void AddAdded(string path, VendorSchema schema, bool isRequired, IReadOnlyList<string> renamed)
    {
        bool isFile = schema.Kinds == SchemaKinds.File || schema.Item?.Value.Kinds == SchemaKinds.File;
        string? reason = isFile ? "An uploaded file has no form in this API."
            : _family.OfAnyModel(path) is not null ? OfOthers
            : IsToldApart(schema) ? TellsModelsApart
            : null;
        string[] remarks = [SchemaWords.Quote(schema.Description), renamed.Count > 0 ? $"Perhaps {string.Join(" or ", renamed.Select(name => $"`{name}`"))} under a new name." : "", reason ?? ""];
        Add(
            reason is null ? FindingGrade.Drift : FindingGrade.Notice,
            FindingKind.FieldAdded,
            path,
            $"the vendor {(isRequired ? "requires" : "takes")} it, the document does not have it: {SchemaWords.Facts(schema)}",
            remark: string.Join(" ", remarks.Where(remark => remark.Length > 0)));
    }

    private void AddRemoved(InputField field, string path, IReadOnlyList<string> theirs)
    {
        IReadOnlyList<string> renamed = NearestNames.Of(field.Name, theirs);
        string hint = renamed.Count > 0 ? $" Perhaps it is {string.Join(" or ", renamed.Select(name => $"`{name}`"))} now." : "";
        bool isFromVendor = _family.IsFromVendor(field);
        Add(
            isFromVendor ? FindingGrade.Drift : FindingGrade.Notice,
            FindingKind.FieldRemoved,
            path,
            isFromVendor ? "the document has it from the vendor, whose schema does not have it" : "the vendor does not have it",
            remark: $"Known from: {field.Source} ({field.Confidence}).{hint}");
    }

    // What is drawn from words and what is drawn from a picture are two requests to some vendors, and one input here.
    private bool FindElsewhere(InputField field, string path)
    {
        VendorRequest? other = _counterpart.Others.FirstOrDefault(request => request.Schema.Members.ContainsKey(field.Name));
        if (other is null)
        {
            return false;
        }

        Add(FindingGrade.Notice, FindingKind.FieldElsewhere, path, $"stands in {other}, and is held against that");
        Compare(field, _reader.Read(other.Node).Members[field.Name].Value, path, isRequired: field.IsRequired);
        return true;
    }

    private void Compare(InputField field, VendorSchema schema, string path, bool isRequired)
    {
        if (!CompareType(field.Kind, schema.Kinds, path, schema, field.TakesSingleItem))
        {
            return;
        }

        if (field.Kind is not InputFieldKind.List)
        {
            CompareValues(field.Values, schema, path, field);
        }

        CompareLimits(field, schema, path);
        if (isRequired && !field.IsRequired)
        {
            Add(FindingGrade.Drift, FindingKind.Required, path, "the vendor requires it, the document does not");
        }
        else if (field.IsRequired && !isRequired)
        {
            Add(FindingGrade.Notice, FindingKind.Required, path, "the document requires it, the vendor does not");
        }

        CompareDefault(field, schema, path);
        if (schema.IsDeprecated)
        {
            Add(FindingGrade.Notice, FindingKind.Deprecated, path, "the vendor calls it deprecated", remark: SchemaWords.Quote(schema.Description));
        }

        if (field.Kind == InputFieldKind.Object && schema.Members.Count > 0)
        {
            CompareMembers(field.Members, schema, path + ".", isTop: false);
        }
        else if (field.Kind == InputFieldKind.List && schema.Item is { } item)
        {
            CompareItems(field, item.Value, path);
        }
    }

    private void CompareItems(InputField field, VendorSchema item, string path)
    {
        if (field.ItemKind is { } kind && CompareType(kind, item.Kinds, path + "[]", item))
        {
            CompareValues(field.Values, item, path + "[]", field);
            ComparePattern(field, item, path + "[]");
            if (item.Members.Count > 0)
            {
                CompareMembers(field.Members, item, path + "[].", isTop: false);
            }
        }
    }

    private bool CompareType(InputFieldKind kind, SchemaKinds theirs, string path, VendorSchema schema, bool takesSingleItem = false)
    {
        SchemaKinds ours = kind switch
        {
            InputFieldKind.Text => SchemaKinds.Text,
            InputFieldKind.Integer => SchemaKinds.Integer | SchemaKinds.Number,
            InputFieldKind.Number => SchemaKinds.Number,
            InputFieldKind.Boolean => SchemaKinds.Boolean,
            InputFieldKind.Image => SchemaKinds.Text | SchemaKinds.File,
            InputFieldKind.List => takesSingleItem ? SchemaKinds.List | SchemaKinds.Text | SchemaKinds.File : SchemaKinds.List,
            _ => SchemaKinds.Object,
        };
        if (theirs == SchemaKinds.None || (theirs & ours) != SchemaKinds.None)
        {
            if (kind == InputFieldKind.Integer && theirs.HasFlag(SchemaKinds.Number))
            {
                Add(FindingGrade.Notice, FindingKind.Type, path, "a whole number in the document, any number at the vendor");
            }

            return true;
        }

        Add(FindingGrade.Drift, FindingKind.Type, path, $"{ModelFacts.Spell(kind)} in the document, {SchemaWords.TypeOf(schema)} at the vendor");
        return false;
    }

    private void CompareValues(IReadOnlyList<string> ours, VendorSchema schema, string path, InputField field)
    {
        if (schema.Values is not { } theirs)
        {
            if (ours.Count > 0 && schema.Kinds == SchemaKinds.Text)
            {
                Add(FindingGrade.Notice, FindingKind.ValuesOpen, path, "the document knows certain values, the vendor takes any text", remark: SchemaWords.Quote(schema.Description));
            }

            return;
        }

        string[] added = [.. theirs.Except(ours)], removed = [.. ours.Except(theirs)];
        if (ours.Count == 0)
        {
            Add(schema.IsOpen ? FindingGrade.Notice : FindingGrade.Drift, FindingKind.ValuesOpen, path, $"the document takes any value, the vendor {(schema.IsOpen ? "names" : "takes only")}", added);
            return;
        }

        string[] ofOthers = [.. added.Intersect(_family.OfAnyModel(path)?.Values ?? [])];
        if (added.Length > ofOthers.Length)
        {
            AddTheirs(FindingKind.ValuesAdded, path, "the vendor also takes", schema, [.. added.Except(ofOthers)]);
        }

        if (ofOthers.Length > 0)
        {
            Add(FindingGrade.Notice, FindingKind.ValuesAdded, path, "the vendor also takes", ofOthers, OfOthers);
        }

        if (removed.Length > 0)
        {
            bool isDrift = !schema.IsOpen && _family.IsFromVendor(field);
            Add(isDrift ? FindingGrade.Drift : FindingGrade.Notice, FindingKind.ValuesRemoved, path, schema.IsOpen ? "the vendor takes other values than those it names, and does not name" : "the vendor does not take", removed, isDrift ? null : $"Known from: {field.Source} ({field.Confidence}).");
        }

        if (schema.IsOpen)
        {
            Add(FindingGrade.Notice, FindingKind.ValuesOpen, path, "the vendor takes other values than those it names");
        }
    }

    private void CompareLimits(InputField field, VendorSchema schema, string path)
    {
        if (field.Kind is InputFieldKind.Integer or InputFieldKind.Number)
        {
            CompareLimit(FindingKind.Minimum, path, "minimum", isUpper: false, field.Minimum, schema.Minimum, schema.ExcludesMinimum, schema);
            CompareLimit(FindingKind.Maximum, path, "maximum", isUpper: true, field.Maximum, schema.Maximum, schema.ExcludesMaximum, schema);
        }
        else if (field.Kind is InputFieldKind.Text)
        {
            // That a text is not empty goes without saying.
            CompareLimit(FindingKind.Length, path, "least length", isUpper: false, field.MinLength is > 1 ? field.MinLength : null, schema.MinLength is > 1 ? schema.MinLength : null, isExcluded: false, schema);
            CompareLimit(FindingKind.Length, path, "largest length", isUpper: true, field.MaxLength, schema.MaxLength, isExcluded: false, schema);
            ComparePattern(field, schema, path);
        }
        else if (field.Kind is InputFieldKind.List)
        {
            CompareLimit(FindingKind.Length, path, "least number of items", isUpper: false, field.MinLength, schema.MinItems is > 0 ? schema.MinItems : null, isExcluded: false, schema);
            CompareLimit(FindingKind.Length, path, "largest number of items", isUpper: true, field.MaxLength, schema.MaxItems, isExcluded: false, schema);
        }
    }

    private void CompareLimit(FindingKind kind, string path, string what, bool isUpper, double? ours, double? theirs, bool isExcluded, VendorSchema schema)
    {
        if (theirs is null && ours is { } own)
        {
            if (SchemaWords.Mentions(schema.Description, own))
            {
                return;
            }

            Add(FindingGrade.Notice, kind, path, $"the document has {SchemaWords.Number(ours)} as {what}, the vendor names none");
        }
        else if (kind == FindingKind.Maximum && !ours.Equals(theirs) && _family.OfAnyModel(path)?.Maximum is { } others && others.Equals(theirs))
        {
            Add(FindingGrade.Notice, kind, path, $"the {what} is {SchemaWords.Number(ours)} in the document and {SchemaWords.Number(theirs)} at the vendor", remark: OfOthers);
        }
        else if (!ours.Equals(theirs) || isExcluded)
        {
            bool takesLess = ours is null || isExcluded || (isUpper ? theirs < ours : theirs > ours);
            AddTheirs(kind, path, $"the {what} is {SchemaWords.Number(ours)} in the document and {SchemaWords.Number(theirs)} at the vendor, which takes {(takesLess ? "less" : "more")}{(isExcluded ? ", the limit itself not" : "")}", schema);
        }
    }

    private void ComparePattern(InputField field, VendorSchema schema, string path)
    {
        if (schema.Pattern is { } pattern && pattern != field.Pattern && field.Values.Count == 0)
        {
            Add(FindingGrade.Notice, FindingKind.Pattern, path, $"the vendor's pattern is `{pattern}`, the document {(field.Pattern is { } own ? $"has `{own}`" : "has none")}");
        }
    }

    private void CompareDefault(InputField field, VendorSchema schema, string path)
    {
        if (schema.Default is not { Length: > 0 } theirs || theirs == field.Default)
        {
            return;
        }

        if (field.Default is { } ours)
        {
            AddTheirs(FindingKind.Default, path, $"the default is {SchemaWords.Quoted(ours)} in the document and {SchemaWords.Quoted(theirs)} at the vendor", schema);
        }
        else
        {
            Add(FindingGrade.Notice, FindingKind.Default, path, $"the vendor has {SchemaWords.Quoted(theirs)} as default, the document tells none");
        }
    }

    // What the vendor says of all of its models need not hold for one.
    private void AddTheirs(FindingKind kind, string path, string message, VendorSchema schema, IReadOnlyList<string>? values = null)
    {
        bool isToldApart = IsToldApart(schema);
        Add(isToldApart ? FindingGrade.Notice : FindingGrade.Drift, kind, path, message, values, isToldApart ? TellsModelsApart : null);
    }

    private bool IsToldApart(VendorSchema schema) =>
        _counterpart.Request.Models is { Count: > 1 } models
        && models.Append("model").Any(name => schema.Description.Contains(name, StringComparison.OrdinalIgnoreCase));

    private void Add(FindingGrade grade, FindingKind kind, string path, string message, IReadOnlyList<string>? values = null, string? remark = null) =>
        _found.Add(new Finding(grade, kind, path, message) { Values = values ?? [], Remark = remark is { Length: > 0 } ? remark : null });
}
