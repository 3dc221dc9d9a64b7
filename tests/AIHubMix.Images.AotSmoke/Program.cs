using System.Text.Json.Nodes;
using AIHubMix.Images;
using AIHubMix.Images.AotSmoke;

// Goes once through everything that would need reflection: typed and untyped inputs, validation, both kinds of answer, tokens, errors.
using var invoker = new HttpMessageInvoker(new Gateway());
using var client = new AIHubMixClient("sk-aot", new AIHubMixClientOptions { HttpInvoker = invoker, PollingSchedule = PollingSchedule.Every(TimeSpan.FromMilliseconds(10)) });

Expect(ImageModels.All.Count == 11, "the catalog");
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

Console.WriteLine("everything holds without reflection");

static void Expect(bool holds, string what)
{
    if (!holds)
    {
        Console.Error.WriteLine($"Not as expected: {what}.");
        Environment.Exit(1);
    }
}
