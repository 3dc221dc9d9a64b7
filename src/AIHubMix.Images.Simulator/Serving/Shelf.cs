using System.Collections.Concurrent;
using AIHubMix.Images.Simulator.Pictures;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>What can be fetched later: tasks by their id, pictures by the path of their URL.</summary>
internal sealed class Shelf
{
    private readonly ConcurrentDictionary<string, SimulatedTask> _tasks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ShelvedPicture> _pictures = new(StringComparer.Ordinal);

    public void Add(SimulatedTask task) => _tasks[task.Id] = task;

    public SimulatedTask? FindTask(string id) => _tasks.GetValueOrDefault(id);

    /// <summary>Lays a picture out and returns the path of its URL.</summary>
    public string Add(ShelvedPicture picture)
    {
        string path = $"{Traffic.Route.ResultsPrefix}{Guid.NewGuid():N}/sample{picture.Request.Format.FileExtension()}";
        _pictures[path] = picture;
        return path;
    }

    public ShelvedPicture? FindPicture(string path) => _pictures.GetValueOrDefault(path);
}
