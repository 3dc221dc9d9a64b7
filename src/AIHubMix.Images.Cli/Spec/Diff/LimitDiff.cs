using System.Globalization;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in what a field may hold: tighter is breaking, wider an addition.</summary>
internal sealed class LimitDiff
{
    private readonly SpecField _new;
    private readonly ChangeSubject _about;

    private LimitDiff(SpecField @new, ChangeSubject about) => (_new, _about) = (@new, about);

    /// <summary>Compares what the validation holds a field against.</summary>
    public static void Compare(SpecField old, SpecField @new, ChangeSubject about)
    {
        var diff = new LimitDiff(@new, about);
        if (old.IsImage && @new.IsImage)
        {
            diff.CompareImage(old.Schema.Object("x-image"), @new.Schema.Object("x-image"));
        }

        if (old.JsonType != @new.JsonType || old.IsEnum || @new.IsEnum || old.IsImage != @new.IsImage || SpecField.TypeOf(old.Actual.Object("items")) != SpecField.TypeOf(@new.Actual.Object("items")))
        {
            return;
        }

        diff.CompareValues(old.Actual, @new.Actual, $"`{@new.Name}`", "field");
        if (@new.JsonType == "string")
        {
            diff.CompareRatio(old.Schema.Object("x-ratio"), @new.Schema.Object("x-ratio"));
        }
    }

    // Of a list also its items, which may be lists.
    private void CompareValues(JsonObject before, JsonObject after, string what, string kind)
    {
        switch (SpecField.TypeOf(after))
        {
            case "string" when !_new.IsImage:
                CompareBounds("Length", "characters");
                ComparePattern($"{kind}-pattern", before.Text("pattern"), after.Text("pattern"), what);
                break;
            case "integer" or "number":
                CompareBound($"{kind}-minimum", Limit(before, "minimum", "exclusiveMinimum"), Limit(after, "minimum", "exclusiveMinimum"), isMaximum: false, what, "", Number);
                CompareBound($"{kind}-maximum", Limit(before, "maximum", "exclusiveMaximum"), Limit(after, "maximum", "exclusiveMaximum"), isMaximum: true, what, "", Number);
                CompareMultiple($"{kind}-multiple", before.Number("multipleOf"), after.Number("multipleOf"), what);
                break;
            case "array":
                CompareBounds("Items", "items");
                CompareValues(before.Object("items"), after.Object("items"), $"each item of {what}", "item");
                break;
            default:
                break;
        }

        void CompareBounds(string limit, string unit)
        {
            CompareBound($"{kind}-min{limit.ToLowerInvariant()}", Limit(before, $"min{limit}"), Limit(after, $"min{limit}"), isMaximum: false, what, unit, Number);
            CompareBound($"{kind}-max{limit.ToLowerInvariant()}", Limit(before, $"max{limit}"), Limit(after, $"max{limit}"), isMaximum: true, what, unit, Number);
        }
    }

    private void CompareMultiple(string kind, decimal? before, decimal? after, string what)
    {
        if (before == after)
        {
            return;
        }

        if (after is null)
        {
            _about.Add(kind, _new.Wire, $"no longer asks {what} to be a multiple of {Number(before!.Value)}");
        }
        else if (before % after == 0)
        {
            _about.Add(kind, _new.Wire, $"takes every multiple of {Number(after.Value)} for {what}, was {Number(before!.Value)}");
        }
        else
        {
            _about.BreakInputs(kind, _new.Wire, $"asks {what} to be a multiple of {Number(after.Value)}{(before is null ? "" : $", was {Number(before.Value)}")}: the rest is refused before it is sent");
        }
    }

