using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Traffic;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>Finds the operation that a request which matches none was most likely meant for.</summary>
internal static class Nearest
{
    /// <summary>What was asked for and what is nearest to it, as a sentence.</summary>
    public static string To(string method, string path, GatewayDocument document)
    {
        string nearest = document.Models
            .SelectMany(model => model.Aliases.Prepend(model.Path))
            .Select(model => $"POST {Route.ModelsPrefix}{model}{Route.PredictionsSuffix}")
            .Append($"GET {Route.TasksPrefix}{{taskId}}")
            .MinBy(operation => EditDistance.Between($"{method} {path}", operation))!;
        return $"{method} {path} is no operation of the document; nearest is {nearest}";
    }
}
