using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary>A program that uses one model of the catalog, however many there are. <see cref="Workspace"/> builds it as a program of its own, beside each SDK.</summary>
/// <remarks>Uses nothing but the SDK's public face. What it answers with is one line of numbers.</remarks>
public static class OneModel
{
    public const string CallVerb = "call";
    public const string JsonVerb = "json";
    public const string FindVerb = "find";
    public const string FindMoreVerb = "find-more";

    /// <summary>The further argument to have the models counted that were made, which takes time of its own.</summary>
    public const string Counts = "count";

    private const string Url = "https://pictures.example.com/1.png";
    private const string Wanted = "flux-kontext-max";
    private const int Lookups = 20_000;
    private const int Batches = 5;

    public static async Task RunAsync(string[] args)
    {
        double[] numbers = args[0] switch
        {
            CallVerb => [await CallAsync().ConfigureAwait(false)],
            JsonVerb => [ReadJson()],
            FindVerb => [Find()],
            FindMoreVerb => [FindMore()],
            _ => throw new ArgumentException($"{args[0]}: no such verb."),
        };
        Console.WriteLine(string.Join(' ', (args is [_, Counts] ? [CountMade()] : numbers).Select(number => number.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary>Makes a client, and a picture with it.</summary>
    /// <returns>The bytes allocated for it.</returns>
    public static async Task<double> CallAsync()
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        using var invoker = new HttpMessageInvoker(new Gateway());
        using var client = new AIHubMixClient("sk-one", new AIHubMixClientOptions { HttpInvoker = invoker });
        ImageResult result = await client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }).ConfigureAwait(false);
        return result.Images[0].Url?.OriginalString == Url ? GC.GetTotalAllocatedBytes(precise: true) - before : throw new InvalidOperationException("The URL is another.");
    }

    /// <summary>Holds JSON against one model, which reads it by what System.Text.Json generates.</summary>
    /// <returns>How many rules it breaks.</returns>
    private static double ReadJson() => ImageModels.FluxKontextMax.Validate(new JsonObject { ["prompt"] = "A deer", ["safety_tolerance"] = 7 }).Count;

    /// <summary>Looks a model up by a name that comes from outside.</summary>
    /// <returns>The milliseconds of it.</returns>
    private static double Find()
    {
        long started = Stopwatch.GetTimestamp();
        ImageModel? found = ImageModels.Find(Wanted);
        double elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return found == ImageModels.FluxKontextMax ? elapsed : throw new InvalidOperationException($"{Wanted} leads to {found}.");
    }

    /// <summary>Looks up what is not there, many times.</summary>
    /// <returns>The nanoseconds of once.</returns>
    private static double FindMore()
    {
        ImageModel? found = null;
        double least = double.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long started = Stopwatch.GetTimestamp();
            for (int lookup = 0; lookup < Lookups; lookup++)
            {
                found ??= ImageModels.Find("no-such-model");
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(started).TotalNanoseconds / Lookups);
        }

        return found is null ? least : throw new InvalidOperationException("There is no such model.");
    }

    // Each is kept in a field beside those of its part of the catalog.
    private static double CountMade() => typeof(ImageModels).GetNestedTypes(BindingFlags.NonPublic)
        .SelectMany(part => part.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Count(field => field.GetValue(null) is ImageModel);

    private sealed class Gateway : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""{"output":[{"url":"{{Url}}"}]}""", System.Text.Encoding.UTF8, "application/json"),
                RequestMessage = request,
            });
    }
}
