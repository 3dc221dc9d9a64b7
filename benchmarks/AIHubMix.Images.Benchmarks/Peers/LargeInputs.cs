using AIHubMix.Images.Benchmarks.Peers.Stock;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary><see cref="Inputs.Large"/> in the types of each peer.</summary>
internal static class LargeInputs
{
    public static readonly RawIdeogramRequest Raw = new(new RawIdeogramInput(
        Inputs.Large.Prompt, "QUALITY", "1024x1024", 42, 8, "ON", Inputs.Large.NegativePrompt, ["0123abcd", "89ef4567"], new RawPalette([new("#12ab34", 0.5), new("#fff")])));

    public static readonly KiotaIdeogramRequest Kiota = new()
    {
        Input = new KiotaIdeogramInput
        {
            Prompt = Inputs.Large.Prompt,
            RenderingSpeed = KiotaRenderingSpeed.QUALITY,
            Resolution = KiotaResolution.OneThousandTwentyFourx1024,
            Seed = 42,
            NumImages = 8,
            MagicPrompt = KiotaMagicPrompt.ON,
            NegativePrompt = Inputs.Large.NegativePrompt,
            StyleCodes = ["0123abcd", "89ef4567"],
            ColorPalette = new KiotaPalette { Members = [new() { ColorHex = "#12ab34", ColorWeight = 0.5 }, new() { ColorHex = "#fff" }] },
        },
    };

    /// <remarks>It cannot leave members out: it sends an aspect ratio beside the resolution, which excludes it, and a style and a palette that nobody asked for. Its weight of the second colour is 1, for 0 breaks its own rule.</remarks>
    public static readonly IdeogramV3Request NSwag = new()
    {
        Input = new Stock.IdeogramV3Input
        {
            Prompt = Inputs.Large.Prompt,
            Rendering_speed = IdeogramV3InputRendering_speed.QUALITY,
            Resolution = IdeogramV3InputResolution._1024x1024,
            Seed = 42,
            Num_images = 8,
            Magic_prompt = IdeogramV3InputMagic_prompt.ON,
            Negative_prompt = Inputs.Large.NegativePrompt,
            Style_codes = ["0123abcd", "89ef4567"],
            Color_palette = new Stock.IdeogramColorPalette { Members = [new() { Color_hex = "#12ab34", Color_weight = 0.5 }, new() { Color_hex = "#fff", Color_weight = 1 }] },
        },
    };
}
