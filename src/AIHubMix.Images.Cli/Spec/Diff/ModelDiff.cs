using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;

namespace AIHubMix.Images.Cli.Spec.Diff;

/// <summary>What changes in the catalog.</summary>
internal sealed class ModelDiff(SpecDocument old, SpecDocument @new, Renames renames, ICollection<Change> changes)
{
    public void Compare()
    {
        foreach (SpecModel before in old.Models)
        {
            if (SuccessorOf(before) is { } after)
            {
                Compare(before, after);
            }
            else
            {
                Remove(before);
            }
        }

        HashSet<SpecModel?> known = [.. old.Models.Select(SuccessorOf)];
        foreach (SpecModel model in @new.Models.Where(model => !known.Contains(model)))
        {
            About(model).Add("model-added", null, $"is new: {model.Summary} (`{model.Path}`) of {model.Facts.Text("vendor")}, takes `{model.InputType}`");
        }
    }

    // The same name, else the same path. One whose name went to another path is that path's.
    private SpecModel? SuccessorOf(SpecModel model) =>
        @new.Models.FirstOrDefault(other => other.Name == model.Name)
        ?? @new.Models.FirstOrDefault(other => other.Path == model.Path && old.Models.All(known => known.Name != other.Name));

    private ChangeSubject About(SpecModel model) => new($"`{model.Member}`", [model.Name], changes);

    private void Remove(SpecModel model)
    {
        string input = renames.NewNameOf(model.InputType);
        string call = @new.FindType(input) is not null ? $"new ImageModel<{input}>(\"{model.Path}\")" : $"ImageModel.Untyped(\"{model.Path}\")";
        SpecModel? heir = @new.FindModel(model.Path);
        About(model).BreakCodeAndInputs("model-removed", null, heir is null ? $"is gone; `{call}` still calls it" : $"is gone; its path is that of `{heir.Member}` now", model.Member);
    }

    private void Compare(SpecModel before, SpecModel after)
    {
        ChangeSubject about = About(after);
        if (before.Name != after.Name)
        {
            about.BreakCodeAndInputs("model-renamed", null, $"was `{before.Member}`: write the new name, in batch files too", before.Member);
        }

        if (renames.NewNameOf(before.InputType) != after.InputType)
        {
            about.BreakCodeAndInputs("model-input", null, $"takes `{after.InputType}` in place of `{before.InputType}`", after.Member);
        }

        ComparePaths(before, after, about);
        CompareLaterPaths(before, after, about);
        CompareFacts(before.Facts, after.Facts, about);
        if (before.Summary != after.Summary)
        {
            about.Notice("model-summary", null, $"is called {after.Summary}, was {before.Summary}");
        }

        RuleDiff.Compare(before.Rules, after.Rules, about);
    }

    private void ComparePaths(SpecModel before, SpecModel after, ChangeSubject about)
    {
        if (before.Path != after.Path)
        {
            string text = $"is called at `{after.Path}`, was `{before.Path}`";
            if (@new.FindModel(before.Path) == after)
            {
                about.Notice("model-path", null, $"{text}, which still finds it");
            }
            else
            {
                about.BreakInputs("model-path", null, $"{text}, which no longer finds it: write the new path in batch files and for `ImageModels.Find`");
            }
        }

        foreach (string alias in before.Aliases.Where(alias => alias != after.Path).Except(after.Aliases))
        {
            if (@new.FindModel(alias) == after)
            {
                about.Notice("alias-removed", null, $"is no longer spelled `{alias}`, though still found by it");
            }
            else
            {
                about.BreakInputs("alias-removed", null, $"is no longer found as `{alias}`: write `{after.Path}` in batch files and for `ImageModels.Find`");
            }
        }

        foreach (string alias in after.Aliases.Where(alias => alias != before.Path).Except(before.Aliases))
        {
            about.Add("alias-added", null, $"is found as `{alias}` too");
        }
    }

    private static void CompareLaterPaths(SpecModel before, SpecModel after, ChangeSubject about)
    {
        if (before.LaterPath == after.LaterPath)
        {
            return;
        }

        string was = before.LaterPath is { } known ? $", was `{known}`" : "";
        about.Notice("model-later-path", null, $"is called at `{after.LaterPath ?? after.Path}` with `ModelPathSpelling.Later`{was}");
    }

    private static void CompareFacts(JsonObject before, JsonObject after, ChangeSubject about)
    {
        CompareFact("lifecycle", "model-lifecycle", (was, now) => $"is {now}, was {was}{(now == "retired" ? ": the gateway may refuse it, look for another model" : "")}");
        CompareFact("delivery", "model-delivery", (was, now) => $"is expected to answer with {Delivered(now)} in place of {Delivered(was)}; `GenerateAsync` goes by what comes");
        CompareFact("answers", "model-answers", (was, now) => $"is expected to answer in the form {now}, in place of {was}; the client reads both, the simulator gives the new one");
        CompareFact("urlLifetime", "model-url-lifetime", (was, now) => $"has result URLs that work for {Lifetime(now)}, in place of {Lifetime(was)}: `GeneratedImage.ExpiresAt` tells it");
        CompareFact("vendor", "model-vendor", (was, now) => $"is of {now}, was of {was}");
        foreach (string capability in before.Texts("capabilities").Except(after.Texts("capabilities")))
        {
            about.Notice("capability-removed", null, $"is no longer said to do {capability}");
        }

        foreach (string capability in after.Texts("capabilities").Except(before.Texts("capabilities")))
        {
            about.Add("capability-added", null, $"does {capability} too");
        }

        void CompareFact(string fact, string kind, Func<string?, string?, string> tell)
        {
            if (before.Text(fact) != after.Text(fact))
            {
                about.Notice(kind, null, tell(before.Text(fact), after.Text(fact)));
            }
        }
    }

    private static string Delivered(string? delivery) => delivery == "task" ? "a task" : "the pictures";

    private static string Lifetime(string? duration)
    {
        try
        {
            return duration is null ? "a time that is not told" : string.Create(CultureInfo.InvariantCulture, $"{XmlConvert.ToTimeSpan(duration).TotalMinutes} minutes");
        }
        catch (FormatException)
        {
            return duration!;
        }
    }
}
