using System.Globalization;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Terminal;

namespace AIHubMix.Images.Cli.Spec.Check;

/// <summary>Chooses the request of a vendor that takes what a family takes: by the names of models, and by the fields.</summary>
/// <param name="requests">What the vendor takes.</param>
/// <param name="schema">The name of the schema that is to be taken; null to choose.</param>
/// <param name="operation">The operation whose body is to be taken; null to choose.</param>
internal sealed class CounterpartChoice(IReadOnlyList<VendorRequest> requests, string? schema, string? operation)
{
    private const double NearFields = 0.3;
    private const double NearName = 0.75;
    private const int MostListed = 5;

    // What a request loses for a field that one side cannot do without and the other can: it is about something else.
    private const double Lack = 0.25;

    // What a schema loses that no operation takes.
    private const double Unused = 0.1;

    /// <summary>The counterpart of some models of a family; null when nothing is near enough.</summary>
    /// <exception cref="ToolException">The schema or the operation that is to be taken is not there.</exception>
    public Counterpart? For(Family family)
    {
        Rating[] ratings = [.. requests.Select(request => Rate(family, request)).OrderByDescending(rating => rating.Total)];
        VendorRequest? given = schema is null && operation is null ? null : Given();
        bool isGiven = given is not null;
        Rating? best = Array.Find(ratings, rating => isGiven ? rating.Request == given : rating.IsNear);
        if (best is null)
        {
            return null;
        }

        Rating[] others = [.. ratings.Where(rating => rating != best && rating.IsNear)];
        string choice = isGiven ? "as asked for" : best.Evidence is { } evidence ? $"because of {evidence}" : "by its fields alone, nothing in it is named like the models";
        return new Counterpart
        {
            Request = best.Request,
            Reason = $"Chosen {choice}; it has {best.Shared} of the {family.Fields.Count} fields.{(others.Length > 0 && !isGiven ? $" The next best is {others[0].Request}, with {others[0].Shared}." : "")}",
            Others = [.. others.Where(rating => rating.Name >= NearName && rating.Name >= best.Name && rating.Request.Operations.Count > 0).Select(rating => rating.Request)],
        };
    }

    /// <summary>What could be asked for instead, for the message when nothing is near.</summary>
    public string Candidates(Family family)
    {
        IEnumerable<string> nearest = requests.Select(request => Rate(family, request)).Where(rating => rating.Shared > 0).OrderByDescending(rating => rating.Total).Take(MostListed)
            .Select(rating => string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}  {rating.Request} with {rating.Shared} of the {family.Fields.Count} fields"));
        return string.Concat(nearest) is { Length: > 0 } list ? $" --schema or --operation chooses one:{list}" : " None has a field of that name.";
    }

    private VendorRequest Given() => operation is null
        ? requests.FirstOrDefault(request => request.Name == schema || request.SchemaName == schema) ?? throw Missing("schema with members", schema!, requests.Select(request => request.SchemaName).OfType<string>())
        : requests.FirstOrDefault(request => request.Member is null && request.Operations.Any(IsAskedFor)) ?? throw Missing("operation with a body of members", operation, requests.SelectMany(request => request.Operations));

    private bool IsAskedFor(string known) => known.Equals(operation!.Trim(), StringComparison.OrdinalIgnoreCase) || known[(known.IndexOf(' ') + 1)..] == operation.Trim();

    private static ToolException Missing(string what, string name, IEnumerable<string> names) =>
        new($"The document has no {what} '{name}'.{NearestNames.Ask(NearestNames.Of(name, names.Distinct()))}", ExitCode.InvalidInput);

    private static Rating Rate(Family family, VendorRequest request)
    {
        string[] own = [.. family.Fields.Select(field => field.Name)];
        IEnumerable<string> required = family.Fields.Where(field => field.IsRequired).Select(field => field.Name);
        int shared = own.Count(request.Schema.Members.ContainsKey);
        int lacking = required.Count(name => !request.Schema.Members.ContainsKey(name)) + request.Schema.Required.Count(name => name != VendorRequest.ModelField && !required.Contains(name));
        double fields = (2.0 * shared / (own.Length + request.Schema.Members.Count)) - (lacking * Lack) - (request.Operations.Count == 0 ? Unused : 0);
        (double name, string? evidence) = NameOf(family, request);
        return new Rating(request, shared, fields, name, evidence);
    }

    // The segments of a path and what the schema is called say what it is about, and so does a list of models.
    private static (double Likeness, string? Evidence) NameOf(Family family, VendorRequest request)
    {
        string[] names = [.. request.Operations.SelectMany(path => path[(path.IndexOf(' ') + 1)..].Split('/')).Concat(request.Models).Append(request.SchemaName ?? "").Where(name => name.Length > 0).Distinct()];
        (double Likeness, string Name)[] best = [.. family.Models.Select(model => Spellings(model).SelectMany(spelling => names.Select(name => (NameWords.Likeness(name, spelling), name))).DefaultIfEmpty((0, "")).MaxBy(pair => pair.Item1))];
        string evidence = string.Join(", ", best.Where(pair => pair.Likeness >= NearName).Select(pair => $"`{pair.Name}`").Distinct());
        return (best.Max(pair => pair.Likeness), evidence.Length > 0 ? evidence : null);
    }

    private static IEnumerable<string> Spellings(ImageModel model) => model.Aliases.Append(model.Path).Select(path => path[(path.IndexOf('/') + 1)..]).Append(model.Family).Distinct();

    private sealed record Rating(VendorRequest Request, int Shared, double Fields, double Name, string? Evidence)
    {
        public double Total => Fields + (Name / 2);

        public bool IsNear => Shared > 1 && (Fields >= NearFields || (Name >= NearName && Fields > 0));
    }
}
