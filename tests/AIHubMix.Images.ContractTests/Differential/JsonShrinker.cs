using System.Text.Json;
using System.Text.Json.Nodes;

namespace AIHubMix.Images.ContractTests.Differential;

/// <summary>Makes JSON smaller, one step at a time: members and items are left out, texts are cut, numbers become 0 or 1.</summary>
internal static class JsonShrinker
{
    private const int EachCharacter = 12;

    public static IEnumerable<string> Shrink(string json) => Smaller(JsonNode.Parse(json)).Select(node => node?.ToJsonString() ?? "null");

    private static IEnumerable<JsonNode?> Smaller(JsonNode? node) => node switch
    {
        JsonObject members => SmallerObjects(members),
        JsonArray items => SmallerArrays(items),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => SmallerTexts(value.GetValue<string>()).Select(text => (JsonNode?)text),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => SmallerNumbers(value.ToJsonString()).Select(number => (JsonNode?)number),
        _ => [],
    };

    private static IEnumerable<JsonNode?> SmallerObjects(JsonObject members)
    {
        foreach ((string name, JsonNode? value) in members)
        {
            JsonObject without = members.DeepClone().AsObject();
            without.Remove(name);
            yield return without;
            foreach (JsonNode? smaller in Smaller(value))
            {
                JsonObject with = members.DeepClone().AsObject();
                with[name] = smaller;
                yield return with;
            }
        }
    }

    private static IEnumerable<JsonNode?> SmallerArrays(JsonArray items)
    {
        for (int index = 0; index < items.Count; index++)
        {
            JsonArray without = items.DeepClone().AsArray();
            without.RemoveAt(index);
            yield return without;
            foreach (JsonNode? smaller in Smaller(items[index]))
            {
                JsonArray with = items.DeepClone().AsArray();
                with[index] = smaller;
                yield return with;
            }
        }
    }

    private static IEnumerable<string> SmallerTexts(string text)
    {
        if (text.Length > 0)
        {
            yield return "";
        }

        if (text.Length > 1)
        {
            int half = char.IsLowSurrogate(text[text.Length / 2]) ? (text.Length / 2) - 1 : text.Length / 2;
            if (half > 0)
            {
                yield return text[..half];
                yield return text[half..];
            }
        }

        for (int index = 0; text.Length is > 2 and <= EachCharacter && index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
            {
                yield return text.Remove(index, 1);
            }
        }
    }

    private static IEnumerable<int> SmallerNumbers(string number)
    {
        if (number != "0")
        {
            yield return 0;
        }

        if (number is not ("0" or "1"))
        {
            yield return 1;
        }
    }
}
