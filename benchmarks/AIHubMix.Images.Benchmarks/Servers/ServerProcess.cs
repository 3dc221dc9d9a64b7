using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>A server in a process of its own, on a port of loopback that it says itself. It ends when its input is closed, and so with the process that started it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string Announcement = "port ";

    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
    }

    public Uri Address { get; }

    /// <param name="verb">The verb of this program that serves.</param>
    public static async Task<ServerProcess> StartAsync(string verb)
    {
        Process process = Child.Start(verb);
        while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                return new ServerProcess(process, int.Parse(line.AsSpan(Announcement.Length), CultureInfo.InvariantCulture));
            }
        }

        throw new InvalidOperationException($"{verb} ended without serving.");
    }

    /// <summary>Says the port, and returns when the process that started this one is done with it.</summary>
    public static async Task<int> ServeAsync(int port)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Announcement}{port}"));
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
        return 0;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
