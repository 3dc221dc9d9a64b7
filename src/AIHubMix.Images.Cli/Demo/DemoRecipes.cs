namespace AIHubMix.Images.Cli.Demo;

/// <summary>The prompts and inputs of the gateway's own documentation, with shapes of all kinds where it names none.</summary>
internal static class DemoRecipes
{
    private const string Prompt =
        "A deer drinking in the lake, Sakura petals falling, green and clean water, japanese temple, dappled sunlight, cinematic lighting, expansive view, peace";

    private static readonly DemoRecipe[] Own =
    [
        DemoRecipe.Create(ImageModels.GptImage1, new()
        {
            Prompt = Prompt,
            Size = GptImageSize.Size1024x1024,
            Count = 1,
            Quality = GptImageQuality.High,
            Moderation = GptImageModeration.Low,
            Background = GptImageBackground.Auto,
        }),
        DemoRecipe.Create(ImageModels.DallE3, new() { Prompt = Prompt, Size = DallE3Size.Size1792x1024 }),
        Imagen(ImageModels.Imagen4UltraPreview0606, ImagenAspectRatio.Ratio3x4),
        Imagen(ImageModels.Imagen4Preview0606, ImagenAspectRatio.Ratio4x3),
        Imagen(ImageModels.Imagen4UltraExp0520, ImagenAspectRatio.Ratio9x16),
        Imagen(ImageModels.Imagen4Preview0520, ImagenAspectRatio.Ratio16x9),
        Imagen(ImageModels.Imagen3Generate002, ImagenAspectRatio.Ratio1x1),
        DemoRecipe.Create(ImageModels.FluxKontextMax, new()
        {
            Prompt = $"{Prompt}. reference style as the given image:",
            AspectRatio = "2:3",
            SafetyTolerance = 6,
        }),
        DemoRecipe.Create(ImageModels.FluxKontextPro, new() { Prompt = Prompt, AspectRatio = "16:9" }),
        DemoRecipe.Create(ImageModels.IdeogramV3, new()
        {
            Prompt = $"{Prompt}, in the style of Pixar 3D",
            RenderingSpeed = IdeogramRenderingSpeed.Quality,
            AspectRatio = IdeogramAspectRatio.Ratio2x1,
        }),
        DemoRecipe.Create(ImageModels.StableDiffusion35Large, new() { Prompt = Prompt, Count = 1 }),
    ];

    /// <summary>A recipe for every model of the catalog that needs nothing but a prompt.</summary>
    public static IReadOnlyList<DemoRecipe> All => field ??= [.. ImageModels.All.Where(model => model.Fields.All(input => !input.IsRequired || input.Role == InputFieldRole.Prompt)).Select(For)];

    /// <summary>The recipe of a model; one with the prompt alone for a model that has none of its own, such as one that the document has just gained.</summary>
    public static DemoRecipe For(ImageModel model) =>
        Array.Find(Own, recipe => recipe.Model.Path == model.Path) ?? DemoRecipe.Create(model, Prompt);

    private static DemoRecipe Imagen(ImageModel<ImagenInput> model, ImagenAspectRatio aspectRatio) =>
        DemoRecipe.Create(model, new() { Prompt = Prompt, NumberOfImages = 1, AspectRatio = aspectRatio });
}
