using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.ColdStart;

/// <summary>The verb <c>cold-start</c>: what the first call costs a program that has just begun.</summary>
/// <remarks>
/// <para>In it are: loading the assemblies, compiling every method that the call needs, as the runtime does at first, the client's own set-up, and one small call that is answered from memory.
/// The time of the process has the start and the end of the runtime in it as well, the same for all. Nothing is compiled ahead; .NET's own libraries are, as they come.</para>
/// <para>Refit's generated code registers itself when this program's own assembly is loaded, before the first line: that part of Refit is in the process of every contender, and in the time to the answer of none.</para>
/// <para>Not in it: name resolution, connecting and TLS, which are the same for all and larger than any of this. The SDK is given a handler as the others are.</para>
/// </remarks>
internal static class ColdStartLoad
{
    private static readonly string[] Contenders =
        [ColdStartChild.Raw, ColdStartChild.Client, ColdStartChild.OpenAI, ColdStartChild.Refit, ColdStartChild.Kiota, ColdStartChild.NSwag];

    public static async Task<ColdStartFigures> MeasureAsync(bool isQuick)
    {
        // One each that does not count: the files have to be in the system's cache.
        foreach (string contender in Contenders)
        {
            await SampleAsync(contender).ConfigureAwait(false);
        }

        int rounds = isQuick ? 5 : 11;
        double[][] answers = [.. Contenders.Select(_ => new double[rounds])];
        double[][] processes = [.. Contenders.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < Contenders.Length; turn++)
            {
                int index = (turn + round) % Contenders.Length;
                (answers[index][round], processes[index][round]) = await SampleAsync(Contenders[index]).ConfigureAwait(false);
            }
        }

        return new ColdStartFigures([.. Contenders.Select((contender, index) => new ColdStartSamples(
            contender, new Samples(answers[index]), new Samples(processes[index]), new Samples(answers[0]), new Samples(processes[0])))]);
    }

    public static async Task<int> RunAsync(bool isQuick)
    {
        ColdStartFigures figures = await MeasureAsync(isQuick).ConfigureAwait(false);
        Console.WriteLine("contender | to the answer | of raw HttpClient (quartiles) | process | of raw HttpClient (quartiles)");
        foreach (ColdStartSamples one in figures.Samples)
        {
            (Samples answer, Samples process) = (one.ToAnswer.Over(one.ToAnswerOfRaw), one.Process.Over(one.ProcessOfRaw));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Contender,-9} | {one.ToAnswer.Median,10:0.0} ms | {answer.Median:0.00} ({answer.LowerQuartile:0.00} to {answer.UpperQuartile:0.00})           | {one.Process.Median,4:0} ms | {process.Median:0.00} ({process.LowerQuartile:0.00} to {process.UpperQuartile:0.00})"));
        }

        return 0;
    }

    private static async Task<(double ToAnswer, double Process)> SampleAsync(string contender)
    {
        long started = Stopwatch.GetTimestamp();
        using Process process = Child.Start(ColdStartChild.Verb, contender);
        string? line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        double elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return line is null
            ? throw new InvalidOperationException($"{contender} ended without an answer.")
            : (double.Parse(line, CultureInfo.InvariantCulture), elapsed);
    }
}
