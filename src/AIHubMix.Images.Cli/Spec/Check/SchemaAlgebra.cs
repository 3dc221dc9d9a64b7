namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Schemas put together: all of them must hold, or one of them.</summary>
internal static class SchemaAlgebra
{
    private const SchemaKinds Numbers = SchemaKinds.Integer | SchemaKinds.Number;

    /// <summary>What both let through. What the first says in words goes before what the second says.</summary>
    public static VendorSchema Both(VendorSchema first, VendorSchema second)
    {
        (double? minimum, bool excludesMinimum) = Tighter(first.Minimum, first.ExcludesMinimum, second.Minimum, second.ExcludesMinimum, isUpper: false);
        (double? maximum, bool excludesMaximum) = Tighter(first.Maximum, first.ExcludesMaximum, second.Maximum, second.ExcludesMaximum, isUpper: true);
        (IReadOnlyList<string>? values, bool isOpen) = BothValues(first, second);
        return new VendorSchema
        {
            Kinds = BothKinds(first.Kinds, second.Kinds),
            Values = values,
            IsOpen = isOpen,
            Minimum = minimum,
            ExcludesMinimum = excludesMinimum,
            Maximum = maximum,
            ExcludesMaximum = excludesMaximum,
            MinLength = Larger(first.MinLength, second.MinLength),
            MaxLength = Less(first.MaxLength, second.MaxLength),
            MinItems = Larger(first.MinItems, second.MinItems),
            MaxItems = Less(first.MaxItems, second.MaxItems),
            Pattern = first.Pattern ?? second.Pattern,
            Default = first.Default ?? second.Default,
            IsDeprecated = first.IsDeprecated || second.IsDeprecated,
            Description = first.Description.Length > 0 ? first.Description : second.Description,
            Members = Joined([first, second], pair => pair.Aggregate(Both)),
            Required = first.Required.Union(second.Required).ToHashSet(),
            Item = (first.Item, second.Item) is ({ } one, { } other) ? Later(() => Both(one.Value, other.Value)) : first.Item ?? second.Item,
        };
    }

    /// <summary>What one of them at least lets through.</summary>
    public static VendorSchema Either(IReadOnlyList<VendorSchema> alternatives)
    {
        if (alternatives.Count <= 1)
        {
            return alternatives.Count == 0 ? VendorSchema.Anything : alternatives[0];
        }

        VendorSchema[] numbers = Of(alternatives, Numbers), texts = Of(alternatives, SchemaKinds.Text), lists = Of(alternatives, SchemaKinds.List), objects = Of(alternatives, SchemaKinds.Object);
        VendorSchema[] named = [.. alternatives.Where(alternative => alternative.Values is not null)];
        double? minimum = Widest(numbers, schema => schema.Minimum, isUpper: false), maximum = Widest(numbers, schema => schema.Maximum, isUpper: true);
        return new VendorSchema
        {
            Kinds = alternatives.Any(alternative => alternative.Kinds == SchemaKinds.None) ? SchemaKinds.None : alternatives.Aggregate(SchemaKinds.None, (kinds, alternative) => kinds | alternative.Kinds),
            Values = named.Length == 0 ? null : [.. named.SelectMany(alternative => alternative.Values!).Distinct()],
            IsOpen = named.Any(alternative => alternative.IsOpen) || alternatives.Any(alternative => alternative.Values is null && named.Any(other => Overlap(alternative.Kinds, other.Kinds))),
            Minimum = minimum,
            ExcludesMinimum = minimum is not null && numbers.Where(schema => schema.Minimum.Equals(minimum)).All(schema => schema.ExcludesMinimum),
            Maximum = maximum,
            ExcludesMaximum = maximum is not null && numbers.Where(schema => schema.Maximum.Equals(maximum)).All(schema => schema.ExcludesMaximum),
            MinLength = Widest(texts, schema => schema.MinLength, isUpper: false),
            MaxLength = Widest(texts, schema => schema.MaxLength, isUpper: true),
            MinItems = Widest(lists, schema => schema.MinItems, isUpper: false),
            MaxItems = Widest(lists, schema => schema.MaxItems, isUpper: true),
            Pattern = texts.Select(schema => schema.Pattern).Distinct().Take(2).ToArray() is [{ } pattern] ? pattern : null,
            Default = alternatives.Select(alternative => alternative.Default).FirstOrDefault(value => value is not null),
            IsDeprecated = alternatives.All(alternative => alternative.IsDeprecated),
            Description = alternatives.Select(alternative => alternative.Description).FirstOrDefault(text => text.Length > 0) ?? "",
            Members = Joined(objects, Either),
            Required = objects.Length == 0 ? new HashSet<string>() : objects.Select(schema => (IEnumerable<string>)schema.Required).Aggregate((common, required) => common.Intersect(required)).ToHashSet(),
            Item = lists.Select(schema => schema.Item).ToArray() is { Length: > 0 } items && items.All(item => item is not null) ? Later(() => Either([.. items.Select(item => item!.Value)])) : null,
        };
    }

