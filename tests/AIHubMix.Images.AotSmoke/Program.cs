using System.Text.Json.Nodes;
using AIHubMix.Images;
using AIHubMix.Images.AotSmoke;
using AIHubMix.Images.Kiota;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Kiota.Abstractions.Authentication;

// Goes once through everything that would need reflection: typed and untyped inputs, validation, both kinds of answer, tokens, errors; then the same client out of a container
// with settings from configuration, as an IImageGenerator, and over Kiota.
using var invoker = new HttpMessageInvoker(new Gateway());
using var client = new AIHubMixClient("sk-aot", new AIHubMixClientOptions { HttpInvoker = invoker, PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(10)) });

Expect(ImageModels.All.Count >= 11 && ImageModels.All.All(model => model.Fields.Count > 0), "the catalog");
ImageResult inline = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer", Size = "1024x1536", Count = 1 });
Expect(inline.Images[0].Header is { Width: 1, MediaType: "image/png" }, "a picture that comes with the answer");
Expect(inline.Usage is { TotalTokens: 3 }, "its usage");

ImageTask task = await client.SubmitAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer", InputImage = ImageSource.FromBytes(Gateway.Picture) });
ImageResult result = await client.ResumeTask(task.ToToken()!).WaitAsync();
Expect((await result.Images[0].GetBytesAsync()).Span.SequenceEqual(Gateway.Picture), "a picture of a task, resumed by its token");

ImageResult untyped = await client.GenerateAsync(ImageModel.Untyped("vendor/later"), new JsonObject { ["prompt"] = "A deer" });
Expect(untyped.Images.Count == 1, "a model that came later");

try
{
    await client.GenerateAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer", SafetyTolerance = 7 });
    Expect(false, "an input that breaks a rule");
}
catch (InvalidInputException exception)
{
    Expect(exception.Violations[0].Path == "$.input.safety_tolerance", "the violation of a rule");
}

try
{
    await client.GenerateAsync(ImageModel.Untyped("vendor/refused"), new JsonObject { ["prompt"] = "A deer" });
    Expect(false, "a refusal");
}
catch (ModerationException exception)
{
    Expect(exception.Billing == BillingClass.Billed, "what a refusal costs");
}

Expect(ImageModels.FluxKontextPro.Validate(new JsonObject { ["prompt"] = "A deer", ["safety_tolerance"] = 7 }).Count == 1, "JSON that breaks a rule");

var settings = new ConfigurationBuilder().AddInMemoryCollection([new("AIHubMix:ApiKey", "sk-aot"), new("AIHubMix:Deadline", "00:03:00"), new("AIHubMix:Headers:APP-Code", "deer")]).Build();
var services = new ServiceCollection();
services.AddAIHubMix(settings.GetSection("AIHubMix")).ConfigurePrimaryHttpMessageHandler(() => new Gateway());
await using ServiceProvider provider = services.BuildServiceProvider();
AIHubMixClient contained = provider.GetRequiredService<AIHubMixClient>();
Expect(contained.Options.Deadline == TimeSpan.FromMinutes(3) && contained.Options.Headers["APP-Code"] == "deer", "settings from configuration");
#pragma warning disable MEAI001 // Still experimental.
ImageGenerationResponse generated = await contained.AsImageGenerator(ImageModels.GptImage1).GenerateAsync(new ImageGenerationRequest("A deer"), new ImageGenerationOptions { Count = 1 });
#pragma warning restore MEAI001
Expect(generated.Contents is [DataContent { MediaType: "image/png" }], "a picture of the image generator");

using AIHubMixClient overKiota = AIHubMixKiotaClientFactory.Create(
    new ApiKeyAuthenticationProvider("Bearer sk-aot", "Authorization", ApiKeyAuthenticationProvider.KeyLocation.Header), new AIHubMixClientOptions { HttpInvoker = invoker });
Expect((await overKiota.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" })).Images.Count == 1, "a picture over Kiota");

Console.WriteLine("everything holds without reflection");

static void Expect(bool holds, string what)
{
    if (!holds)
    {
        Console.Error.WriteLine($"Not as expected: {what}.");
        Environment.Exit(1);
    }
}
