using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>What the demo asks of one model.</summary>
internal sealed class DemoRecipe
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Func<AIHubMixClient, CancellationToken, Task<ImageTask>> _submit;

    private DemoRecipe(ImageModel model, JsonObject input, Func<AIHubMixClient, CancellationToken, Task<ImageTask>> submit)
    {
        Model = model;
        Input = input;
        _submit = submit;
    }

    public ImageModel Model { get; }

    /// <summary>The input as it goes to the gateway.</summary>
    public JsonObject Input { get; }

    /// <summary>The input for people: indented, and with no more escapes than JSON needs.</summary>
    public string InputAsText => Input.ToJsonString(Indented);

    public string Prompt => Input["prompt"]!.GetValue<string>();

    /// <summary>The name for the file of the picture, without its extension.</summary>
    public string FileName => Model.Path.Replace('/', '-').ToLowerInvariant();

    public static DemoRecipe Create<TInput>(ImageModel<TInput> model, TInput input)
        where TInput : class, IImageInput<TInput> =>
        new(model, JsonSerializer.SerializeToNode(input, TInput.JsonTypeInfo)!.AsObject(), (client, cancellationToken) => client.SubmitAsync(model, input, cancellationToken: cancellationToken));

    public static DemoRecipe Create(ImageModel model, string prompt)
    {
        var input = new JsonObject { ["prompt"] = prompt };
        return new DemoRecipe(model, input, (client, cancellationToken) => client.SubmitAsync(model, input, cancellationToken: cancellationToken));
    }

    public Task<ImageTask> SubmitAsync(AIHubMixClient client, CancellationToken cancellationToken) => _submit(client, cancellationToken);
}
