namespace AIHubMix.Images.Cli.Demo;

/// <summary>Runs the recipes side by side and saves their pictures. A model that fails never stops the others.</summary>
internal sealed class DemoRun(AIHubMixClient client, string directory, IDemoDisplay display, TimeProvider time)
{
    /// <summary>How many models are asked at a time.</summary>
    public const int Concurrency = 4;

    /// <summary>Runs the recipes.</summary>
    /// <param name="recipes">What to ask of which model.</param>
    /// <param name="cancellationToken">Ends the run promptly.</param>
    /// <returns>An outcome for each recipe, in their order.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<IReadOnlyList<DemoOutcome>> RunAsync(IReadOnlyList<DemoRecipe> recipes, CancellationToken cancellationToken)
    {
        var outcomes = new DemoOutcome[recipes.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken };
        await display.ShowAsync(recipes, () => Parallel.ForAsync(0, recipes.Count, limits, async (index, token) =>
        {
            outcomes[index] = await GenerateAsync(recipes[index], token).ConfigureAwait(false);
            display.Finished(outcomes[index]);
        })).ConfigureAwait(false);
        return outcomes;
    }

    private async Task<DemoOutcome> GenerateAsync(DemoRecipe recipe, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        ImageResult? result = null;
        DemoPicture? picture = null;
        string? failure;
        try
        {
            display.Progressed(recipe, "asking");
            ImageTask task = await recipe.SubmitAsync(client, cancellationToken).ConfigureAwait(false);
            if (task.Id is not null)
            {
                display.Progressed(recipe, "accepted as a task");
            }

            result = await task.WaitAsync(new TaskStates(recipe, display), cancellationToken).ConfigureAwait(false);
            if (result.Images is [GeneratedImage image, ..])
            {
                display.Progressed(recipe, image.IsInline ? "saving" : "downloading");
                string file = await image.SaveAsync(Path.Combine(directory, recipe.FileName), cancellationToken).ConfigureAwait(false);
                picture = await DemoPicture.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            }

            failure = ProblemOf(picture, RequestedShape.Of(recipe.Input));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failure = exception is AIHubMixException { TaskToken: { } token } ? $"{exception.Message} Token: {token}" : exception.Message;
        }

        return new DemoOutcome
        {
            Recipe = recipe,
            Elapsed = time.GetElapsedTime(started),
            Form = result?.Form,
            Picture = picture,
            Failure = failure,
        };
    }

    private static string? ProblemOf(DemoPicture? picture, RequestedShape? requested) => (picture, requested) switch
    {
        (null, _) => "The answer held no picture.",
        ({ Header: null }, _) => $"'{picture.FileName}' is no picture of a known type.",
        ({ Header: { } header }, { } shape) when !shape.Fits(header) => $"The picture is {header.Width}x{header.Height}, though {shape} was asked for.",
        _ => null,
    };
}
