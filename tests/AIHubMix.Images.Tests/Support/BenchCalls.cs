namespace AIHubMix.Images.Tests.Support;

/// <summary>Calls with options of their own, and what a bench has seen of them.</summary>
internal static class BenchCalls
{
    /// <summary>Begins a generation, and leaves the clock alone.</summary>
    public static Task<ImageResult> Begin(this Bench bench, CallOptions? options, CancellationToken cancellationToken) =>
        bench.Client.GenerateAsync(ImageModels.FluxKontextMax, new FluxKontextInput { Prompt = "deer" }, options, cancellationToken);

    public static Task<ImageResult> GenerateAsync(this Bench bench, CallOptions options) => bench.Time.RunAsync(bench.Begin(options, CancellationToken.None));

    /// <summary>The failure that a generation ends with, which must be exactly of the type.</summary>
    public static Task<TException> FailAsync<TException>(this Bench bench, CallOptions options)
        where TException : Exception => Assert.ThrowsAsync<TException>(() => bench.GenerateAsync(options));

    /// <summary>When predictions were sent, in seconds.</summary>
    public static IEnumerable<double> Sent(this Bench bench) => bench.Gateway.TimesOf(HttpMethod.Post).Select(time => time / 1000);

    /// <summary>How long ago the bench's clock was started, in seconds.</summary>
    public static double Elapsed(this Bench bench) => (bench.Time.GetUtcNow() - bench.Time.Start).TotalSeconds;
}
