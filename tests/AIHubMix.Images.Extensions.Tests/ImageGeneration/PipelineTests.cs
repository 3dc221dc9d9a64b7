using System.Diagnostics;
using AIHubMix.Images.Extensions.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace AIHubMix.Images.Extensions.Tests.ImageGeneration;

/// <summary>The generator under the pipelines of Microsoft.Extensions.AI.</summary>
public sealed class PipelineTests
{
    [Fact]
    public async Task UseLogging_Generation_IsLogged()
    {
        await using Studio studio = await Studio.OpenAsync();
        var logs = new FakeLoggerProvider();
        using var factory = new LoggerFactory([logs]);
        using IImageGenerator generator = studio.Client.AsImageGenerator(ImageModels.GptImage1).AsBuilder().UseLogging(factory).Build();

        await studio.GenerateAsync(generator);

        Assert.Contains(logs.Collector.GetSnapshot(), record => record.Message.Contains("GenerateAsync", StringComparison.Ordinal) && record.Message.Contains("completed", StringComparison.Ordinal));
        studio.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task UseOpenTelemetry_Generation_IsASpanAboveThatOfTheClient()
    {
        await using Studio studio = await Studio.OpenAsync();
        string source = $"pipeline-{Guid.NewGuid()}";
        List<Activity> spans = [];
        using TracerProvider tracing = Sdk.CreateTracerProviderBuilder().AddSource(source).AddSource(AIHubMixTelemetry.Name).AddInMemoryExporter(spans).Build();
        using IImageGenerator generator = studio.Client.AsImageGenerator(ImageModels.GptImage1).AsBuilder().UseOpenTelemetry(sourceName: source).Build();

        await studio.GenerateAsync(generator);
        tracing.ForceFlush();

        Activity outer = Assert.Single(spans, span => span.Source.Name == source);
        Assert.Equal(("aihubmix", "opanai/gpt-image-1"), (outer.GetTagItem("gen_ai.provider.name"), outer.GetTagItem("gen_ai.request.model")));
        Assert.NotNull(outer.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Contains(spans, span => span.Source.Name == AIHubMixTelemetry.Name && span.ParentSpanId == outer.SpanId);
    }

    [Fact]
    public async Task ConfigureOptions_Defaults_ReachTheModel()
    {
        await using Studio studio = await Studio.OpenAsync();
        using IImageGenerator generator = studio.Client.AsImageGenerator(ImageModels.GptImage1).AsBuilder().ConfigureOptions(options => options.Count ??= 2).Build();

        ImageGenerationResponse response = await studio.GenerateAsync(generator);

        Assert.Equal(2, response.Contents.Count);
        studio.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task DelegatingImageGenerator_OfTheApplication_SeesRequestAndResponse()
    {
        await using Studio studio = await Studio.OpenAsync();
        using IImageGenerator generator = studio.Client.AsImageGenerator(ImageModels.DallE3).AsBuilder().Use(inner => new Politely(inner)).Build();

        ImageGenerationResponse response = await studio.GenerateAsync(generator);

        Assert.Equal("A deer, please", (string?)studio.Input["prompt"]);
        Assert.Equal("polite", response.Contents[0].AdditionalProperties!["manners"]);
        Assert.Same(studio.Client, generator.GetService<AIHubMixClient>());
    }

    [Fact]
    public async Task AddImageGenerator_OfMicrosoftExtensionsAI_BuildsAPipelineInTheContainer()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Services.AddImageGenerator(services => services.GetRequiredService<AIHubMixClient>().AsImageGenerator(ImageModels.GptImage1)).UseLogging().ConfigureOptions(options => options.Count = 2);

        IImageGenerator generator = application.Provider.GetRequiredService<IImageGenerator>();
        ImageGenerationResponse response = await application.Clock.RunAsync(generator.GenerateImagesAsync("A deer", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(2, response.Contents.Count);
        application.Gateway.Ledger.ShouldHaveBilled(1);
    }

    [Fact]
    public async Task AddAIHubMixImageGenerator_WithAndWithoutKeys_UsesItsModelAndItsClient()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        application.Watch(application.Services.AddAIHubMix("drafts", application.Section("Drafts", ("Headers:APP-Code", "drafts"))));
        application.Services.AddAIHubMixImageGenerator(ImageModels.GptImage1).AddKeyedAIHubMixImageGenerator("draft", ImageModels.DallE3, "drafts");

        IImageGenerator generator = application.Provider.GetRequiredService<IImageGenerator>();
        IImageGenerator draft = application.Provider.GetRequiredKeyedService<IImageGenerator>("draft");
        await application.Clock.RunAsync(generator.GenerateImagesAsync("A deer", cancellationToken: TestContext.Current.CancellationToken));
        await application.Clock.RunAsync(draft.GenerateImagesAsync("A deer", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["opanai/gpt-image-1", "opanai/dall-e-3"], application.Gateway.Ledger.Entries.Select(entry => entry.Model));
        Assert.Equal([null, "drafts"], application.Gateway.Timeline.Exchanges.Select(exchange => exchange.Headers.GetValueOrDefault("APP-Code")));
        Assert.Same(application.Client, generator.GetService<AIHubMixClient>());
    }

    private sealed class Politely(IImageGenerator inner) : DelegatingImageGenerator(inner)
    {
        public override async Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            ImageGenerationResponse response = await base.GenerateAsync(new ImageGenerationRequest($"{request.Prompt}, please", request.OriginalImages ?? []), options, cancellationToken);
            response.Contents[0].AdditionalProperties!["manners"] = "polite";
            return response;
        }
    }
}
