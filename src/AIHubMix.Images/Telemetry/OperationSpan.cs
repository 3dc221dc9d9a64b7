using System.Diagnostics;

namespace AIHubMix.Images.Telemetry;

/// <summary>A generation, or a part of it that was called by itself, from its beginning to its one end.</summary>
internal readonly struct OperationSpan(ClientTelemetry telemetry, Activity? activity, string operation, string model, Uri server, long started) : IDisposable
{
    public Activity? Activity => activity;

    public string Operation => operation;

    public string Model => model;

    /// <summary>Where the first request goes.</summary>
    public Uri Server => server;

    public long Started => started;

    public void End(ImageResult result) => telemetry.Ended(this, result);

    public void Submitted(ImageResult answer) => telemetry.Submitted(this, answer);

    public void Downloaded(int bytes, int attempts) => telemetry.Downloaded(this, bytes, attempts);

    public void Fail(Exception exception) => telemetry.Failed(this, exception);

    public void Dispose() => activity?.Dispose();
}
