using System.Globalization;
using System.Reflection;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>The numbers of docs/money.md and docs/streaming.md are those of the options.</summary>
public sealed class MoneyPageTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/money.md");

    public static TheoryData<string, string> Defaults
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (IReadOnlyList<string> row in Page.Rows("The numbers"))
            {
                data.Add(row[0], row[1]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Default_OfThePage_IsThatOfTheOptions(string setting, string printed)
    {
        string[] names = setting.Split('.');
        object? value = (names[0], names[1]) switch
        {
            (nameof(RetryOptions), _) => Get(typeof(RetryOptions), new RetryOptions(), names[1]),
            (nameof(AIHubMixClientOptions), _) => Get(typeof(AIHubMixClientOptions), new AIHubMixClientOptions(), names[1]),
            _ => Get(typeof(PollingSchedule), null, names[1]),
        };
        Assert.Equal(Spell(value), printed);
    }

    [Fact]
    public void Settings_OfThePage_LackNoneOfTheRetryOptions()
    {
        string[] settings = [.. Page.Rows("The numbers").Select(row => row[0])];
        IEnumerable<string> expected = typeof(RetryOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name)
            .Concat(typeof(RetryOptions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name).Where(name => name.StartsWith("Max", StringComparison.Ordinal)))
            .Select(name => $"RetryOptions.{name}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), settings.Where(name => name.StartsWith("RetryOptions.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Classes_OfThePage_AreThoseOfBillingClass() =>
        Assert.Equal(Enum.GetNames<BillingClass>().Order(StringComparer.Ordinal), Page.Rows("Five answers").Select(row => row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Limits_OfTheStreamingPage_AreThoseOfTheOptions()
    {
        string[] limits = [.. MarkdownPage.Read("docs/streaming.md").Rows("Limits").Select(row => row[1])];
        Assert.Contains($"{nameof(AIHubMixClientOptions.MaxDownloadBytes)}, {Spell(AIHubMixClientOptions.DefaultMaxDownloadBytes)}", limits);
        Assert.Contains($"{nameof(AIHubMixClientOptions.MaxConcurrentDownloads)}, {Spell(AIHubMixClientOptions.DefaultMaxConcurrentDownloads)}", limits);
    }

    [Fact]
    public void Figures_OfTheStreamingPage_AreLinesOfTheScorecardThatAreKept()
    {
        var scorecard = MarkdownPage.Read("benchmarks/results/scorecard.md").Rows("Promises").ToDictionary(row => row[0]);
        IReadOnlyList<IReadOnlyList<string>> figures = MarkdownPage.Read("docs/streaming.md").Rows("What it costs");
        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.Equal((figure[2], "kept"), (scorecard[figure[0]][5], scorecard[figure[0]][6])));
    }

    private static object? Get(Type type, object? instance, string name) =>
        type.GetProperty(name) is { } property ? property.GetValue(instance) : type.GetField(name)!.GetValue(null);

    private static string Spell(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        TimeSpan { TotalMinutes: >= 1 } time => Count(time.TotalMinutes, "minute"),
        TimeSpan time => Count(time.TotalSeconds, "second"),
        int bytes when bytes % (1024 * 1024) == 0 => $"{bytes / 1024 / 1024} MiB",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Count(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
