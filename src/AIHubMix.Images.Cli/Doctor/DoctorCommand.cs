using System.CommandLine;
using AIHubMix.Images.Cli.Connection;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Models;
using AIHubMix.Images.Cli.Terminal;
using Spectre.Console;

namespace AIHubMix.Images.Cli.Doctor;

/// <summary>The verb <c>doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(ToolHost host)
    {
        var json = new Option<bool>("--json") { Description = "Print a JSON object for programs." };
        var connection = new ConnectionOptions(host, offersSimulator: false);
        var command = new Command("doctor", "Check the configuration, the key and the way to the gateway. Costs nothing, and never shows the key.") { json };
        connection.AddTo(command);
        command.SetAction((arguments, cancellationToken) => Guard.RunAsync(host, arguments.GetValue(json), async () =>
        {
            IReadOnlyList<Check> checks = await ExamineAsync(host, connection, arguments, cancellationToken).ConfigureAwait(false);
            bool isWell = checks.All(check => check.Verdict != Verdict.Fail);
            if (arguments.GetValue(json))
            {
                host.Output.WriteLine(ToJson(checks, isWell));
            }
            else
            {
                Write(host, checks);
            }

            return isWell ? ExitCode.Success : ExitCode.Failure;
        }));
        return command;
    }

    private static async Task<IReadOnlyList<Check>> ExamineAsync(ToolHost host, ConnectionOptions connection, ParseResult arguments, CancellationToken cancellationToken)
    {
        (Uri submit, Uri tasks) = connection.Endpoints(arguments);
        Check key = LocalChecks.Key(host.Variable(AIHubMixClient.ApiKeyVariable));
        Check endpoints = LocalChecks.Endpoints(submit, tasks);
        var checks = new List<Check> { LocalChecks.Versions(), key, endpoints, LocalChecks.Proxy(host.Variable), LocalChecks.Recording(host.Variable), LocalChecks.Folder(host) };
        if (endpoints.Verdict == Verdict.Fail)
        {
            // The key goes to no host that a client would refuse.
            return checks;
        }

        using HttpMessageInvoker? own = host.HttpInvoker is null ? new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false }) : null;
        var examination = new HostCheck(host, key.Verdict == Verdict.Fail ? null : host.Variable(AIHubMixClient.ApiKeyVariable)!.Trim(), host.HttpInvoker ?? own!);
        if (submit != tasks)
        {
            checks.AddRange(await examination.RunAsync("predictions", submit, judgesKey: false, cancellationToken).ConfigureAwait(false));
        }

        checks.AddRange(await examination.RunAsync(submit == tasks ? "gateway" : "tasks", tasks, judgesKey: true, cancellationToken).ConfigureAwait(false));
        return checks;
    }

    private static void Write(ToolHost host, IReadOnlyList<Check> checks)
    {
        int widest = checks.Max(check => check.Name.Length);
        foreach (Check check in checks)
        {
            (string word, Color color) = check.Verdict switch
            {
                Verdict.Ok => ("ok  ", Color.Green),
                Verdict.Warn => ("warn", Color.Yellow),
                _ => ("FAIL", Color.Red),
            };
            host.Console.Write(new Text(word, color));
            host.Output.WriteLine($"  {check.Name.PadRight(widest)}  {check.Message}{(check.Advice is null ? "" : $". {check.Advice}")}");
        }
    }

    private static string ToJson(IReadOnlyList<Check> checks, bool isWell) => JsonText.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", isWell);
        json.WriteStartArray("checks");
        foreach (Check check in checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("verdict", ModelFacts.Spell(check.Verdict));
            json.WriteString("message", check.Message);
            json.WriteString("advice", check.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
