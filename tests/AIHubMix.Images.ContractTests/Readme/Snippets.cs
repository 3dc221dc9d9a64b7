using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Readme;

/// <summary>The code of the README, compiled as it stands there.</summary>
internal static class Snippets
{
    public static async Task FirstPicture()
    {
        #region FirstPicture
        using var client = new AIHubMixClient(); // the key stands in AIHUBMIX_API_KEY
        ImageResult result = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer at a lake" });
        await result.Images[0].SaveAsync("deer");
        #endregion
    }

    public static async Task<ImageResult> SubmitAndWait(AIHubMixClient client)
    {
        #region SubmitAndWait
        ImageTask task = await client.SubmitAsync(ImageModels.FluxKontextMax, new()
        {
            Prompt = "A deer drinking in the lake",
            AspectRatio = "2:3",
            InputImage = new Uri("https://example.com/style.png"),
            SafetyTolerance = 2,
        });
        Console.WriteLine(task.Id); // known before the first poll
        ImageResult result = await task.WaitAsync();
        #endregion
        return result;
    }

    public static async Task LaterModels(AIHubMixClient client)
    {
        #region LaterModels
        await client.GenerateAsync(new ImageModel<GptImageInput>("opanai/gpt-image-1"), new()
        {
            Prompt = "A deer",
            Quality = "high", // open enums take any text
            AdditionalProperties = new Dictionary<string, JsonElement> { ["later_parameter"] = JsonElement.Parse("true") },
        });
        await client.GenerateAsync(ImageModel.Untyped("ideogram/V3"), new JsonObject { ["prompt"] = "A deer" });
        #endregion
    }

    public static async Task Errors(AIHubMixClient client)
    {
        #region Errors
        try
        {
            await client.GenerateAsync(ImageModels.FluxKontextPro, new() { Prompt = "A deer", SafetyTolerance = 7 });
        }
        catch (InvalidInputException exception)
        {
            foreach (InputViolation violation in exception.Violations)
            {
                Console.WriteLine($"{violation.Path} {violation.Rule}"); // $.input.safety_tolerance must be from 0 to 6
            }
        }
        catch (AIHubMixException exception)
        {
            Console.WriteLine($"{exception.Message} (task {exception.TaskId}, request {exception.RequestId})");
        }
        #endregion
    }

    public static async Task Test()
    {
        #region Test
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync();
        using AIHubMixClient client = gateway.CreateClient();

        ImageResult result = await client.GenerateAsync(
            ImageModels.Imagen3Generate002, new() { Prompt = "A deer", NumberOfImages = 2 });

        Assert.Equal(2, result.Images.Count);
        Assert.Equal(1, gateway.Ledger.Count); // one generation would have been billed
        #endregion
    }
}
