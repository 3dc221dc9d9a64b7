using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AIHubMix.Images.Cli.Spec.Check;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>Renders docs/models.md from the catalog.</summary>
internal static partial class ModelsPage
{
    public const string Name = "docs/models.md";

    // More values than these are folded away.
    private const int MostValues = 6;

    private static readonly List<string> Sources = [.. ImageModels.All.SelectMany(model => model.Fields).SelectMany(WithMembers).SelectMany(field => Split(field.Source)).Distinct().Order(StringComparer.Ordinal)];

    public static string Render()
    {
        var page = new StringBuilder("""
            # Models and their inputs

            The catalog `ImageModels`, with everything that the OpenAPI document says of each input. The page is written by `.ci/docs`
            and held against the catalog by a test: what stands here is what validation goes by.

            A field that is not set is not sent; the default is what the vendor takes then. *Confidence* is `documented` where AIHubMix
            or the vendor prints the fact, `observed` where it was recorded or read off shipping clients, `inferred` where it was
            concluded from neighbouring evidence; the numbers lead to the [sources](#sources). Values and limits are checked before a request is sent; enums are open in C#, and
            `ValidateInput = false` sends what this page does not know.

            | Model | Path | Vendor | Input | Delivery | Life-cycle | URLs work for |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (ImageModel model in ImageModels.All)
        {
            Line(page, $"| [`{model.Name}`](#{model.Name.ToLowerInvariant()}) | `{model.Path}` | {model.Vendor} | [`{InputOf(model).Name}`](#{InputOf(model).Name.ToLowerInvariant()}) | {Word(model.Delivery)} | {Word(model.Lifecycle)} | {Lifetime(model)} |");
        }

        foreach (IGrouping<Type, ImageModel> family in ImageModels.All.GroupBy(InputOf))
        {
            Family(page, [.. family], family.Key);
        }

        Line(page, "\n## Sources\n");
        foreach (string source in Sources)
        {
            Line(page, $"{Sources.IndexOf(source) + 1}. {Cell(source)}");
        }

        return page.ToString();
    }

    /// <summary>A table of the families, for README.md.</summary>
    public static string RenderOverview()
    {
        var table = new StringBuilder("| Input | Models: `ImageModels.` | By | Answer | Make pictures from |\n|---|---|---|---|---|\n");
        foreach (var family in ImageModels.All.GroupBy(model => (Input: InputOf(model).Name, model.Vendor, model.Delivery, model.Capabilities)))
        {
            Line(table, $"| [`{family.Key.Input}`]({Name}#{family.Key.Input.ToLowerInvariant()}) | {string.Join(", ", family.Select(model => Code(model.Name)))} | {family.Key.Vendor} | {Word(family.Key.Delivery)} | {Capabilities(family.First())} |");
        }

        return table.ToString();
    }

    private static string SourcesOf(InputField field) =>
        string.Join(" ", Split(field.Source).Select(source => Sources.IndexOf(source) + 1).Order().Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}](#sources)")));

    private static IEnumerable<InputField> WithMembers(InputField field) => field.Members.SelectMany(WithMembers).Prepend(field);

    private static string[] Split(string sources) => sources.Split("; ");

    private static void Family(StringBuilder page, ImageModel[] models, Type input)
    {
        Line(page, $"\n## {input.Name}");
        if (models.Length > 1)
        {
            Line(page, $"\nTaken by {models.Length} models.");
        }

        foreach (ImageModel model in models)
        {
            Line(page, $"\n### {model.Name}\n");
            Line(page, $"{model.Summary}, by {model.Vendor}: `ImageModels.{model.Name}`, `{model.Path}`. {Delivery(model)} Makes pictures from {Capabilities(model)}. {Standing(model)}");
            if (model.UrlLifetime is not null)
            {
                Line(page, $"URLs of its pictures work for {Lifetime(model)}.");
            }

            if (model.Aliases.Count > 0)
            {
                Line(page, $"Also spelled {string.Join(", ", model.Aliases.Select(Code))}.");
            }

            Differences(page, model, models);
        }

        IReadOnlyList<InputField> fields = FieldsOf(models);
        Line(page, $"\n### Fields of {input.Name}\n");
        Table(page, fields, input);
        foreach (InputField field in fields.Where(field => field.Members.Count > 0))
        {
            Members(page, field, PropertyOf(input, field.Name)?.PropertyType);
        }

        foreach (InputField field in fields)
        {
            Values(page, field);
        }

        Rules(page, models);
    }

    // What the family takes, in the order of the properties.
    private static InputField[] FieldsOf(ImageModel[] models) =>
        [.. new Family(models[0].Family, models).Fields.OrderBy(field => Array.IndexOf([.. InputOf(models[0]).GetProperties().Select(WireName)], field.Name))];

    private static void Differences(StringBuilder page, ImageModel model, ImageModel[] family)
    {
        InputField[] widest = FieldsOf(family);
        string[] absent = [.. widest.Where(field => !model.Fields.Any(own => own.Name == field.Name)).Select(field => Code(field.Name))];
        string[] narrower =
        [
            .. OwnOf(widest, model).Where(own => own.Own.Maximum != own.Family.Maximum).Select(own => $"{Code(own.Own.Name)} is at most {Number(own.Own.Maximum)}"),
            .. OwnOf(widest, model).Where(own => own.Own.Kind == InputFieldKind.List && own.Own.MaxLength != own.Family.MaxLength).Select(own => $"{Code(own.Own.Name)} has at most {Counted(own.Own.MaxLength!.Value, "item")}"),
            .. OwnOf(widest, model).Where(own => own.Own.IsRequired && !own.Family.IsRequired).Select(own => $"{Code(own.Own.Name)} is required"),
            .. OwnOf(widest, model).Where(own => own.Own.Values.Count < own.Family.Values.Count).Select(own => $"{Code(own.Own.Name)} is not {string.Join(" or ", own.Family.Values.Except(own.Own.Values).Select(Code))}"),
        ];
        if (absent.Length > 0)
        {
            Line(page, $"Does not take {string.Join(", ", absent)}.");
        }

        if (narrower.Length > 0)
        {
            Line(page, $"Of its own: {string.Join(", ", narrower)}.");
        }
    }

    private static IEnumerable<(InputField Family, InputField Own)> OwnOf(InputField[] family, ImageModel model) =>
        family.SelectMany(field => model.Fields.Where(own => own.Name == field.Name).Select(own => (field, own)));

    private static void Table(StringBuilder page, IReadOnlyList<InputField> fields, Type? owner)
    {
        Line(page, "| JSON, C# | Type | Range, values | Default | What it is | Source |");
        Line(page, "|---|---|---|---|---|---|");
        foreach (InputField field in fields)
        {
            PropertyInfo? property = owner is null ? null : PropertyOf(owner, field.Name);
            Line(page, $"| `{field.Name}`{(property is null ? "" : $"<br>{Code(property.Name)}")}{(field.IsRequired ? "<br>**required**" : "")} | {TypeOf(field, property)} | {LimitsOf(field)} | {(field.Default is { } value ? Code(value) : "")} | {Cell(field.Description)} | {SourcesOf(field)} {field.Confidence} |");
        }
    }

    private static void Members(StringBuilder page, InputField field, Type? type, string above = "")
    {
        Type? owner = type is null ? null : ElementOf(type);
        Line(page, $"\nMembers of {Code(above + field.Name)}{(owner is null ? "" : $", `{owner.Name}`")}:\n");
        Table(page, field.Members, owner);
        foreach (InputField member in field.Members.Where(member => member.Members.Count > 0))
        {
            Members(page, member, owner is null ? null : PropertyOf(owner, member.Name)?.PropertyType, $"{above}{field.Name}.");
        }

        foreach (InputField member in field.Members)
        {
            Values(page, member, $"{above}{field.Name}.");
        }
    }

    private static void Values(StringBuilder page, InputField field, string above = "")
    {
        if (field.Values.Count > MostValues)
        {
            Line(page, $"\n<details>\n<summary>The {field.Values.Count} values of <code>{above}{field.Name}</code></summary>\n");
            Line(page, string.Join(" ", field.Values.Select(Code)));
            Line(page, "\n</details>");
        }

        if (field.Pixels.Count > 0)
        {
            Line(page, $"\n<details>\n<summary>The size in pixels for each <code>{field.Name}</code></summary>\n");
            Line(page, $"| `{field.Name}` | Pixels |\n|---|---|");
            foreach ((string value, string pixels) in field.Pixels)
            {
                Line(page, $"| `{value}` | {pixels} |");
            }

            Line(page, "\n</details>");
        }
    }

    private static void Rules(StringBuilder page, ImageModel[] models)
    {
        string[] shared = [.. models[0].Rules.Where(rule => models.All(model => model.Rules.Contains(rule)))];
        string[] own = [.. models.SelectMany(model => model.Rules.Except(shared).Select(rule => (Rule: rule, model.Name)))
            .GroupBy(rule => rule.Rule, rule => rule.Name)
            .Select(rule => $"{string.Join(", ", rule.Select(Code))}: {rule.Key}")];
        if (shared.Length + own.Length > 0)
        {
            Line(page, "\nRules:\n");
            foreach (string rule in shared.Concat(own))
            {
                Line(page, $"- {Cell(rule)}");
            }
        }
    }

    private static string TypeOf(InputField field, PropertyInfo? property)
    {
        string json = TypeOf(field);
        return property is null ? json : $"{json}<br>{Code(CSharpName(property.PropertyType))}";
    }

    private static string TypeOf(InputField field) =>
        field.Items is { } items ? $"list of {TypeOf(items)}{(field.TakesSingleItem ? ", or one alone" : "")}" : field.Kind.ToString().ToLowerInvariant();

    private static string LimitsOf(InputField field)
    {
        List<string> limits = [];
        if (field.Minimum is not null || field.Maximum is not null)
        {
            limits.Add((field.Minimum, field.Maximum) switch
            {
                ({ } least, { } most) when least == most => $"{Number(least)} only",
                ({ } least, { } most) when field.IsMinimumExclusive || field.IsMaximumExclusive => $"{(field.IsMinimumExclusive ? "more than" : "at least")} {Number(least)} and {(field.IsMaximumExclusive ? "less than" : "at most")} {Number(most)}",
                ({ } least, { } most) => $"{Number(least)} to {Number(most)}",
                ({ } least, null) => $"{(field.IsMinimumExclusive ? "more than" : "at least")} {Number(least)}",
                _ => $"{(field.IsMaximumExclusive ? "less than" : "at most")} {Number(field.Maximum)}",
            });
        }

        if (field.MultipleOf is not null)
        {
            limits.Add($"a multiple of {Number(field.MultipleOf)}");
        }

        if (field.Kind != InputFieldKind.Image && (field.MinLength is not null || field.MaxLength is not null))
        {
            string unit = field.Kind == InputFieldKind.List ? "item" : "character";
            limits.Add((field.MinLength, field.MaxLength) switch
            {
                ({ } least, { } most) when least == most => Counted(most, unit),
                ({ } least, { } most) => $"{Number(least)} to {Counted(most, unit)}",
                ({ } least, null) => $"at least {Counted(least, unit)}",
                _ => $"at most {Counted(field.MaxLength!.Value, unit)}",
            });
        }

        if (field.NarrowestRatio is not null)
        {
            limits.Add($"any ratio from {field.NarrowestRatio} to {field.WidestRatio}");
        }

        if (field.Pattern is not null)
        {
            limits.Add($"matches {Code(field.Pattern)}");
        }

        if (field.IsUrlOnly)
        {
            limits.Add("by URL only");
        }

        if (field.MediaTypes.Count > 0)
        {
            limits.Add(string.Join(", ", field.MediaTypes.Select(Code)));
        }

        if (field.MaxBytes is { } bytes)
        {
            limits.Add($"at most {(bytes % (1024 * 1024) == 0 ? $"{Number(bytes / 1024 / 1024)} MiB" : bytes % 1_000_000 == 0 ? $"{Number(bytes / 1_000_000)} MB" : $"{Number(bytes)} bytes")}");
        }

        if (field.Values.Count > 0)
        {
            limits.Add(field.Values.Count <= MostValues ? string.Join(" ", field.Values.Select(Code)) : $"{field.Values.Count} values, below");
        }

        if (field.Items is { Kind: not (InputFieldKind.Image or InputFieldKind.Object) } items && LimitsOf(items with { Pattern = null }) is { Length: > 0 } each)
        {
            limits.Add($"each {each}");
        }

        return string.Join("; ", limits);
    }

    private static string CSharpName(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        string name = bare == typeof(int) ? "int" : bare == typeof(long) ? "long" : bare == typeof(double) ? "double" : bare == typeof(bool) ? "bool" : bare == typeof(string) ? "string"
            : bare.IsGenericType ? $"{bare.Name[..bare.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", bare.GetGenericArguments().Select(CSharpName))}>"
            : bare.Name;
        return name;
    }

    private static Type ElementOf(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : type;

    private static PropertyInfo? PropertyOf(Type owner, string name) =>
        owner.GetProperties().SingleOrDefault(property => WireName(property) == name);

    private static string? WireName(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name;

    private static Type InputOf(ImageModel model) => model.GetType().GetGenericArguments()[0];

    private static string Delivery(ImageModel model) => model.Delivery == ImageDelivery.Task ? "Answers with a task." : "Answers with the pictures.";

    private static string Capabilities(ImageModel model) => !model.Capabilities.HasFlag(ImageCapabilities.ImageToImage) ? "text"
        : model.Capabilities.HasFlag(ImageCapabilities.TextToImage) ? "text, or text and a picture" : "text and a picture";

    private static string Standing(ImageModel model) => model.Lifecycle switch
    {
        ModelLifecycle.Current => "Listed by the gateway.",
        ModelLifecycle.Legacy => "Superseded, but still documented.",
        _ => "Removed from the gateway's list: calls may be refused.",
    };

    private static string Lifetime(ImageModel model) => model.UrlLifetime is { } time ? $"{Number(time.TotalMinutes)} minutes" : "not published";

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Number(double? number) => number?.ToString("#,0.###", CultureInfo.InvariantCulture) ?? "";

    private static string Counted(int number, string unit) => $"{Number(number)} {unit}{(number == 1 ? "" : "s")}";

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Trim();

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');
}
