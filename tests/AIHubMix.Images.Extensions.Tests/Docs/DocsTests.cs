using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AIHubMix.Images.Extensions.Tests.Configuration;
using AIHubMix.Images.Extensions.Tests.Support;
using AIHubMix.Images.Simulator;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AIHubMix.Images.Extensions.Tests.Docs;

/// <summary>What the pages of this package say is so.</summary>
public sealed partial class DocsTests
{
    private const string DependencyInjection = "docs/dependency-injection.md";

    [Theory]
    [InlineData(DependencyInjection, "DependencyInjectionSnippets.cs")]
    [InlineData("docs/microsoft-extensions-ai.md", "ImageGeneratorSnippets.cs")]
    public void Page_CodeBlocks_AreTheCompiledSnippets(string page, string snippets)
    {
        string[] compiled = [.. Region().Matches(File.ReadAllText(Repository.PathOf($"tests/AIHubMix.Images.Extensions.Tests/Docs/{snippets}"))).Select(region => Dedent(region.Groups[1].Value))];
        string[] printed = [.. CodeBlock().Matches(File.ReadAllText(Repository.PathOf(page))).Select(block => block.Groups[1].Value)];
        Assert.Equal(compiled, printed);
    }

    [Fact]
    public void DependencyInjection_TableOfSettings_IsThatOfTheOptions()
    {
        var options = new AIHubMixOptions();
        IEnumerable<string> expected = AIHubMixOptionsTests.SettingsOf(typeof(AIHubMixOptions), "").Select(setting =>
        {
            object target = setting.StartsWith("Retry:", StringComparison.Ordinal) ? options.Retry : options;
            object? value = target.GetType().GetProperty(setting.Split(':')[^1])!.GetValue(target);
            return $"| `{setting}` | {(value is null or IDictionary<string, string> ? "" : string.Create(CultureInfo.InvariantCulture, $"`{value}`"))}";
        });
        IEnumerable<string> printed = File.ReadAllLines(Repository.PathOf(DependencyInjection))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Split('|')[..3]).TrimEnd());
        Assert.Equal(expected.Select(line => line.TrimEnd()), printed);
    }

    [Fact]
    public void DependencyInjection_ConfigurationAsPrinted_IsBound()
    {
        string json = Json().Match(File.ReadAllText(Repository.PathOf(DependencyInjection))).Groups[1].Value;
        HostApplicationBuilder builder = NewBuilder();
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        builder.Configuration["AIHubMix:ApiKey"] = "sk-docs";
        DependencyInjectionSnippets.Add(builder);
        using IHost host = builder.Build();

        AIHubMixClientOptions options = host.Services.GetRequiredService<AIHubMixClient>().Options;

        Assert.Equal((TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(30), "deer"), (options.Deadline, options.Retry.Budget, options.Headers["APP-Code"]));
    }

    [Fact]
    public void DependencyInjection_MessageAsPrinted_IsWhatTheHostSays()
    {
        HostApplicationBuilder builder = NewBuilder(("AIHubMix:ApiKey", "sk-docs"), ("AIHubMix:Deadline", "00:00:00"));
        DependencyInjectionSnippets.Add(builder);
        using IHost host = builder.Build();
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(host.Start);
        Assert.Contains($"```\n{exception.Message}\n```", File.ReadAllText(Repository.PathOf(DependencyInjection)), StringComparison.Ordinal);
    }

    [Fact]
    public void DependencyInjection_ClientsAsPrinted_AreMade()
    {
        HostApplicationBuilder builder = NewBuilder(("AIHubMix:Drafts:ApiKey", "sk-drafts"), ("AIHubMix:Prints:ApiKey", "sk-prints"));
        DependencyInjectionSnippets.AddByCode(builder);
        builder.Services.Configure<AIHubMixOptions>(options => options.ApiKey = "sk-docs");
        DependencyInjectionSnippets.AddNamed(builder);
        DependencyInjectionSnippets.AddHandler(builder);
        builder.Services.AddSingleton<DependencyInjectionSnippets.Printer>().AddSingleton<DependencyInjectionSnippets.Studio>();
        using IHost host = builder.Build();

        DependencyInjectionSnippets.Printer printer = host.Services.GetRequiredService<DependencyInjectionSnippets.Printer>();

        Assert.NotSame(printer.ClientFor(isFinal: false), printer.ClientFor(isFinal: true));
        Assert.NotNull(host.Services.GetRequiredService<DependencyInjectionSnippets.Studio>());
        AIHubMixClientOptions options = host.Services.GetRequiredService<AIHubMixClient>().Options;
        Assert.NotSame(PollingSchedule.Adaptive, options.PollingSchedule);
        Assert.Equal("deer", options.Headers["APP-Code"]);
    }

    [Fact]
    public async Task DependencyInjection_HealthChecksAsPrinted_Run()
    {
        await using Application application = await Application.StartAsync();
        application.AddClient();
        HostApplicationBuilder builder = NewBuilder();
        DependencyInjectionSnippets.AddHealth(builder);
        foreach (ServiceDescriptor service in builder.Services.Where(service => service.ServiceType == typeof(IConfigureOptions<HealthCheckServiceOptions>)))
        {
            application.Services.Add(service);
        }

        application.Services.AddHealthChecks();
        HealthReport report = await application.Provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["aihubmix", "aihubmix-gateway"], report.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    [Fact]
    public Task DependencyInjection_TestAsPrinted_Passes()
    {
        HostApplicationBuilder builder = NewBuilder();
        builder.Services.AddSingleton<DependencyInjectionSnippets.Studio>();
        return DependencyInjectionSnippets.Test(builder);
    }

    [Fact]
    public async Task ImageGenerator_GenerationsAsPrinted_GivePictures()
    {
        await using Studio studio = await Studio.OpenAsync();
        using IImageGenerator pipeline = ImageGeneratorSnippets.Pipeline(studio.Client, NullLoggerFactory.Instance);

        ImageGenerationResponse first = await studio.Clock.RunAsync(ImageGeneratorSnippets.First(studio.Client));
        Assert.Equal("""{"prompt":"A deer at a lake","n":2,"size":"1536x1024","output_format":"webp"}""", studio.Input.ToJsonString());
        ImageGeneratorSnippets.Result(first);
        await studio.Clock.RunAsync(ImageGeneratorSnippets.Additional(studio.Client));
        await studio.Clock.RunAsync(ImageGeneratorSnippets.Raw(studio.Client));
        await studio.Clock.RunAsync(ImageGeneratorSnippets.Edit(pipeline, Studio.Png));
        ImageGenerationResponse last = await studio.Clock.RunAsync(ImageGeneratorSnippets.EditSeveral(studio.Client));
        ImageGeneratorSnippets.Result(last);

        Assert.Equal(2, first.Contents.Count);
        studio.Gateway.Ledger.ShouldHaveBilled(5);
    }

    [Fact]
    public void ImageGenerator_ContainersAsPrinted_HaveGenerators()
    {
        HostApplicationBuilder builder = NewBuilder(("AIHubMix:ApiKey", "sk-docs"));
        ImageGeneratorSnippets.Container(builder);
        using IHost plain = builder.Build();
        Assert.Same(ImageModels.GptImage1, plain.Services.GetRequiredService<IImageGenerator>().GetService<ImageModel>());
        Assert.Same(ImageModels.FluxKontextPro, plain.Services.GetRequiredKeyedService<IImageGenerator>("draft").GetService<ImageModel>());

        builder = NewBuilder(("AIHubMix:ApiKey", "sk-docs"));
        DependencyInjectionSnippets.Add(builder);
        ImageGeneratorSnippets.ContainerPipeline(builder);
        using IHost piped = builder.Build();
        Assert.Same(ImageModels.GptImage1, piped.Services.GetRequiredService<IImageGenerator>().GetService<ImageModel>());
    }

    private static HostApplicationBuilder NewBuilder(params IReadOnlyList<(string Key, string Value)> settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return builder;
    }

    private static string Dedent(string code)
    {
        string[] lines = code.Split('\n');
        int depth = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > depth ? line[depth..] : ""));
    }

    [GeneratedRegex(@"#region \w+\n(.*?)\n *#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Json();
}
