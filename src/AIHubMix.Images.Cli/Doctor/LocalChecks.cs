using System.Runtime.InteropServices;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Doctor;

/// <summary>What can be seen without the network.</summary>
internal static class LocalChecks
{
    private const string KeyPrefix = "sk-";
    private const int ShortestKey = 20;

    private static readonly string[] ProxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"];

    public static Check Versions() =>
        new("versions", Verdict.Ok, $"aihubmix-images {ToolVersion.Text.Split('+')[0]}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}");

    /// <summary>The key is looked at, and never shown.</summary>
    public static Check Key(string? key) => key?.Trim() switch
    {
        null or "" => new Check("key", Verdict.Fail, $"{AIHubMixClient.ApiKeyVariable} is not set", $"Make a key at https://aihubmix.com and set {AIHubMixClient.ApiKeyVariable} to it."),
        { } text when text.AsSpan().ContainsAnyExceptInRange('!', '~') => new Check("key", Verdict.Fail, "it has characters that no key has: white space, control or non-ASCII characters", "Copy it again."),
        { } text when !text.StartsWith(KeyPrefix, StringComparison.Ordinal) => new Check("key", Verdict.Warn, $"it does not begin with {KeyPrefix}, as keys of the gateway do", "Make sure that it is the gateway's key and not a vendor's."),
        { Length: < ShortestKey } => new Check("key", Verdict.Warn, "it is shorter than keys of the gateway are", "Make sure that it was copied whole."),
        _ => new Check("key", Verdict.Ok, $"{AIHubMixClient.ApiKeyVariable} holds one of the form {KeyPrefix}…"),
    };

    public static Check Endpoints(Uri submit, Uri tasks)
    {
        try
        {
            new AIHubMixClient("sk-none", new AIHubMixClientOptions { SubmitEndpoint = submit, TasksEndpoint = tasks, RecordDirectory = "" }).Dispose();
            return new Check("endpoints", Verdict.Ok, submit == tasks ? $"{submit}" : $"{submit} for predictions, {tasks} for tasks");
        }
        catch (ArgumentException exception)
        {
            return new Check("endpoints", Verdict.Fail, exception.Message.Split(" (Parameter")[0], "Correct the option or the environment variable.");
        }
    }

    /// <summary>Proxies change where requests go. Credentials in them are not shown.</summary>
    public static Check Proxy(Func<string, string?> variable)
    {
        string[] set = [.. ProxyVariables.Where(name => !string.IsNullOrWhiteSpace(variable(name))).Select(name => $"{name}={Shown(name, variable(name)!)}")];
        return set.Length == 0
            ? new Check("proxy", Verdict.Ok, "none is set")
            : new Check("proxy", Verdict.Warn, string.Join(", ", set), "Requests go by these: if a host cannot be reached, look there first.");
    }

    public static Check Recording(Func<string, string?> variable) => string.IsNullOrWhiteSpace(variable(AIHubMixClient.RecordVariable))
        ? new Check("recording", Verdict.Ok, "off")
        : new Check("recording", Verdict.Warn, $"{AIHubMixClient.RecordVariable} is set: every request is written to {variable(AIHubMixClient.RecordVariable)}, prompts too", "Unset it when you are done.");

    public static Check Folder(ToolHost host)
    {
        try
        {
            new FileStream(Path.Combine(host.Directory, $".{Guid.NewGuid():N}.partial"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
            return new Check("folder", Verdict.Ok, $"pictures can be written to {host.Directory}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Check("folder", Verdict.Warn, $"no picture can be written to {host.Directory}: {exception.Message}", "Name another folder with -o.");
        }
    }

    private static string Shown(string name, string value) =>
        name.StartsWith("NO_", StringComparison.OrdinalIgnoreCase) ? value
        : Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 ? $"{uri.Scheme}://{uri.Authority}"
        : value.Contains('@') ? value[(value.LastIndexOf('@') + 1)..] : value;
}