    private void CompareRatio(JsonObject before, JsonObject after)
    {
        CompareBound("field-ratio", Included(Ratio(before.Text("minimum"))), Included(Ratio(after.Text("minimum"))), isMaximum: false, $"the ratio of `{_new.Name}`", "", value => value == Ratio(before.Text("minimum")) ? before.Text("minimum")! : after.Text("minimum")!);
        CompareBound("field-ratio", Included(Ratio(before.Text("maximum"))), Included(Ratio(after.Text("maximum"))), isMaximum: true, $"the ratio of `{_new.Name}`", "", value => value == Ratio(before.Text("maximum")) ? before.Text("maximum")! : after.Text("maximum")!);
    }

    private void CompareImage(JsonObject before, JsonObject after)
    {
        CompareBound("image-size", Limit(before, "maximumBytes"), Limit(after, "maximumBytes"), isMaximum: true, $"the picture of `{_new.Name}`", "bytes", Number);
        string[] removed = [.. before.Texts("types").Except(after.Texts("types"))];
        string[] added = [.. after.Texts("types").Except(before.Texts("types"))];
        if (removed.Length > 0)
        {
            _about.BreakInputs("image-types", _new.Wire, $"no longer takes {string.Join(" or ", removed)} for `{_new.Name}`: such a picture is refused before it is sent");
        }

        if (added.Length > 0)
        {
            _about.Add("image-types", _new.Wire, $"takes {string.Join(" and ", added)} for `{_new.Name}` too");
        }
    }

    private void ComparePattern(string kind, string? before, string? after, string what)
    {
        if (before == after)
        {
            return;
        }

        if (after is null)
        {
            _about.Add(kind, _new.Wire, $"no longer asks {what} to match `{before}`");
        }
        else
        {
            _about.BreakInputs(kind, _new.Wire, $"asks {what} to match `{after}`{(before is null ? "" : $", was `{before}`")}: what does not is refused before it is sent");
        }
    }

    private void CompareBound(string kind, (decimal Value, bool IsExclusive)? before, (decimal Value, bool IsExclusive)? after, bool isMaximum, string what, string unit, Func<decimal, string> spell)
    {
        if (before == after)
        {
            return;
        }

        string units = unit.Length == 0 ? "" : $" {unit}";
        string Spell((decimal Value, bool IsExclusive) bound) => $"{Side(bound)} {spell(bound.Value)}{units}";
        string Side((decimal Value, bool IsExclusive) bound) => (isMaximum, bound.IsExclusive) switch
        {
            (true, true) => "less than",
            (true, false) => "at most",
            (false, true) => "more than",
            (false, false) => "at least",
        };
        if (after is not { } now)
        {
            _about.Add(kind, _new.Wire, $"no longer holds {what} to {Spell(before!.Value)}");
        }
        else if (before is not { } was)
        {
            _about.BreakInputs(kind, _new.Wire, $"takes {Spell(now)} for {what}, where there was no such limit: the rest is refused before it is sent");
        }
        else
        {
            string told = $"takes {Spell(now)} for {what}, was {(Side(now) == Side(was) ? spell(was.Value) : Spell(was))}";
            if (now.Value == was.Value ? now.IsExclusive : isMaximum ? now.Value < was.Value : now.Value > was.Value)
            {
                _about.BreakInputs(kind, _new.Wire, $"{told}: the rest is refused before it is sent");
            }
            else
            {
                _about.Add(kind, _new.Wire, told);
            }
        }
    }

    private static (decimal Value, bool IsExclusive)? Limit(JsonObject schema, string key, string? exclusive = null) =>
        schema.Number(key) is { } value ? (value, exclusive is not null && schema.Text(exclusive) == "true") : null;

    private static (decimal Value, bool IsExclusive)? Included(decimal? value) => value is { } there ? (there, false) : null;

    private static decimal? Ratio(string? text) =>
        text?.Split(':') is [{ } width, { } height] && decimal.TryParse(width, CultureInfo.InvariantCulture, out decimal wide) && decimal.TryParse(height, CultureInfo.InvariantCulture, out decimal high) && high != 0
            ? wide / high
            : null;

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
