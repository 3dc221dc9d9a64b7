using System.Diagnostics;
using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AIHubMix.Images.Tests.Telemetry;

/// <summary>Collects what is traced and measured of one model, through OpenTelemetry as an application would.</summary>
internal sealed class HeardTelemetry : IDisposable
{
    private readonly ActivitySource _outside = new($"outside {Guid.NewGuid()}");
    private readonly List<Activity> _activities = [];
    private readonly List<MetricSnapshot> _metrics = [];
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;

    public HeardTelemetry()
    {
        _tracing = Sdk.CreateTracerProviderBuilder().AddSource(AIHubMixTelemetry.Name).AddSource(_outside.Name).AddInMemoryExporter(_activities).Build();
        _metering = Sdk.CreateMeterProviderBuilder().AddMeter(AIHubMixTelemetry.Name).AddInMemoryExporter(_metrics).Build();
    }

    /// <summary>A model that no other test uses.</summary>
    public ImageModel<FluxKontextInput> Model { get; } = new($"test/{Guid.NewGuid():N}");

    /// <summary>The spans of the model, in the order in which they ended.</summary>
    public IReadOnlyList<Activity> Spans => SpansOf(Model);

    public IReadOnlyList<Activity> SpansOf(ImageModel model) =>
        [.. _activities.Where(activity => activity.Source.Name == AIHubMixTelemetry.Name && (string?)activity.GetTagItem("gen_ai.request.model") == model.Path)];

    /// <summary>Everything that was traced, as text.</summary>
    public string AllText => string.Join('\n', _activities.Select(TextOf).Concat(Points().Select(point => point.ToString())));

    /// <summary>A span of the application around the calls.</summary>
    public Activity StartOutside() => _outside.StartActivity("outside")!;

    /// <summary>What was measured of the model, by instrument.</summary>
    public IReadOnlyList<Measured> Measurements(string instrument) =>
        [.. Points().Where(point => point.Instrument == instrument && point.Tags.GetValueOrDefault("gen_ai.request.model") == Model.Path)];

    public void Dispose()
    {
        _tracing.Dispose();
        _metering.Dispose();
        _outside.Dispose();
    }

    private static string TextOf(Activity activity) => string.Join(
        '\n',
        [
            activity.DisplayName,
            activity.StatusDescription ?? "",
            .. activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            .. activity.Events.SelectMany(item => item.Tags.Select(tag => $"{item.Name} {tag.Key}={tag.Value}")),
        ]);

    private List<Measured> Points()
    {
        _metrics.Clear();
        _metering.ForceFlush();
        var points = new List<Measured>();
        foreach (MetricSnapshot metric in _metrics)
        {
            foreach (MetricPoint point in metric.MetricPoints)
            {
                var tags = new Dictionary<string, string?>();
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    tags.Add(tag.Key, Convert.ToString(tag.Value, CultureInfo.InvariantCulture));
                }

                bool isHistogram = metric.MetricType == MetricType.Histogram;
                var bounds = new List<double>();
                if (isHistogram)
                {
                    foreach (HistogramBucket bucket in point.GetHistogramBuckets())
                    {
                        bounds.Add(bucket.ExplicitBound);
                    }
                }

                points.Add(new Measured(metric.Name, metric.Unit, isHistogram ? point.GetHistogramSum() : point.GetSumLong(), isHistogram ? point.GetHistogramCount() : 1, tags, bounds));
            }
        }

        return points;
    }

    internal sealed record Measured(string Instrument, string Unit, double Sum, long Count, Dictionary<string, string?> Tags, List<double> Bounds)
    {
        public override string ToString() => $"{Instrument} {Unit} {string.Join(' ', Tags.Select(tag => $"{tag.Key}={tag.Value}"))}";
    }
}
