using System.Runtime.InteropServices;

namespace AIHubMix.Images.Benchmarks.Measuring;

/// <summary>What the processes have taken that this one started and that have ended, with those that they started: getrusage(2).</summary>
/// <param name="ProcessorSeconds">On all cores.</param>
/// <param name="PeakBytes">The largest working set that any one of them had.</param>
internal readonly record struct ChildUsage(double ProcessorSeconds, double PeakBytes)
{
    private const int OfChildren = -1;
    private const double MicrosecondsPerSecond = 1_000_000;
    private const double KiB = 1024;

    /// <summary>All until now; null where the system does not tell.</summary>
    public static ChildUsage? Now() => OperatingSystem.IsLinux() && GetUsage(OfChildren, out Usage usage) == 0
        ? new ChildUsage(
            usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) / MicrosecondsPerSecond), usage.PeakKiB * KiB)
        : null;

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetUsage(int who, out Usage usage);

    // As 64-bit Linux has it: two times of two numbers each and fourteen numbers, of which the first is asked for.
    [StructLayout(LayoutKind.Sequential, Size = 18 * sizeof(long))]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public long PeakKiB;
    }
}
