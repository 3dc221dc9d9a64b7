using System.Globalization;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.Simulator.Control;

/// <summary>The faults by the names that applications in other languages give them.</summary>
internal static class FaultNames
{
    private static readonly SortedDictionary<string, Func<JObject, Fault>> Makers = new(StringComparer.Ordinal)
    {
        ["connection-closed"] = _ => Fault.ConnectionClosed,
        ["connection-reset"] = _ => Fault.ConnectionReset,
        ["delayed"] = order => Fault.Delayed(Seconds(order, "seconds") ?? TimeSpan.FromSeconds(10)),
        ["empty-body"] = _ => Fault.EmptyBody,
        ["error-with-status-200"] = _ => Fault.ErrorWithStatus200,
        ["expired-url"] = _ => Fault.ExpiredUrl,
        ["gigantic-body"] = _ => Fault.GiganticBody(),
        ["goes-down"] = order => Fault.GoesDown(Seconds(order, "seconds")),
        ["html-page"] = _ => Fault.HtmlPage,
        ["invalid-key"] = _ => Fault.InvalidKey,
        ["malformed-base64"] = _ => Fault.MalformedBase64,
        ["model-not-allowed"] = _ => Fault.ModelNotAllowed,
        ["moderation-blocked"] = _ => Fault.ModerationBlocked,
        ["no-answer"] = _ => Fault.NoAnswer,
        ["quota-exceeded"] = _ => Fault.QuotaExceeded,
        ["rate-limited"] = order => Fault.RateLimited(Seconds(order, "retryAfter"), (bool?)order["asDate"] ?? false),
        ["server-error"] = order => Fault.ServerError((int?)order["status"] ?? 500),
        ["slow-body"] = order => Fault.SlowBody(Seconds(order, "seconds")),
        ["stalled-body"] = _ => Fault.StalledBody,
        ["status"] = order => Fault.Status((int?)order["status"] ?? throw Wrong("status", "must be a number from 200 to 599"), (string?)order["body"]),
        ["task-failed"] = _ => Fault.TaskFailed(),
        ["task-moderated"] = _ => Fault.TaskModerated(),
        ["task-pending"] = _ => Fault.TaskPending,
        ["task-status"] = order => Fault.TaskStatus((string?)order["status"]),
        ["task-vanished"] = _ => Fault.TaskVanished,
        ["task-without-status"] = _ => Fault.TaskWithoutStatus,
        ["truncated-body"] = _ => Fault.TruncatedBody,
        ["truncated-by-reset"] = _ => Fault.TruncatedByReset,
        ["truncated-chunks"] = _ => Fault.TruncatedChunks,
        ["unavailable"] = order => Fault.Unavailable(Seconds(order, "retryAfter"), (bool?)order["asDate"] ?? false),
        ["unknown-model"] = _ => Fault.UnknownModel,
        ["wrong-content-type"] = order => Fault.WrongContentType((string?)order["mediaType"] ?? "text/plain"),
    };

    private static readonly string[] Members =
        ["after", "asDate", "body", "fault", "mediaType", "model", "operation", "point", "rate", "retryAfter", "seconds", "seed", "status", "times"];

    public static IEnumerable<string> All => Makers.Keys;

    /// <summary>Adds what an order says to a plan.</summary>
    /// <exception cref="FormatException">The order is not understood. The message says what is.</exception>
    public static FaultRule Plan(FaultPlan plan, JObject order)
    {
        if (order.Properties().FirstOrDefault(member => !Members.Contains(member.Name)) is { } unknown)
        {
            throw Wrong(unknown.Name, $"is not known. Known are {string.Join(", ", Members)}");
        }

        try
        {
            string name = (string?)order["fault"] ?? "";
            if (!Makers.TryGetValue(name, out Func<JObject, Fault>? make))
            {
                throw Wrong("fault", $"must be one of {string.Join(", ", All)}");
            }

            Fault fault = make(order);
            GatewayOperation operation = Word<GatewayOperation>(order, "operation") ?? fault.Operation;
            if (Word<FaultPoint>(order, "point") is { } point)
            {
                fault = fault.MovedTo(point);
            }

            int times = (string?)order["times"] == "always" ? int.MaxValue : (int?)order["times"] ?? 1;
            ImageModel? model = (string?)order["model"] is { } path ? ImageModels.Find(path) ?? throw Wrong("model", "is no model of the document") : null;
            double? rate = (double?)order["rate"];
            Check("times", times, 1, int.MaxValue);
            Check("after", (int?)order["after"] ?? 0, 0, int.MaxValue);
            Check("rate", rate ?? 1, double.Epsilon, 1);

            FaultRule rule = plan.Next(fault).On(operation).After((int?)order["after"] ?? 0);
            if (rate is null || order["times"] is not null)
            {
                rule.Times(times);
            }

            if (rate is { } chance)
            {
                rule.Randomly((int?)order["seed"] ?? 0, chance);
            }

            return model is null ? rule : rule.For(model);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidCastException or OverflowException or FormatException and not OrderException)
        {
            throw new OrderException(exception.Message, exception);
        }
    }

    private static void Check(string member, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw Wrong(member, string.Create(CultureInfo.InvariantCulture, $"must be from {(least == double.Epsilon ? "more than 0" : least)} to {most}"));
        }
    }

    private static TEnum? Word<TEnum>(JObject order, string member)
        where TEnum : struct, Enum =>
        (string?)order[member] is not { } word ? null
        : Enum.TryParse(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out TEnum value) && !char.IsDigit(word[0]) ? value
        : throw Wrong(member, $"must be one of {string.Join(", ", Enum.GetNames<TEnum>())}");

    private static TimeSpan? Seconds(JObject order, string member) => (double?)order[member] is not { } seconds ? null
        : seconds is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds)
        : throw Wrong(member, "must be from 0 to 86400 seconds");

    private static OrderException Wrong(string member, string what) => new($"'{member}' {what}.");
}
