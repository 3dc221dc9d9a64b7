using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Holds the input of a family against its counterpart.</summary>
internal sealed partial class Comparison
{
    private const string TellsModelsApart = "Its description tells models apart.";
    private const string OfOthers = "Other models of the family take it.";

    private readonly Family _family;
    private readonly Counterpart _counterpart;
    private readonly List<Finding> _found = [];

    private Comparison(Family family, Counterpart counterpart)
    {
        _family = family;
        _counterpart = counterpart;
    }

    /// <summary>Every difference, in the order of the fields.</summary>
    /// <param name="family">The family.</param>
    /// <param name="counterpart">What it is held against.</param>
    /// <param name="reader">Reads the schemas; its notes tell what is not compared.</param>
    public static IReadOnlyList<Finding> Run(Family family, Counterpart counterpart, SchemaReader reader)
    {
        var comparison = new Comparison(family, counterpart);
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
        Compare(field, other.Schema.Members[field.Name].Value, path, isRequired: field.IsRequired);
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
