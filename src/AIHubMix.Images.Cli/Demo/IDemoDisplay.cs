namespace AIHubMix.Images.Cli.Demo;

/// <summary>Shows a demo while it runs. Told by several threads at a time.</summary>
internal interface IDemoDisplay
{
    /// <summary>Shows the demo for as long as <paramref name="run"/> takes.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    Task ShowAsync(IReadOnlyList<DemoRecipe> recipes, Func<Task> run);

    /// <summary>The model's generation has come to a new state, in words.</summary>
    void Progressed(DemoRecipe recipe, string state);

    /// <summary>The model is done, well or not.</summary>
    void Finished(DemoOutcome outcome);
}
