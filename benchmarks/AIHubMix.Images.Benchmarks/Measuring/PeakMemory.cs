using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.Peers;

namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>The largest working set of a process that does nothing but take pictures into a stream.</summary>
internal static class PeakMemory
{
    public const string Verb = "image-peak";
    private const int Calls = 16;

    /// <returns>The peak of a fresh process, in bytes.</returns>
    public static async Task<long> MeasureAsync(Uri endpoint)
    {
        using Process process = Child.Start(Verb, endpoint.AbsoluteUri);
        string? line = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        return long.Parse(line!, CultureInfo.InvariantCulture);
    }

    public static async Task<int> RunAsync(string endpoint)
    {
        using HttpMessageInvoker invoker = Contest.CreateInvoker();
        using var subject = new Subject(invoker, new Uri(endpoint));
        for (int call = 0; call < Calls; call++)
        {
            await subject.ToStreamAsync(Stream.Null);
        }

        // VmHWM of /proc/self/status, where there is one.
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
