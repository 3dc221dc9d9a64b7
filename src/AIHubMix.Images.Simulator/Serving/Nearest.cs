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
            .MinBy(operation => Distance($"{method} {path}", operation))!;
        return $"{method} {path} is no operation of the document; nearest is {nearest}";
    }

    // How many characters have to be put in, taken out or changed.
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int down = 1; down <= from.Length; down++)
        {
            int diagonal = row[0];
            row[0] = down;
            for (int across = 1; across <= to.Length; across++)
            {
                int changed = diagonal + (from[down - 1] == to[across - 1] ? 0 : 1);
                diagonal = row[across];
                row[across] = Math.Min(changed, Math.Min(row[across], row[across - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
