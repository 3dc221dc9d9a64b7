namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>The kinds of change that are tried. Those of one group are made in one document, so each is about members and fields of its own.</summary>
internal static class KindsOfChange
{
    private const string Breaking = "breaking";
    private const string Notice = "notice";
    private const string Addition = "addition";

    private const string DallE3 = "/v1/models/opanai/dall-e-3/predictions";
    private const string FluxMax = "/v1/models/bfl/flux-kontext-max/predictions";
    private const string FluxPro = "/v1/models/bfl/flux-kontext-pro/predictions";
    private const string Ideogram = "/v1/models/ideogram/V3/predictions";
    private const string Imagen3 = "/v1/models/google/imagen-3.0-generate-002/predictions";
    private const string Imagen4 = "/v1/models/google/imagen-4.0-generate-preview-06-06/predictions";
    private const string ImagenUltra = "/v1/models/google/imagen-4.0-ultra-generate-preview-06-06/predictions";
    private const string StableDiffusion = "/v1/models/stability/Stable-Diffusion-3-5-Large/predictions";

    private const string NewModel =
        """
        paths:
          /v1/models/openai/gpt-image-mini/predictions:
            post:
              operationId: predictGptImageMini
              summary: GPT Image Mini
              description: A model that came.
              tags: [OpenAI]
              x-model:
                {name: GptImageMini, path: openai/gpt-image-mini, vendor: OpenAI, delivery: inline, answers: object-base64,
                confidence: inferred, lifecycle: current, capabilities: [text-to-image]}
              requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/GptImageRequest"}}}}
              responses: {"200": {description: The pictures.}}

        """;

    private const string Tint =
        """
                tint:
                  type: string
                  description: A field that came.
                  x-source: {from: [ideogram], confidence: documented}

        """;

    private const string Cached =
        """
                cached_tokens:
                  type: integer
                  format: int64
                  description: A member that came.
                  x-source: {from: [recorded], confidence: observed}

        """;

