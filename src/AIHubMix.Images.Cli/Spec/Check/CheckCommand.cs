using System.CommandLine;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>The verb <c>spec check</c>.</summary>
internal sealed class CheckCommand
{
    private const string Drift = "drift";
    private const string Notice = "notice";

    private readonly ToolHost _host;

    private readonly Argument<string> _file = new("VENDOR-SPEC") { Description = "The vendor's OpenAPI document: 3.0 or 3.1, JSON or YAML." };

    private readonly Option<string> _family = new("--family")
    {
        Description = "What to compare: a family of models, the beginning of some, or a vendor.",
        HelpName = "FAMILY",
        Required = true,
        CompletionSources = { _ => FamilyLookup.Names },
    };

    private readonly Option<string?> _schema = new("--schema") { Description = "The schema of the vendor to hold it against, instead of the nearest.", HelpName = "NAME" };
    private readonly Option<string?> _operation = new("--operation") { Description = "The operation of the vendor whose body to hold it against, as in \"POST /v1/images\".", HelpName = "OPERATION" };

    private readonly Option<string[]> _ignore = new("--ignore")
    {
        Description = "A field, or one value of it, that was looked at and is not to be told. Can be given again.",
        HelpName = "FIELD[=VALUE]",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _failOn = new("--fail-on") { Description = "Exit with 1 when there is anything to act on (drift), or anything at all (notice).", HelpName = $"{Drift}|{Notice}" };
    private readonly Option<bool> _json = new("--json") { Description = "Print a JSON object for programs." };

    private CheckCommand(ToolHost host)
    {
        _host = host;
        _failOn.AcceptOnlyFromAmong(Drift, Notice);
    }

    public static Command Create(ToolHost host)
    {
        var verb = new CheckCommand(host);
        var command = new Command("check", "Compare what models take here with a vendor's own OpenAPI document, as markdown for an issue.")
        {
            verb._file, verb._family, verb._schema, verb._operation, verb._ignore, verb._failOn, verb._json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(verb._schema) is not null && result.GetValue(verb._operation) is not null)
            {
                result.AddError("--schema and --operation choose the same thing: give one of them.");
            }
        });
        command.SetAction((arguments, _) => Guard.RunAsync(host, arguments.GetValue(verb._json), () => Task.FromResult(verb.Run(arguments))));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        IReadOnlyList<Family> families = FamilyLookup.Find(arguments.GetRequiredValue(_family));
        string path = arguments.GetRequiredValue(_file);
        JsonObject document = SpecFile.Load(Path.GetFullPath(path, _host.Directory));
        var choice = new CounterpartChoice(VendorRequests.Find(document), arguments.GetValue(_schema), arguments.GetValue(_operation));
        CheckReport report = CheckReport.Make(path, document, families, choice, new Ignoring(arguments.GetValue(_ignore)!));
        if (report.Sections.All(section => section.Counterpart is null))
        {
            throw new ToolException($"{path} has no request that takes what {string.Join(", ", families.Select(family => family.Name))} takes.{choice.Candidates(report.Sections[0].Family)}");
        }

        if (arguments.GetValue(_json))
        {
            _host.Output.WriteLine(CheckJson.Write(report));
        }
        else
        {
            CheckMarkdown.Write(_host.Output, report);
        }

        bool isFailure = arguments.GetValue(_failOn) switch
        {
            Drift => report.Count(FindingGrade.Drift) > 0,
            Notice => report.Sections.Any(section => section.Findings.Count > 0),
            _ => false,
        };
        return isFailure ? ExitCode.Failure : ExitCode.Success;
    }
}
