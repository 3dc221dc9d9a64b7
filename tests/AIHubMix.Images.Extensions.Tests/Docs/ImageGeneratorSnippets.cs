using System.Drawing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Extensions.Tests.Docs;

/// <summary>The code of docs/microsoft-extensions-ai.md, compiled as it stands there.</summary>
internal static class ImageGeneratorSnippets
{
    public static async Task<ImageGenerationResponse> First(AIHubMixClient client)
    {
        #region First
        IImageGenerator generator = client.AsImageGenerator(ImageModels.GptImage1);
        ImageGenerationResponse response = await generator.GenerateImagesAsync("A deer at a lake", new ImageGenerationOptions
        {
            Count = 2,
            ImageSize = new Size(1920, 1080), // 1536x1024 is the nearest that the model has
            MediaType = "image/webp",
        });
        #endregion
        return response;
    }

    public static async Task<ImageGenerationResponse> Additional(AIHubMixClient client)
    {
        #region Additional
        ImageGenerationResponse response = await client.AsImageGenerator(ImageModels.FluxKontextPro).GenerateImagesAsync("A deer", new ImageGenerationOptions
        {
            AdditionalProperties = new() { ["seed"] = 7, ["safety_tolerance"] = 1 },
        });
        #endregion
        return response;
    }

    public static async Task<ImageGenerationResponse> Raw(AIHubMixClient client)
    {
        #region Raw
        ImageGenerationResponse response = await client.AsImageGenerator(ImageModels.GptImage1).GenerateImagesAsync("A deer", new ImageGenerationOptions
        {
            RawRepresentationFactory = _ => new GptImageInput { Prompt = "", Quality = GptImageQuality.High, Background = GptImageBackground.Transparent },
            MediaType = "image/png",
        });
        #endregion
        return response;
    }

    public static async Task<ImageGenerationResponse> Edit(IImageGenerator generator, byte[] picture)
    {
        #region Edit
        ImageGenerationResponse response = await generator.EditImageAsync(picture, "deer.png", "Give the deer larger antlers");
        #endregion
        return response;
    }

    public static async Task<ImageGenerationResponse> EditSeveral(AIHubMixClient client)
    {
        #region EditSeveral
        IImageGenerator generator = client.AsImageGenerator(ImageModels.FluxKontextMax);
        ImageGenerationResponse response = await generator.EditImagesAsync(
            [new UriContent("https://example.com/deer.png", "image/png"), new UriContent("https://example.com/lake.png", "image/png")],
            "Put the deer into the lake");
        #endregion
        return response;
    }

    public static void Result(ImageGenerationResponse response)
    {
        #region Result
        foreach (AIContent content in response.Contents)
        {
            Console.WriteLine(content switch
            {
                DataContent data => $"{data.MediaType}, {data.Data.Length} bytes",
                UriContent remote => $"{remote.Uri}, until {remote.AdditionalProperties?["expires_at"]}",
                _ => "",
            });
        }

        var result = (ImageResult?)response.RawRepresentation; // with SaveAsync, request id, task id, attempts
        Console.WriteLine($"{response.Usage?.TotalTokenCount} tokens, request {result?.RequestId}");
        #endregion
    }

    public static IImageGenerator Pipeline(AIHubMixClient client, ILoggerFactory loggerFactory)
    {
        #region Pipeline
        IImageGenerator generator = client.AsImageGenerator(ImageModels.GptImage1)
            .AsBuilder()
            .UseLogging(loggerFactory)
            .UseOpenTelemetry(loggerFactory)
            .ConfigureOptions(options => options.Count ??= 1)
            .Build();
        #endregion
        return generator;
    }

    public static IChatClient Chat(IChatClient chatClient, AIHubMixClient client)
    {
        #region Chat
        IChatClient chat = chatClient
            .AsBuilder()
            .UseImageGeneration(client.AsImageGenerator(ImageModels.FluxKontextMax))
            .UseFunctionInvocation()
            .Build();
        #endregion
        return chat;
    }

    public static ChatOptions ChatTools()
    {
        #region ChatTools
        var options = new ChatOptions
        {
            Tools = [new HostedImageGenerationTool { Options = new ImageGenerationOptions { ResponseFormat = ImageGenerationResponseFormat.Data } }],
        };
        #endregion
        return options;
    }

    public static void Container(HostApplicationBuilder builder)
    {
        #region Container
        builder.Services.AddAIHubMix(builder.Configuration.GetSection("AIHubMix"));
        builder.Services.AddAIHubMixImageGenerator(ImageModels.GptImage1);
        builder.Services.AddKeyedAIHubMixImageGenerator("draft", ImageModels.FluxKontextPro);
        #endregion
    }

    public static void ContainerPipeline(HostApplicationBuilder builder)
    {
        #region ContainerPipeline
        builder.Services
            .AddImageGenerator(services => services.GetRequiredService<AIHubMixClient>().AsImageGenerator(ImageModels.GptImage1))
            .UseLogging();
        #endregion
    }
}
