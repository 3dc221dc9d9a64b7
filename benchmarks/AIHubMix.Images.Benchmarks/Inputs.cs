namespace AIHubMix.Images.Benchmarks;

/// <summary>The inputs that the benchmarks share.</summary>
internal static class Inputs
{
    public const string Prompt = "A deer drinking in the lake, Sakura petals falling, green and clean water";

    /// <summary>What every contender can send: OpenAI's SDK knows the model too. Made anew for each call, as every contender does.</summary>
    public static DallE3Input Dalle => new() { Prompt = Prompt, Size = DallE3Size.Size1024x1024, Quality = DallE3Quality.Hd, Style = DallE3Style.Natural };

    public static readonly FluxKontextInput Small = new() { Prompt = Prompt, AspectRatio = "2:3", SafetyTolerance = 6 };

    /// <summary>The input with most members. The peers have the same in <see cref="Peers.LargeInputs"/>.</summary>
    public static readonly IdeogramV3Input Large = new()
    {
        Prompt = new string('a', 2000),
        RenderingSpeed = IdeogramRenderingSpeed.Quality,
        Resolution = IdeogramResolution.Resolution1024x1024,
        Seed = 42,
        NumImages = 8,
        MagicPrompt = IdeogramMagicPrompt.On,
        NegativePrompt = new string('b', 500),
        StyleCodes = ["0123abcd", "89ef4567"],
        ColorPalette = new() { Members = [new() { ColorHex = "#12ab34", ColorWeight = 0.5 }, new() { ColorHex = "#fff" }] },
    };
}
