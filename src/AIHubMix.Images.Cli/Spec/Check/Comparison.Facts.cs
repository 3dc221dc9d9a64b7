namespace AIHubMix.Images.Cli.Spec.Check;

/// <content>Values, limits and defaults of one field.</content>
internal sealed partial class Comparison
{
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
}
