using Spectre.Console;
using Spectre.Console.Rendering;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>What is drawn over and over for as long as something runs, and gone afterwards.</summary>
internal static class LiveDrawing
{
    public static readonly TimeSpan RedrawInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="console">Where it is drawn.</param>
    /// <param name="time">The clock.</param>
    /// <param name="draw">Draws the state of now.</param>
    /// <param name="run">Begins what runs, once there is something to see. What it fails with is thrown.</param>
    public static Task ShowAsync(IAnsiConsole console, TimeProvider time, Func<IRenderable> draw, Func<Task> run) => console.Live(draw()).AutoClear(true).StartAsync(async live =>
    {
        Task running = run();
        while (!running.IsCompleted)
        {
            live.UpdateTarget(draw());
            await Task.WhenAny(running, Task.Delay(RedrawInterval, time)).ConfigureAwait(false);
        }

        await running.ConfigureAwait(false);
    });
}