    public static Lazy<VendorSchema> Later(Func<VendorSchema> read) => new(read, isThreadSafe: false);

    private static VendorSchema[] Of(IReadOnlyList<VendorSchema> alternatives, SchemaKinds kinds) => [.. alternatives.Where(alternative => Overlap(alternative.Kinds, kinds))];

    private static bool Overlap(SchemaKinds left, SchemaKinds right) => left == SchemaKinds.None || right == SchemaKinds.None || (left & right) != SchemaKinds.None;

    private static SchemaKinds BothKinds(SchemaKinds first, SchemaKinds second)
    {
        if (first == SchemaKinds.None || second == SchemaKinds.None)
        {
            return first | second;
        }

        // A whole number is a number, and a file of a form is a text.
        SchemaKinds both = first & second;
        both |= ((first | second) & Numbers) == Numbers && (first & Numbers) != 0 && (second & Numbers) != 0 ? SchemaKinds.Integer : SchemaKinds.None;
        both |= (first == SchemaKinds.File && second.HasFlag(SchemaKinds.Text)) || (second == SchemaKinds.File && first.HasFlag(SchemaKinds.Text)) ? SchemaKinds.File : SchemaKinds.None;
        return both.HasFlag(SchemaKinds.Integer) && !(first.HasFlag(SchemaKinds.Number) && second.HasFlag(SchemaKinds.Number)) ? both & ~SchemaKinds.Number : both;
    }

    private static (IReadOnlyList<string>? Values, bool IsOpen) BothValues(VendorSchema first, VendorSchema second) => (first, second) switch
    {
        ({ Values: null }, _) => (second.Values, second.IsOpen),
        (_, { Values: null }) => (first.Values, first.IsOpen),
        ({ IsOpen: true }, { IsOpen: true }) => ([.. first.Values.Union(second.Values)], true),
        ({ IsOpen: true }, _) => (second.Values, false),
        (_, { IsOpen: true }) => (first.Values, false),
        _ => ([.. first.Values!.Intersect(second.Values!)], false),
    };

    private static Dictionary<string, Lazy<VendorSchema>> Joined(IReadOnlyList<VendorSchema> schemas, Func<IReadOnlyList<VendorSchema>, VendorSchema> join)
    {
        var joined = new Dictionary<string, Lazy<VendorSchema>>();
        foreach (IGrouping<string, KeyValuePair<string, Lazy<VendorSchema>>> member in schemas.SelectMany(schema => schema.Members).GroupBy(member => member.Key))
        {
            Lazy<VendorSchema>[] readings = [.. member.Select(reading => reading.Value)];
            joined.Add(member.Key, readings.Length == 1 ? readings[0] : Later(() => join([.. readings.Select(reading => reading.Value)])));
        }

        return joined;
    }

    private static (double? Limit, bool IsExcluded) Tighter(double? first, bool firstIsExcluded, double? second, bool secondIsExcluded, bool isUpper)
    {
        if (first is not { } one || second is not { } other)
        {
            return (first ?? second, first is null ? secondIsExcluded : firstIsExcluded);
        }

        return one.Equals(other) ? (first, firstIsExcluded || secondIsExcluded) : one < other == isUpper ? (first, firstIsExcluded) : (second, secondIsExcluded);
    }

    // Where one has no limit, none holds.
    private static double? Widest(VendorSchema[] schemas, Func<VendorSchema, double?> limit, bool isUpper)
    {
        double?[] limits = [.. schemas.Select(limit)];
        return limits.Length == 0 || limits.Contains(null) ? null : isUpper ? limits.Max() : limits.Min();
    }

    private static double? Larger(double? first, double? second) => first > second || second is null ? first : second;

    private static double? Less(double? first, double? second) => first < second || second is null ? first : second;
}
