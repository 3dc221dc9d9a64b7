using AIHubMix.Images.Cli.Generate;

namespace AIHubMix.Images.Cli.Demo;

/// <summary>Hands the states of a task to the display as they are seen. <see cref="Progress{T}"/> would hand them to the thread pool, where they can overtake each other and the outcome.</summary>
internal sealed class TaskStates(DemoRecipe recipe, IDemoDisplay display) : IProgress<PredictionTask>
{
    public void Report(PredictionTask value) => display.Progressed(recipe, GenerateDisplay.StateOf(value));
}
