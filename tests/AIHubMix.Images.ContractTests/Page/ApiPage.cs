namespace AIHubMix.Images.ContractTests.Page;

/// <summary>What the API page of the gateway prints: its list of models and its curl commands, word for word.</summary>
public static class ApiPage
{
    /// <summary>The entries of the page's list, as printed: some lack the vendor that the commands have.</summary>
    public static readonly IReadOnlyList<string> Models =
    [
        "opanai/gpt-image-1",
        "opanai/dall-e-3",
        "imagen-4.0-ultra-generate-preview-06-06",
        "imagen-4.0-generate-preview-06-06",
        "imagen-4.0-ultra-generate-exp-05-20",
        "imagen-4.0-generate-preview-05-20",
        "imagen-3.0-generate-002",
        "flux-kontext-max",
        "flux-kontext-pro",
        "ideogram/V3",
        "stability/Stable-Diffusion-3-5-Large",
    ];

    public const string Overview = """
        curl https://aihubmix.com/v1/models/<model_path>/predictions \
            -H "Content-Type: application/json" \
            -H "Authorization: Bearer sk-***" \
            -d '{
          "input": {
            "prompt": "your prompt"
          }
        }'
        """;

    public const string GptImage1 = """
        curl https://aihubmix.com/v1/models/opanai/gpt-image-1/predictions \
            -H "Content-Type: application/json" \
            -H "Authorization: Bearer sk-***" \
            -d '{
          "input": {
            "prompt": "A deer drinking in the lake, Sakura petals falling, green and clean water, japanese temple, dappled sunlight, cinematic lighting, expansive view, peace",
            "size": "1024x1024", 
            "n": 1,
            "quality": "high",
            "moderation": "low",
            "background": "auto"
          }
        }'
        """;

    public const string Imagen3 = """
        curl https://aihubmix.com/v1/models/google/imagen-3.0-generate-002/predictions \
            -H "Content-Type: application/json" \
            -H "Authorization: Bearer sk-***" \
            -d '{
          "input": {
            "prompt": "A deer drinking in the lake, Sakura petals falling, green and clean water, japanese temple, dappled sunlight, cinematic lighting, expansive view, peace",
            "numberOfImages": 1
          }
        }'
        """;

    public const string FluxKontextMax = """
        curl https://aihubmix.com/v1/models/bfl/flux-kontext-max/predictions \
            -H "Content-Type: application/json" \
            -H "Authorization: Bearer sk-***" \
            -d '{
          "input": {
            "prompt": "A deer drinking in the lake, Sakura petals falling, green and clean water, japanese temple, dappled sunlight, cinematic lighting, expansive view, peace. reference style as the given image:",
            "aspect_ratio": "2:3",
            "safety_tolerance": 6
          }
        }'
        """;

    public const string Task = """
        curl https://api.aihubmix.com/v1/tasks/api.us1.bfl.*** \
            -H "Authorization: Bearer sk-***" \
            -X GET
        """;

    public const string IdeogramV3 = """
        curl https://aihubmix.com/v1/models/ideogram/V3/predictions \
            -H "Content-Type: application/json" \
            -H "Authorization: Bearer sk-***" \
            -d '{
          "input": {
            "prompt": "A deer drinking in the lake, Sakura petals falling, green and clean water, japanese temple, dappled sunlight, cinematic lighting, expansive view, peace, in the style of Pixar 3D",
            "rendering_speed": "QUALITY",
            "aspect_ratio": "2x1"
          }
        }'
        """;

    public const string StableDiffusion35 = """
        curl https://aihubmix.com/v1/models/stability/Stable-Diffusion-3-5-Large/predictions \
            -H "Content-Type: application/json" \
            -H "Authorization: Bearer sk-***" \
            -d '{
          "input": {
            "prompt": "A deer drinking in the lake, Sakura petals falling, green and clean water, japanese temple, dappled sunlight, cinematic lighting, expansive view, peace",
            "n": 1
          }
        }'
        """;

    /// <summary>The commands that generate pictures with a named model.</summary>
    public static readonly IReadOnlyList<string> Generations = [GptImage1, Imagen3, FluxKontextMax, IdeogramV3, StableDiffusion35];
}
