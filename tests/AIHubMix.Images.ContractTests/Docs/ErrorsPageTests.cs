using System.Reflection;
using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Docs;

/// <summary>What docs/errors.md says of exceptions is how the client behaves.</summary>
public sealed class ErrorsPageTests
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/errors.md");

    /// <summary>Each row of the table of statuses, once for each status and code that it names.</summary>
    public static TheoryData<int, string, string, string, string> Statuses
    {
        get
        {
            var data = new TheoryData<int, string, string, string, string>();
            foreach (IReadOnlyList<string> row in Page.Rows("By status and code"))
            {
                foreach (string status in row[0].Split(", "))
                {
                    foreach (string code in row[1].StartsWith("any", StringComparison.Ordinal) ? ["a_code_of_the_vendor"] : row[1].Split(", "))
                    {
                        data.Add(int.Parse(status, null), code, row[2], row[3], row[4]);
                    }
                }
            }

            return data;
        }
    }

    /// <summary>What makes each type come, and the class that it then has: the classes of a row are those of its cases.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (IReadOnlyList<string> row in Page.Rows("Types").Where(row => row[2].Length > 0 && row[2] != "any"))
            {
                data.Add(row[0], row[2]);
            }

            return data;
        }
    }

    [Fact]
    public void Types_OfThePage_AreThoseOfThePackage()
    {
        IEnumerable<string> types = typeof(AIHubMixClient).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception))).Select(type => type.Name);
        Assert.Equal(types.Order(StringComparer.Ordinal), Page.Rows("Types").Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Members_OfThePage_AreThoseOfTheRoot()
    {
        IEnumerable<string> members = typeof(AIHubMixException).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(property => property.Name);
        Assert.Equal(members.Order(StringComparer.Ordinal), Page.Rows("What each of them tells").Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Billing", "IdempotencyKey", "Model", "RequestId", "TaskId", "TaskToken"],
            typeof(GenerationCanceledException).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Status_OfThePage_IsThatExceptionWithThatBillAndThoseAttempts(int status, string code, string exception, string billing, string sentAgain)
    {
        var clock = new SimulatorClock();
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { TimeProvider = clock });
        using AIHubMixClient client = gateway.CreateClient();
        string body = new JsonObject { ["error"] = new JsonObject { ["message"] = "No. (tid: 1)", ["type"] = "Aihubmix_api_error", ["code"] = code } }.ToJsonString();
        gateway.Faults.Next(Fault.Status(status, body)).Always();

        AIHubMixException failure = await Assert.ThrowsAnyAsync<AIHubMixException>(() =>
            clock.RunAsync(client.GenerateAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, cancellationToken: TestContext.Current.CancellationToken)));

        Assert.Equal(exception, failure.GetType().Name);
        Assert.Equal(billing, failure.Billing.ToString());
        Assert.Equal(gateway.Timeline.Count, failure.Attempts);
        switch (sentAgain)
        {
            case "never":
                Assert.Equal(1, failure.Attempts);
                break;
            case "twice":
                Assert.Equal(3, failure.Attempts);
                break;
            default:
                Assert.Equal("within the budget", sentAgain);
                Assert.InRange(failure.Attempts, 4, 100);
                Assert.InRange(clock.Elapsed, RetryOptions.DefaultBudget - RetryOptions.DefaultMaxDelay, RetryOptions.DefaultBudget);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Billing_OfThePage_IsEachClassThatComesAndNoOther(string type, string billing)
    {
        List<string> found = [];
        foreach (ErrorCase scenario in ErrorCase.All.Where(scenario => scenario.Type.Name == type))
        {
            found.Add((await scenario.RunAsync()).ToString());
        }

        Assert.Equal(billing.Split(", ").Order(StringComparer.Ordinal), found.Distinct().Order(StringComparer.Ordinal));
    }
}
