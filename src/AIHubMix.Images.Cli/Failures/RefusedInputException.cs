using AIHubMix.Images.Cli.Inputs;

namespace AIHubMix.Images.Cli.Failures;

/// <summary>An input is not what the model takes: nothing was sent.</summary>
internal sealed class RefusedInputException(ImageModel model, IReadOnlyList<InputProblem> problems)
    : Exception($"{model.Path} does not take this input; nothing was sent:{string.Concat(problems.Select(problem => $"{Environment.NewLine}  {problem}"))}{Environment.NewLine}'model {model.Name}' shows what it takes.")
{
    public IReadOnlyList<InputProblem> Problems => problems;
}
