using System.Globalization;
using System.Text.Json;
using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.Benchmarks.Soaking;

/// <summary>The simulator in a process of its own: prints its address, then, for every line it is sent, the numbers of the calls in its ledger.</summary>
internal static class SoakGateway
{
    public const string Verb = "soak-gateway";
    private const string End = "end";
    private const string Prefix = "A deer, number ";

    public static IEnumerable<string> Arguments =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(SoakGateway).Assembly.Location, Verb] : [Verb];

    public static string PromptOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    public static async Task<int> RunAsync()
    {
        await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new SimulatorOptions { PendingPolls = 1 });
        Console.WriteLine(gateway.Endpoint);
        while (await Console.In.ReadLineAsync() is not null)
        {
            foreach (LedgerEntry entry in gateway.Ledger.Entries)
            {
                using var input = JsonDocument.Parse(entry.Input);
                Console.WriteLine(input.RootElement.GetProperty("prompt").GetString()![Prefix.Length..]);
            }

            Console.WriteLine(End);
        }

        return 0;
    }

    public static async Task<IReadOnlyList<int>> ReadLedgerAsync(TextReader output)
    {
        var numbers = new List<int>();
        while (await output.ReadLineAsync() is { } line && line != End)
        {
            numbers.Add(int.Parse(line, CultureInfo.InvariantCulture));
        }

        return numbers;
    }
}
