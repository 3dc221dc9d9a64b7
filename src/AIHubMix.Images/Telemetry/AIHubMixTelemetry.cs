namespace AIHubMix.Images;

/// <summary>The name under which the SDK traces, measures and logs.</summary>
/// <remarks>
/// <para>Traces and metrics follow the OpenTelemetry conventions for generative AI: <c>AddSource(AIHubMixTelemetry.Name)</c>, <c>AddMeter(AIHubMixTelemetry.Name)</c>.</para>
/// <para>Spans: <c>generate_content {model}</c> for a whole generation with its polls, <c>submit {model}</c>, <c>wait {model}</c> and <c>download {model}</c> for its
/// parts when they are called one by one.</para>
/// <para>Metrics: <c>gen_ai.client.operation.duration</c> (s), <c>gen_ai.client.token.usage</c>, <c>aihubmix.client.polls</c>, <c>aihubmix.client.retries</c> by billing class,
/// <c>aihubmix.client.image.size</c> (bytes).</para>
/// <para>Nothing is allocated for any of them while nobody listens.</para>
/// </remarks>
public static class AIHubMixTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>, of the <see cref="System.Diagnostics.Metrics.Meter"/> and of the category of log messages.</summary>
    public const string Name = "AIHubMix.Images";
}
