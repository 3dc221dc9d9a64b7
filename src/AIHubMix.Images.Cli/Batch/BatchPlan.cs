using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Failures;
using AIHubMix.Images.Cli.Inputs;
using AIHubMix.Images.Cli.Models;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>Makes generations of the lines of a file. Reads the file as often as it is asked to, and keeps no line.</summary>
internal sealed class BatchPlan
{
    private const string ModelMember = "model";
    private const string IdMember = "id";
    private const string PromptMember = "prompt";
    private const string CountMember = "n";
    private const string PictureMember = "image";
    private const int LongestStem = 80;

    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The model of lines that name none; null when each must.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Fields of lines that do not set them.</summary>
    public IReadOnlyList<(string Name, string Value)> Defaults { get; init; } = [];

    public bool AllowsUnknown { get; init; }

    public bool IsUntyped { get; init; }

    private string Folder => Path.GetDirectoryName(File)!;

    /// <summary>The generations, in the order of the file, with what is wrong with each.</summary>
    public IEnumerable<(int Number, BatchLine? Line, IReadOnlyList<string> Problems)> Read()
    {
        var repeats = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (RawLine raw in BatchFile.Read(File))
        {
            if (raw.Problem is { } problem)
            {
                yield return (raw.Number, null, [problem]);
                continue;
            }

            (BatchLine? line, string? refusal) = TryMake(raw, repeats);
            if (line is null)
            {
                yield return (raw.Number, null, [refusal!]);
                continue;
            }

            var problems = line.Problems.Select(found => found.ToString()).ToList();
            if (!ids.TryAdd(line.Stem, raw.Number))
            {
                problems.Add($"its id is that of line {ids[line.Stem].ToString(CultureInfo.InvariantCulture)}: each line needs its own");
            }

            yield return (raw.Number, line, problems);
        }
    }

    private (BatchLine? Line, string? Refusal) TryMake(RawLine raw, Dictionary<string, int> repeats)
    {
        try
        {
            return (Make(raw, repeats), null);
        }
        catch (ToolException exception)
        {
            return (null, exception.Message);
        }
    }

    private BatchLine Make(RawLine raw, Dictionary<string, int> repeats)
    {
        string name = TextOf(raw, ModelMember) ?? DefaultModel ?? throw new ToolException("it names no model, and there is no --model");
        ImageModel model = ModelLookup.Find(name, IsUntyped);
        var input = new InputBuilder(model, AllowsUnknown, Folder);
        var digested = new StringBuilder(model.Path);
        foreach ((string field, string value) in Defaults.Where(setting => !raw.Members.Any(member => Rename(member.Name, model) == setting.Name)))
        {
            digested.Append('\n').Append(field).Append('=').Append(value);
            input.Set(field, value);
        }

        foreach (RawMember member in raw.Members.Where(member => member.Name is not (ModelMember or IdMember)))
        {
            digested.Append('\n').Append(member.Name).Append('=').Append(member.Text);
            Set(input, model, member);
        }

        IReadOnlyList<InputProblem> problems = input.Check();
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(digested.ToString())))[..16];
        string? id = TextOf(raw, IdMember);
        return new BatchLine
        {
            Number = raw.Number,
            Key = id ?? Repeated(digest, repeats),
            Digest = digest,
            Stem = id is null ? string.Create(CultureInfo.InvariantCulture, $"{raw.Number:D4}-{digest.AsSpan(0, 8)}") : StemOf(id),
            Model = model,
            Input = input.Input,
            Count = CountOf(model, input.Input),
            Problems = problems,
        };
    }

    private static void Set(InputBuilder input, ImageModel model, RawMember member)
    {
        string name = Rename(member.Name, model);
        if (name == CountMember && InputFields.Find(model, name) is null && int.TryParse(member.AsText ?? member.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            input.SetCount(count);
        }
        else if (name == PictureMember && InputFields.Find(model, name) is null && member.AsText is { } picture)
        {
            input.SetPictures([picture]);
        }
        else if (member.IsJson)
        {
            input.Set(name, member.Value);
        }
        else
        {
            input.Set(name, member.Text);
        }
    }

    private static string Rename(string name, ImageModel model) => name == PromptMember ? InputBuilder.PromptOf(model) : name;

    // A line that stands there twice is bought twice.
    private static string Repeated(string digest, Dictionary<string, int> repeats)
    {
        int times = repeats[digest] = repeats.GetValueOrDefault(digest) + 1;
        return times == 1 ? digest : string.Create(CultureInfo.InvariantCulture, $"{digest}#{times}");
    }

    private static string? TextOf(RawLine raw, string name) => raw.Members.FirstOrDefault(member => member.Name == name) is not { } member ? null
        : member.AsText is { Length: > 0 } text ? text
        : member.IsJson && member.Value is JsonValue ? member.Text
        : throw new ToolException($"its {name} must be a text");

    private static string StemOf(string id)
    {
        string safe = string.Concat(id.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        return safe == id && id.Length <= LongestStem
            ? id
            : $"{safe[..Math.Min(safe.Length, LongestStem)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..8]}";
    }

    private static int CountOf(ImageModel model, JsonObject input)
    {
        InputField? field = model.Fields.FirstOrDefault(field => field.Role == InputFieldRole.Count);
        string? text = field is null ? null : input[field.Name]?.ToJsonString() ?? field.Default;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? Math.Max(1, count) : 1;
    }
}
