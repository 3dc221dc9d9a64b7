using System.Globalization;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in what a field may hold: tighter is breaking, wider an addition.</summary>
internal sealed class LimitDiff
{
    private readonly SpecField _old;
    private readonly SpecField _new;
    private readonly ChangeSubject _about;

    private LimitDiff(SpecField old, SpecField @new, ChangeSubject about) => (_old, _new, _about) = (old, @new, about);

    /// <summary>Compares what the validation holds a field against.</summary>
    public static void Compare(SpecField old, SpecField @new, ChangeSubject about)
    {
        var diff = new LimitDiff(old, @new, about);
        if (old.IsImage && @new.IsImage)
        {
            diff.CompareImage(old.Schema.Object("x-image"), @new.Schema.Object("x-image"));
        }

        if (old.JsonType != @new.JsonType || old.IsEnum || @new.IsEnum || old.IsImage != @new.IsImage || SpecField.TypeOf(old.Actual.Object("items")) != SpecField.TypeOf(@new.Actual.Object("items")))
        {
            return;
        }

        switch (@new.JsonType)
        {
            case "string" when !@new.IsImage:
                diff.CompareBound("minLength", isMaximum: false, "characters");
                diff.CompareBound("maxLength", isMaximum: true, "characters");
                diff.ComparePattern("field-pattern", old.Actual.Text("pattern"), @new.Actual.Text("pattern"), "");
                diff.CompareRatio(old.Schema.Object("x-ratio"), @new.Schema.Object("x-ratio"));
                break;
            case "integer" or "number":
                diff.CompareBound("minimum", isMaximum: false, "");
                diff.CompareBound("maximum", isMaximum: true, "");
                break;
            case "array":
                diff.CompareBound("minItems", isMaximum: false, "items");
                diff.CompareBound("maxItems", isMaximum: true, "items");
                diff.ComparePattern("item-pattern", old.Actual.Object("items").Text("pattern"), @new.Actual.Object("items").Text("pattern"), "each item of ");
                break;
            default:
                break;
        }
    }

    private void CompareBound(string limit, bool isMaximum, string unit) =>
        CompareBound($"field-{limit.ToLowerInvariant()}", _old.Actual.Number(limit), _new.Actual.Number(limit), isMaximum, $"`{_new.Name}`", unit, Number);

    private void CompareRatio(JsonObject before, JsonObject after)
    {
        CompareBound("field-ratio", Ratio(before.Text("minimum")), Ratio(after.Text("minimum")), isMaximum: false, $"the ratio of `{_new.Name}`", "", value => value == Ratio(before.Text("minimum")) ? before.Text("minimum")! : after.Text("minimum")!);
        CompareBound("field-ratio", Ratio(before.Text("maximum")), Ratio(after.Text("maximum")), isMaximum: true, $"the ratio of `{_new.Name}`", "", value => value == Ratio(before.Text("maximum")) ? before.Text("maximum")! : after.Text("maximum")!);
    }

    private void CompareImage(JsonObject before, JsonObject after)
    {
        CompareBound("image-size", before.Number("maximumBytes"), after.Number("maximumBytes"), isMaximum: true, $"the picture of `{_new.Name}`", "bytes", Number);
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
            _about.Add(kind, _new.Wire, $"no longer asks {what}`{_new.Name}` to match `{before}`");
        }
        else
        {
            _about.BreakInputs(kind, _new.Wire, $"asks {what}`{_new.Name}` to match `{after}`{(before is null ? "" : $", was `{before}`")}: what does not is refused before it is sent");
        }
    }

    private void CompareBound(string kind, decimal? before, decimal? after, bool isMaximum, string what, string unit, Func<decimal, string> spell)
    {
        if (before == after)
        {
            return;
        }

        string side = isMaximum ? "at most" : "at least", units = unit.Length == 0 ? "" : $" {unit}";
        if (after is null)
        {
            _about.Add(kind, _new.Wire, $"no longer holds {what} to {side} {spell(before!.Value)}{units}");
        }
        else if (before is null)
        {
            _about.BreakInputs(kind, _new.Wire, $"takes {side} {spell(after.Value)}{units} for {what}, where there was no such limit: the rest is refused before it is sent");
        }
        else if (isMaximum ? after < before : after > before)
        {
            _about.BreakInputs(kind, _new.Wire, $"takes {side} {spell(after.Value)}{units} for {what}, was {spell(before.Value)}: the rest is refused before it is sent");
        }
        else
        {
            _about.Add(kind, _new.Wire, $"takes {side} {spell(after.Value)}{units} for {what}, was {spell(before.Value)}");
        }
    }

    private static decimal? Ratio(string? text) =>
        text?.Split(':') is [{ } width, { } height] && decimal.TryParse(width, CultureInfo.InvariantCulture, out decimal wide) && decimal.TryParse(height, CultureInfo.InvariantCulture, out decimal high) && high != 0
            ? wide / high
            : null;

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
