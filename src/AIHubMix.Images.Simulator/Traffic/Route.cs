namespace AIHubMix.Images.Simulator.Traffic;

/// <summary>Where a request leads.</summary>
/// <param name="Operation">What it is for.</param>
/// <param name="Key">The path of the model, the id of the task, or the path of the picture.</param>
internal readonly record struct Route(GatewayOperation Operation, string Key)
{
    public const string ModelsPrefix = "/v1/models/";
    public const string PredictionsSuffix = "/predictions";
    public const string TasksPrefix = "/v1/tasks/";
    public const string ResultsPrefix = "/results/";

    public static Route Of(string method, string target)
    {
        int query = target.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? target : target[..query];
        if (method == "POST" && path.StartsWith(ModelsPrefix, StringComparison.Ordinal) && path.EndsWith(PredictionsSuffix, StringComparison.Ordinal)
            && path.Length > ModelsPrefix.Length + PredictionsSuffix.Length)
        {
            return new Route(GatewayOperation.Submit, Uri.UnescapeDataString(path[ModelsPrefix.Length..^PredictionsSuffix.Length]));
        }

        if (method == "GET" && path.StartsWith(TasksPrefix, StringComparison.Ordinal) && path.Length > TasksPrefix.Length)
        {
            return new Route(GatewayOperation.Poll, Uri.UnescapeDataString(path[TasksPrefix.Length..]));
        }

        return method == "GET" && path.StartsWith(ResultsPrefix, StringComparison.Ordinal)
            ? new Route(GatewayOperation.Download, path)
            : new Route(GatewayOperation.None, path);
    }
}