    /// <summary>Those that change C#.</summary>
    public static IReadOnlyList<KindOfChange> OfCode { get; } =
    [
        new("model added", Addition, new SpecEdit("paths", "paths:\n", NewModel)) { Brings = ["ImageModels.GptImageMini"] },
        new("model removed", Breaking, SpecEdit.Remove(Imagen3)) { Breaks = ["ImageModels.Imagen3Generate002"] },
        new("model renamed", Breaking, new SpecEdit(Ideogram, "name: IdeogramV3", "name: Ideogram3"), new SpecEdit(Ideogram, "predictIdeogramV3", "predictIdeogram3"))
        {
            Breaks = ["ImageModels.IdeogramV3"],
            Brings = ["ImageModels.Ideogram3"],
        },
        new("model takes another input", Breaking, new SpecEdit(StableDiffusion, "StableDiffusion35Request", "GptImageRequest")) { Breaks = ["ImageModels.StableDiffusion35Large"] },
        new("input renamed", Breaking, new SpecEdit("DallE3Input", "title: DallE3Input", "title: DallEInput"))
        {
            Breaks = ["DallE3Input", "ImageModels.DallE3"],
            Brings = ["DallEInput"],
        },
        new("value object renamed", Breaking, new SpecEdit("IdeogramPaletteColor", "title: IdeogramPaletteColor", "title: IdeogramColor"))
        {
            Breaks = ["IdeogramPaletteColor", "IdeogramColorPalette.Members"],
            Brings = ["IdeogramColor"],
        },
        new("field added", Addition, new SpecEdit("IdeogramColorPalette", "      properties:\n", "      properties:\n" + Tint)) { Brings = ["IdeogramColorPalette.Tint"] },
        new("required field added", Breaking, new SpecEdit("IdeogramV3Input", "      properties:\n", "      properties:\n" + Tint), new SpecEdit("IdeogramV3Input", "required: [prompt", "required: [tint, prompt"))
        {
            Breaks = ["IdeogramV3Input.Tint"],
            Brings = ["IdeogramV3Input.Tint"],
        },
        new("field became required", Breaking, new SpecEdit("IdeogramV3Input", "prompt]\n", "prompt, negative_prompt]\n")) { Breaks = ["IdeogramV3Input.NegativePrompt"] },
        new("field became optional", Notice, new SpecEdit("FluxKontextInput", "      required: [prompt]\n", "")),
        new("field removed", Breaking, SpecEdit.Remove("IdeogramV3Input > enable_copyright_detection")) { Breaks = ["IdeogramV3Input.EnableCopyrightDetection"] },
        new("field removed with its enum", Breaking, SpecEdit.Remove("GlmImageInput > quality")) { Breaks = ["GlmImageInput.Quality", "GlmImageQuality"] },
        new("field renamed in C#", Breaking, new SpecEdit("StableDiffusion35Input", "x-csharp-name: Count", "x-csharp-name: Pictures"))
        {
            Breaks = ["StableDiffusion35Input.Count"],
            Brings = ["StableDiffusion35Input.Pictures"],
        },
        new("integer widened", Breaking, new SpecEdit("FluxKontextInput > width", "format: int32", "format: int64")) { Breaks = ["FluxKontextInput.Width"] },
        new("integer became a number", Breaking, new SpecEdit("FluxKontextInput > safety_tolerance", "type: integer\n          format: int32", "type: number\n          format: double")) { Breaks = ["FluxKontextInput.SafetyTolerance"] },
        new("enum became text", Breaking, new SpecEdit("IdeogramV3Input > magic_prompt", "          title: IdeogramMagicPrompt\n", ""), new SpecEdit("IdeogramV3Input > magic_prompt", "          enum: [\"AUTO\", \"ON\", \"OFF\"]\n", ""))
        {
            Breaks = ["IdeogramV3Input.MagicPrompt", "IdeogramMagicPrompt"],
        },
        new("text became an enum", Breaking, new SpecEdit("IdeogramV3Input > custom_model_uri", "          pattern: '^model/[^/]+/version/[^/]+$'\n", "          title: IdeogramModelUri\n          enum: [\"model/a/version/1\"]\n"))
        {
            Breaks = ["IdeogramV3Input.CustomModelUri"],
            Brings = ["IdeogramModelUri"],
        },
        new("enum renamed", Breaking, new SpecEdit("StableDiffusion35Input", "title: StableDiffusionSize", "title: SdSize"))
        {
            Breaks = ["StableDiffusionSize", "StableDiffusion35Input.Size"],
            Brings = ["SdSize"],
        },
        new("value added", Addition, new SpecEdit("ImagenInput", "enum: [\"1K\", \"2K\"]", "enum: [\"1K\", \"2K\", \"4K\"]")) { Brings = ["ImagenImageSize.Size4k"] },
        new("value removed", Breaking, new SpecEdit("StableDiffusion35Input", "enum: [\"jpeg\", \"png\"]", "enum: [\"png\"]")) { Breaks = ["StableDiffusionOutputFormat.Jpeg"] },
        new("value renamed in C#", Breaking, new SpecEdit("GptImageInput", "\"auto\": Auto", "\"auto\": Automatic"))
        {
            Breaks = ["GptImageSize.Auto"],
            Brings = ["GptImageSize.Automatic"],
        },
        new("items of another type", Breaking, new SpecEdit("IdeogramV3Input > style_codes", "type: string\n            pattern: '^[0-9a-fA-F]{8}$'", "type: integer\n            format: int32")) { Breaks = ["IdeogramV3Input.StyleCodes"] },
        new("member of an answer added", Addition, new SpecEdit("ImageUsage", "      properties:\n", "      properties:\n" + Cached)) { Brings = ["ImageUsage.CachedTokens"] },
        new("member of an answer removed", Breaking, SpecEdit.Remove("ImageUsageDetails > image_tokens")) { Breaks = ["ImageUsageDetails.ImageTokens"] },
        new("member of an answer of another type", Breaking, new SpecEdit("PredictionTaskResult", "        seed:\n          type: integer\n          format: int64", "        seed:\n          type: number\n          format: double"))
        {
            Breaks = ["PredictionTaskResult.Seed"],
        },
        new("word of an answer added", Addition, new SpecEdit("PredictionTask", "\"Ready\", ", "\"Ready\", \"Queued\", ")) { Brings = ["PredictionStatus.Queued"] },
        new("word of an answer removed", Breaking, new SpecEdit("PredictionTask", "\"Reasoning\", ", "")) { Breaks = ["PredictionStatus.Reasoning"] },
    ];

