using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.Logging;

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
        string? token = task.ToToken(); // known before the first poll; neither the key nor a host is in it
        await foreach (PredictionTask state in task.WatchAsync())
        {
            Console.WriteLine($"{state.Status} {state.Progress:P0}");
        }

        ImageResult result = await task.WaitAsync();
        #endregion
        return token is null ? result : await Resume(client, token);
    }

    public static async Task<ImageResult> Resume(AIHubMixClient client, string token)
    {
        #region Resume
        ImageResult result = await client.ResumeTask(token).WaitAsync();
        #endregion
        return result;
    }

    public static async Task<ImageResult> ConstantMemory(AIHubMixClient client, string folder, Stream destination)
    {
        #region ConstantMemory
        ImageResult result = await client.SaveAsync(ImageModels.GptImage1, new() { Prompt = "A deer", Count = 2 }, Path.Combine(folder, "deer"));
        Console.WriteLine(result.Images[1].Path); // …/deer-2.png
        await foreach (ImageStream picture in client.StreamAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }))
        {
            await picture.CopyToAsync(destination); // picture.Header knows its type and size already
        }
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
        catch (AIHubMixException exception) when (exception.TaskToken is not null)
        {
            Console.WriteLine($"Paid for, to be collected: {exception.TaskToken}");
        }
        catch (AIHubMixException exception)
        {
            Console.WriteLine($"{exception.Message} ({exception.Billing}, request {exception.RequestId})");
        }
        #endregion
    }

    public static async Task Test()
    {
        #region Test
        var clock = new SimulatorClock(); // minutes pass in milliseconds
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { TimeProvider = clock });
        using AIHubMixClient client = gateway.CreateClient();
        gateway.Faults.Next(Fault.RateLimited(retryAfter: TimeSpan.FromSeconds(30))).Times(2);

        ImageResult result = await clock.RunAsync(client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }));

        Assert.Equal(TimeSpan.FromMinutes(1), clock.Elapsed);
        gateway.Ledger.ShouldHaveBilled(1); // else it lists everything that happened
        #endregion
    }

    public static async Task Options(string apiKey, ILoggerFactory loggerFactory)
    {
        #region Options
        using var client = new AIHubMixClient(apiKey, new AIHubMixClientOptions
        {
            Retry = new RetryOptions { Budget = TimeSpan.FromSeconds(30) },
            LoggerFactory = loggerFactory,
        });
        await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, new CallOptions
        {
            Deadline = TimeSpan.FromMinutes(3),
            Retry = RetryOptions.Never,
            Headers = new Dictionary<string, string> { ["APP-Code"] = "deer" },
        });
        #endregion
    }
}
