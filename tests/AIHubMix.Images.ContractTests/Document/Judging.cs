using System.Text.Json.Nodes;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AIHubMix.Images.ContractTests.Document;

/// <summary>Holds the client's validation and the simulator's judge against each other.</summary>
internal static class Judging
{
    /// <summary>The JSON paths that the judge objects to, each once, in order.</summary>
    public static string[] Paths(ModelContract model, string input)
    {
        // As the simulator reads it.
        using var reader = new JsonTextReader(new StringReader(input)) { DateParseHandling = DateParseHandling.None };
        return [.. Judge.CheckRequest(model, new JObject { ["input"] = JObject.Load(reader) }).Select(violation => violation.Path).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Asserts that client and judge name the same violations, and that what has none is sent as it is.</summary>
    public static Verdict Compare(ModelContract model, string input)
    {
        var probe = ModelProbe.Of(model.Path);

        // A record does not send what is null.
        JsonObject sent = WithoutNulls(JsonNode.Parse(input)!.AsObject());
        string[] judged = Paths(model, sent.ToJsonString());
        CompareJson(model, probe, JsonNode.Parse(input)!.AsObject());
        IReadOnlyList<InputViolation> violations;
        try
        {
            violations = probe.Validate(input);
        }
        catch (System.Text.Json.JsonException exception)
        {
            string place = "$.input" + exception.Path![1..];
            Assert.True(judged.Any(path => path.StartsWith(place, StringComparison.Ordinal)), $"The client cannot read {place}, the judge refuses only: {string.Join(", ", judged)}");
            return Verdict.Unreadable;
        }

        Assert.Equal(judged, violations.Select(violation => violation.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(violations, violation => Assert.NotEmpty(violation.Source));
        if (judged.Length > 0)
        {
            return Verdict.Refused;
        }

        string written = probe.RoundTrip(input);
        Assert.True(IsSame(model, sent, JsonNode.Parse(written)!.AsObject()), $"It is sent as {written}");
        return Verdict.Sent;
    }

    /// <summary>Whether two inputs say the same: a picture alone, where it may stand so, is a list of one.</summary>
    public static bool IsSame(ModelContract model, JsonObject left, JsonObject right)
    {
        return JsonNode.DeepEquals(WithLists(left), WithLists(right));

        JsonObject WithLists(JsonObject input)
        {
            JsonObject copy = input.DeepClone().AsObject();
            foreach (string field in model.Input.ActualProperties.Values.Where(field => (bool?)field.Extension("x-image")?["single"] == true).Select(field => field.Name))
            {
                if (copy[field] is JsonValue alone)
                {
                    copy[field] = new JsonArray(alone.DeepClone());
                }
            }

            return copy;
        }
    }

    // JSON of the caller's own is sent with its nulls, which a record has not. What is null or of another type than the document's is named, but takes no part in rules between fields.
    private static void CompareJson(ModelContract contract, ModelProbe probe, JsonObject input)
    {
        JsonObject sent = [];
        foreach ((string name, JsonNode? value) in input)
        {
            sent[name] = WithoutNulls(value);
        }

        string[] judged = Paths(contract, sent.ToJsonString());
        string[] found = [.. probe.Model.Validate(sent).Select(violation => violation.Path).Distinct().Order(StringComparer.Ordinal)];
        if (sent.All(member => member.Value is not null) && probe.CanRead(sent.ToJsonString()))
        {
            Assert.Equal(judged, found);
        }
        else
        {
            Assert.NotEmpty(found);
            Assert.All(found, place => Assert.Contains(judged, path => path.StartsWith(place, StringComparison.Ordinal)));
        }
    }

    private static JsonObject WithoutNulls(JsonObject members) => new(
        from member in members
        where member.Value is not null
        select KeyValuePair.Create(member.Key, WithoutNulls(member.Value)));

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject members => WithoutNulls(members),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };
}