    /// <summary>Those that change no C#, but which inputs are taken, or something to know of.</summary>
    public static IReadOnlyList<KindOfChange> OfTheWire { get; } =
    [
        new("maximum tightened", Breaking, new SpecEdit("FluxKontextInput", "maximum: 6", "maximum: 5")) { Input = ("bfl/flux-kontext-max", """{"prompt":"a","safety_tolerance":6}"""), IsTaken = false },
        new("maximum loosened", Addition, new SpecEdit("IdeogramV3Input", "maximum: 8\n", "maximum: 9\n")) { Input = ("ideogram/V3", """{"prompt":"a","num_images":9}"""), WasTaken = false },
        new("maximum that is new", Breaking, new SpecEdit("FluxKontextInput > width", "minimum: 1\n", "minimum: 1\n          maximum: 4096\n")) { Input = ("bfl/flux-kontext-max", """{"prompt":"a","width":5000}"""), IsTaken = false },
        new("minimum tightened", Breaking, new SpecEdit("StableDiffusion35Input > cfg_scale", "minimum: 1\n", "minimum: 2\n")) { Input = ("Stable-Diffusion-3-5-Large", """{"prompt":"a","cfg_scale":1}"""), IsTaken = false },
        new("minimum loosened", Addition, new SpecEdit("IdeogramPaletteColor > color_weight", "minimum: 0.05", "minimum: 0.01"))
        {
            Input = ("ideogram/V3", """{"prompt":"a","color_palette":{"members":[{"color_hex":"#000","color_weight":0.02},{"color_hex":"#000"}]}}"""),
            WasTaken = false,
        },
        new("length tightened", Breaking, new SpecEdit("DallE3Input", "maxLength: 4000", "maxLength: 3")) { Input = ("dall-e-3", """{"prompt":"A deer"}"""), IsTaken = false },
        new("length loosened", Addition, new SpecEdit("StableDiffusion35Input", "minLength: 1", "minLength: 0")) { Input = ("Stable-Diffusion-3-5-Large", """{"prompt":""}"""), WasTaken = false },
        new("pattern that is another", Breaking, new SpecEdit("IdeogramV3Input > custom_model_uri", "'^model/", "'^models/")) { Input = ("ideogram/V3", """{"prompt":"a","custom_model_uri":"model/a/version/1"}"""), IsTaken = false },
        new("pattern that is gone", Addition, new SpecEdit("IdeogramPaletteColor > color_hex", "          pattern: '^#(?:[0-9a-fA-F]{3}){1,2}$'\n", ""))
        {
            Input = ("ideogram/V3", """{"prompt":"a","color_palette":{"members":[{"color_hex":"red"},{"color_hex":"#000"}]}}"""),
            WasTaken = false,
        },
        new("ratio tightened", Breaking, new SpecEdit("FluxKontextInput", "maximum: \"21:9\"", "maximum: \"16:9\"")) { Input = ("bfl/flux-kontext-max", """{"prompt":"a","aspect_ratio":"21:9"}"""), IsTaken = false },
        new("ratio loosened", Addition, new SpecEdit("FluxKontextInput", "minimum: \"9:21\"", "minimum: \"1:3\"")) { Input = ("bfl/flux-kontext-max", """{"prompt":"a","aspect_ratio":"1:3"}"""), WasTaken = false },
        new("more items wanted", Breaking, new SpecEdit("IdeogramColorPalette", "minItems: 1", "minItems: 2")) { Input = ("ideogram/V3", """{"prompt":"a","color_palette":{"members":[{"color_hex":"#000"}]}}"""), IsTaken = false },
        new("pattern of items", Breaking, new SpecEdit("IdeogramV3Input > style_codes", "{8}$", "{6}$")) { Input = ("ideogram/V3", """{"prompt":"a","style_codes":["01234567"]}"""), IsTaken = false },
        new("picture format removed", Breaking, new SpecEdit("GptImageInput", "types: [png, jpeg, webp]", "types: [jpeg, webp]"))
        {
            Input = ("gpt-image-1", """{"prompt":"a","image":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}"""),
            IsTaken = false,
        },
        new("field under another name in JSON", Breaking, new SpecEdit("StableDiffusion35Input", "        n:\n", "        count:\n")) { Input = ("Stable-Diffusion-3-5-Large", """{"prompt":"a","count":11}"""), WasTaken = true, IsTaken = false },
        new("rule added to an input", Breaking, new SpecEdit("DallE3Input", "      required: [prompt]\n", "      x-rules: [{rule: excludes, fields: [style, quality], source: openai, why: So it is.}]\n      required: [prompt]\n"))
        {
            Input = ("dall-e-3", """{"prompt":"a","style":"vivid","quality":"hd"}"""),
            IsTaken = false,
        },
        new("rule tightened", Breaking, new SpecEdit("FluxKontextInput", "maximum: 2\n", "maximum: 1\n"))
        {
            Input = ("bfl/flux-kontext-max", """{"prompt":"a","safety_tolerance":2,"input_image":"https://example.com/a.png"}"""),
            IsTaken = false,
        },
        new("rule loosened", Addition, new SpecEdit("GptImageInput", "values: [\"jpeg\", \"webp\"]", "values: [\"jpeg\", \"webp\", \"png\"]"))
        {
            Input = ("gpt-image-1", """{"prompt":"a","output_compression":50,"output_format":"png"}"""),
            WasTaken = false,
        },
        new("rule removed", Addition, new SpecEdit("ImagenInput", "        - rule: excludes\n          fields: [numberOfImages, sampleCount]\n          source: page-later\n          why: >-\n            They are two names of one setting; a request that carries both contradicts itself.\n", ""))
        {
            Input = ("imagen-3.0-generate-002", """{"prompt":"a","numberOfImages":2,"sampleCount":2}"""),
            WasTaken = false,
        },
        new("rule added to a model", Breaking, new SpecEdit(FluxPro, "      requestBody:\n", "      x-rules: [{rule: absent, field: input_image, source: bfl, why: So it is.}]\n      requestBody:\n"))
        {
            Input = ("bfl/flux-kontext-pro", """{"prompt":"a","input_image":"https://example.com/a.png"}"""),
            IsTaken = false,
        },
        new("rule of a model loosened", Addition, new SpecEdit(ImagenUltra, "field: sampleCount\n          maximum: 1", "field: sampleCount\n          maximum: 2"))
        {
            Input = ("imagen-4.0-ultra-generate-preview-06-06", """{"prompt":"a","sampleCount":2}"""),
            WasTaken = false,
        },
        new("value added", Addition, new SpecEdit("DallE3Input", "enum: [\"standard\", \"hd\"]", "enum: [\"standard\", \"hd\", \"ultra\"]"))
        {
            Brings = ["DallE3Quality.Ultra"],
            Input = ("dall-e-3", """{"prompt":"a","quality":"ultra"}"""),
            WasTaken = false,
        },
        new("path changed, the old one is gone", Breaking, new SpecEdit(Imagen4, "path: google/imagen-4.0-generate-preview-06-06", "path: google/imagen-4"))
        {
            Input = ("google/imagen-4.0-generate-preview-06-06", """{"prompt":"a"}"""),
            IsTaken = false,
        },
        new("spelling removed", Breaking, new SpecEdit(DallE3, "        aliases: [openai/dall-e-3]\n", "")) { Input = ("openai/dall-e-3", """{"prompt":"a"}"""), IsTaken = false },
        new("spelling added", Addition, new SpecEdit(FluxMax, "aliases: [", "aliases: [flux-max, ")) { Input = ("flux-max", """{"prompt":"a"}"""), WasTaken = false },
        new("default changed", Notice, new SpecEdit("DallE3Input", "default: \"vivid\"", "default: \"natural\"")) { Input = ("opanai/dall-e-3", """{"prompt":"a","style":"vivid"}""") },
        new("life-cycle changed", Notice, new SpecEdit(FluxMax, "lifecycle: legacy", "lifecycle: retired")) { Input = ("bfl/flux-kontext-max", """{"prompt":"a"}""") },
        new("delivery changed", Notice, new SpecEdit(Ideogram, "delivery: inline", "delivery: task")) { Input = ("ideogram/V3", """{"prompt":"a"}""") },
        new("role changed", Notice, new SpecEdit("IdeogramV3Input", "          x-role: seed\n", "")) { Input = ("ideogram/V3", """{"prompt":"a","seed":1}""") },
    ];
}
