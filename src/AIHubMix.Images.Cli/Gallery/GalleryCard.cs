using AIHubMix.Images.Cli.Demo;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Gallery;

/// <summary>One model in the gallery.</summary>
internal static class GalleryCard
{
    // From here on a picture is so wide that it takes the room of two cards.
    private const double WideRatio = 1.7;

    public static void Add(Html html, DemoOutcome outcome)
    {
        html.Add($"""<article class="{(IsWide(outcome.Picture) ? "card wide" : "card")}">""");
        AddPicture(html, outcome);
        AddCaption(html, outcome);
        html.AddTrusted("</article>");
    }

    private static string TitleOf(ImageModel model) => model.Summary.Length > 0 ? model.Summary : model.Name;

    private static bool IsWide(DemoPicture? picture) => picture?.Header is { Height: > 0 } header && (double)header.Width / header.Height >= WideRatio;

    private static void AddPicture(Html html, DemoOutcome outcome)
    {
        if (outcome.Picture is not { Header: { } header } picture)
        {
            html.AddTrusted("""<div class="mat empty" aria-hidden="true">no picture</div>""");
            return;
        }

        string source = Uri.EscapeDataString(picture.FileName);
        html.Add(
            $"""
            <a class="mat" href="{source}">
            <img class="glow" src="{source}" alt="" loading="lazy">
            <img class="picture" src="{source}" alt="{TitleOf(outcome.Recipe.Model)}: {outcome.Recipe.Prompt}" width="{header.Width}" height="{header.Height}" loading="lazy">
            </a>
            """);
    }

    private static void AddCaption(Html html, DemoOutcome outcome)
    {
        ImageModel model = outcome.Recipe.Model;
        html.Add(
            $"""
            <div class="caption">
            <hgroup>
            <p class="vendor">{model.Vendor}</p>
            <h2>{TitleOf(model)}</h2>
            <p class="path"><code>{model.Path}</code></p>
            </hgroup>
            """);
        if (outcome.Failure is { } failure)
        {
            html.Add($"""<p class="failure"><strong>Failed.</strong> {failure}</p>""");
        }

        html.AddTrusted("<dl>");
        AddFact(html, "Size", outcome.Picture?.Header is { } header ? $"{header.Width} × {header.Height}" : null);
        AddFact(html, "Bytes", outcome.Picture is { } picture ? Units.Bytes(picture.Length) : null);
        AddFact(html, "Time", Units.Seconds(outcome.Elapsed));
        AddFact(html, "Delivery", ModelFacts.Spell(model.Delivery));
        AddFact(html, "Form", outcome.Form?.ToString());
        html.Add(
            $"""
            </dl>
            <details>
            <summary>Input</summary>
            <pre tabindex="0"><code>{outcome.Recipe.InputAsText}</code></pre>
            </details>
            </div>
            """);
    }

    private static void AddFact(Html html, string name, string? value)
    {
        if (value is not null)
        {
            html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");
        }
    }
}
