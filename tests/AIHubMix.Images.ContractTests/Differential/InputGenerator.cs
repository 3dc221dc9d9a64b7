using System.Collections.Concurrent;
using System.Globalization;
using AIHubMix.Images.ContractTests.Document;
using AIHubMix.Images.Simulator.Contract;
using AIHubMix.Images.Simulator.Judging;
using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace AIHubMix.Images.ContractTests.Differential;

/// <summary>Makes inputs of any kind out of a schema of the document: values at and around each limit, words known and unknown, members together that exclude each other, and anything at all now and then.</summary>
/// <remarks>Everything is JSON text. What would not survive as a .NET string is left out: characters cut in half.</remarks>
internal static class InputGenerator
{
    private const int Matches = 25;

    private static readonly ConcurrentDictionary<string, string[]> MatchesOf = new();

    private static readonly string[] Scraps =
    [
        "a", "B", "7", " ", "\t", "\n", "\r\n", "\0", "\u0001", "\u007f", "\u0085", "\u2028", "\ufeff", "\u202e", "\"", "\\", "/", "é", "e\u0301", "鹿", "🦌", "👩‍👩‍👧",
        "<b>&amp;'", "${x}", "{{x}}", "%s%n", "../..", "';--", "#", ":", "x", "null", "2026-01-01T00:00:00Z", "https://example.com/?a=b&c=d", "data:", "=", "+",
    ];

    private static readonly Gen<string> AnyText =
        from length in Gen.Choose(0, 6)
        from scraps in Gen.Elements(Scraps).ListOf(length)
        select string.Concat(scraps);

    private static readonly Gen<string> AnyJson = Gen.OneOf(
        Gen.Elements(
            "true", "false", "0", "-1", "1.0", "1e2", "0.5", "-0.0", "1e300", "1e400", "2147483648", "-10000000000000000000", "1000000000000000000000000000000",
            "[]", "[null]", "[[]]", "[1,\"a\"]", "{}", "{\"a\":{\"b\":[1]}}"),
        AnyText.Select(Quoted));

    private static readonly Gen<string> AdditionalMember =
        from name in Gen.Elements("a_field_of_tomorrow", "Prompt", "PROMPT", "input", "", " ", "$ref", "$type", "$id", "__proto__", "a.b", "a/b", "[0]", "'", "\"", "鹿", "\0")
        from value in AnyJson
        select $"{Quoted(name)}:{value}";

    public static Arbitrary<AnyInput> Of(ModelContract model) => Arb.From(
        from presence in Gen.Elements(10, 40, 100)
        from oddity in Gen.Elements(0, 0, 5, 40)
        from json in Object(model.Input, new Mixture(presence, oddity))
        from isTidy in Gen.Elements(oddity == 0, false)
        select new AnyInput(isTidy ? WithoutBreaches(model, json) : json),
        input => JsonShrinker.Shrink(input.Json).Select(json => new AnyInput(json)));

    // Of a model with many rules, hardly an input by chance keeps them all.
    private static string WithoutBreaches(ModelContract model, string json)
    {
        JObject input = JsonConvert.DeserializeObject<JObject>(json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
        while (RuleChecks.Check(model, input).FirstOrDefault(breach => input[breach.Field] is not null) is { } breach)
        {
            input.Remove(breach.Field);
        }

        return input.ToString(Formatting.None);
    }

    private static Gen<string> Object(JsonSchema schema, Mixture mixture) =>
        from members in Gen.CollectToList(schema.ActualProperties.Values, member => Member(member, mixture))
        from additional in Gen.Frequency((9, Gen.Constant("")), (1, AdditionalMember))
        select $"{{{string.Join(',', members.Append(additional).Where(member => member.Length > 0))}}}";

    private static Gen<string> Member(JsonSchemaProperty member, Mixture mixture)
    {
        int presence = member.IsRequired ? 100 - (mixture.Oddity / 10) : mixture.Presence;
        return Gen.Frequency(
            (presence, Value(member, mixture).Select(value => $"{Quoted(member.Name)}:{value}")),
            (100 - presence, Gen.Constant("")),
            (mixture.Oddity / 5, Gen.Constant($"{Quoted(member.Name)}:null")));
    }

    private static Gen<string> Value(JsonSchema schema, Mixture mixture)
    {
        JsonSchema type = schema.ActualTypeSchema;
        (Gen<string> right, Gen<string> odd) = type switch
        {
            { Type: JsonObjectType.Array } when schema.Extension("x-image") is { } image => PictureLists(type, isSingle: (bool?)image["single"] == true, isUrlOnly: (string?)image["base64"] == "none", mixture),
            _ when schema.Extension("x-image") is { } image => Pictures((string?)image["base64"] == "none"),
            _ when schema.Enumeration.Count > 0 => Words(schema.Enumeration.OfType<string>()),
            _ when schema.Extension("x-ratio") is JObject range => Ratios((string)range["minimum"]!, (string)range["maximum"]!),
            { Pattern: { } pattern } => Patterned(pattern),
            { Type: JsonObjectType.String } => Texts(type),
            { Type: JsonObjectType.Integer } => Integers(type),
            { Type: JsonObjectType.Number } => Numbers(type),
            { Type: JsonObjectType.Boolean } => (Gen.Elements("true", "false"), AnyJson),
            { Type: JsonObjectType.Array } => Arrays(type, mixture),
            _ => (Object(type, mixture), AnyJson),
        };
        return Gen.Frequency((100 - mixture.Oddity, right), (mixture.Oddity * 3 / 4, odd), (mixture.Oddity / 4, AnyJson));
    }

    private static (Gen<string> Right, Gen<string> Odd) Words(IEnumerable<string> words)
    {
        Gen<string> known = Gen.Elements(words);
        return (known.Select(Quoted), Gen.OneOf(known.Select(word => Quoted(word.ToUpperInvariant())), known.Select(word => Quoted(word + " ")), Damaged(known)));
    }

    private static (Gen<string> Right, Gen<string> Odd) Patterned(string pattern)
    {
        Gen<string> matching = Gen.Elements(MatchesOf.GetOrAdd(pattern, static pattern =>
        {
            var random = new Random(pattern.Length);
            return [.. Enumerable.Range(0, Matches).Select(_ => InputCases.MatchOf(pattern, random))];
        }));
        return (matching.Select(Quoted), Damaged(matching));
    }

    // Multiples of a limit are the limit; a step beside a multiple is as close to it as text can be.
    private static (Gen<string> Right, Gen<string> Odd) Ratios(string minimum, string maximum)
    {
        Gen<string> Near(Gen<int> steps) =>
            from limit in Gen.Elements(minimum, maximum, "1:1")
            from scale in Gen.Choose(1, 500)
            from across in steps
            from down in steps
            let sides = limit.Split(':').Select(side => int.Parse(side, CultureInfo.InvariantCulture) * scale).ToArray()
            select string.Create(CultureInfo.InvariantCulture, $"{sides[0] + across}:{sides[1] + down}");
        return (Near(Gen.Constant(0)).Select(Quoted), Gen.OneOf(Near(Gen.Choose(-1, 1)).Select(Quoted), Damaged(Near(Gen.Choose(-1, 1)))));
    }

    private static (Gen<string> Right, Gen<string> Odd) Texts(JsonSchema type)
    {
        Gen<string> OfLength(int length) =>
            from filling in Gen.Elements("a", "🦌", "鹿", "\n")
            from first in Gen.Elements("b", "🦌")
            select length <= 0 ? "" : first + string.Concat(Enumerable.Repeat(filling, length - 1));
        Gen<string> odd = Gen.OneOf(
            Gen.Choose(-1, 1).SelectMany(step => OfLength((type.MinLength ?? 0) + step)),
            Gen.Choose(-1, 1).SelectMany(step => OfLength((type.MaxLength ?? 300) + step)));
        return (AnyText.Select(text => Quoted(text.Length == 0 ? "a deer" : text)), odd.Select(Quoted));
    }

    private static (Gen<string> Right, Gen<string> Odd) Integers(JsonSchema type)
    {
        decimal least = type.Minimum ?? (type.Format == "int64" ? long.MinValue : int.MinValue);
        decimal most = type.Maximum ?? (type.Format == "int64" ? long.MaxValue : int.MaxValue);
        Gen<decimal> within =
            from part in Gen.Choose(0, int.MaxValue)
            select decimal.Floor(least + ((most - least) * part / int.MaxValue));
        Gen<decimal> around =
            from limit in Gen.Elements(least, most, 0)
            from step in Gen.Choose(-2, 2)
            select limit + step;
        Gen<decimal> right = Gen.OneOf(within, Gen.Elements(least, most)).Select(number => Allowed(type, number));
        return (right.Select(Written), around.Select(Written));
    }

    // The next number above, or below, that is no limit which is excluded, and a multiple where it has to be one.
    private static decimal Allowed(JsonSchema type, decimal number)
    {
        decimal step = type.MultipleOf ?? (type.Type == JsonObjectType.Integer ? 1 : 0.001m);
        number = type.MultipleOf is { } multiple ? decimal.Floor(number / multiple) * multiple : number;
        return number < type.Minimum || (type.IsExclusiveMinimum && number == type.Minimum) ? number + step
            : type.IsExclusiveMaximum && number == type.Maximum ? number - step
            : number;
    }

    private static (Gen<string> Right, Gen<string> Odd) Numbers(JsonSchema type)
    {
        double least = (double)(type.Minimum ?? -1000);
        double most = (double)(type.Maximum ?? 1000);
        Gen<double> within =
            from part in Gen.Choose(0, 1000)
            select least + ((most - least) * part / 1000);
        Gen<double> around = Gen.Elements(
            least, double.BitDecrement(least), double.BitIncrement(least), most, double.BitDecrement(most), double.BitIncrement(most), least - 1, most + 1, double.MaxValue, double.MinValue, double.Epsilon);
        return (within.Select(number => type.MultipleOf is null && !type.IsExclusiveMinimum && !type.IsExclusiveMaximum ? Written(number) : Written(Allowed(type, (decimal)number))), around.Select(Written));
    }

    private static (Gen<string> Right, Gen<string> Odd) Pictures(bool isUrlOnly)
    {
        Gen<string> Base64(params byte[][] heads) =>
            from head in Gen.Elements(heads)
            from rest in Gen.Choose(0, 255).Select(number => (byte)number).ListOf(9)
            from length in Gen.Choose(6, 9)
            select Convert.ToBase64String([.. head, .. rest.Take(length)]);
        byte[] png = [0x89, .. "PNG\r\n\u001a\n"u8];
        byte[] jpeg = [0xff, 0xd8, 0xff];
        byte[] webp = [.. "RIFF\0\0\0\0WEBP"u8];
        byte[] gif = [.. "GIF89a"u8];
        byte[] avif = [.. "\0\0\0\u0020ftypavif"u8];
        Gen<string> base64 = Base64(png, jpeg, webp);
        Gen<string> url = Gen.Elements("https://example.com/deer.png", "http://127.0.0.1:1/", "HTTPS://EXAMPLE.COM/鹿 🦌?a=b#c");
        Gen<string> wrapped =
            from around in Gen.Elements(("", "="), ("", "\n"), ("\r\n ", "\t"), ("data:image/png;base64,", ""), ("data:,", ""), ("data:", ""), ("DATA:image/gif,", ""), (",", ""), ("", "🦌"))
            from text in base64
            select around.Item1 + text + around.Item2;
        Gen<string> words = Gen.Elements("", " ", "https:", "https://", " https://example.com/deer.png", "ftp://example.com/deer.png", "file:///etc/passwd", "deer.png", "data:image/png;base64,");
        return ((isUrlOnly ? url : Gen.OneOf(url, base64)).Select(Quoted), Gen.OneOf(base64.Select(Quoted), Base64(gif, avif, [0x89], []).Select(Quoted), wrapped.Select(Quoted), words.Select(Quoted), Damaged(base64), Damaged(url)));
    }

    private static (Gen<string> Right, Gen<string> Odd) PictureLists(JsonSchema type, bool isSingle, bool isUrlOnly, Mixture mixture)
    {
        (Gen<string> right, Gen<string> odd) = Pictures(isUrlOnly);
        (Gen<string> lists, Gen<string> oddLists) = Arrays(type, Gen.Frequency((100 - mixture.Oddity, right), (mixture.Oddity, odd)), mixture);
        return isSingle ? (Gen.OneOf(lists, right), Gen.OneOf(oddLists, odd)) : (lists, oddLists);
    }

    private static (Gen<string> Right, Gen<string> Odd) Arrays(JsonSchema type, Mixture mixture) => Arrays(type, Value(type.Item!, mixture), mixture);

    private static (Gen<string> Right, Gen<string> Odd) Arrays(JsonSchema type, Gen<string> item, Mixture mixture)
    {
        Gen<string> OfLength(Gen<int> lengths) =>
            from length in lengths
            from items in Gen.Frequency((20, item), (mixture.Oddity > 0 ? 1 : 0, Gen.Constant("null"))).ListOf(Math.Max(0, length))
            select $"[{string.Join(',', items)}]";
        Gen<int> limits = type.MaxItems > 0 ? Gen.Elements(type.MinItems, type.MaxItems) : Gen.Constant(type.MinItems);
        Gen<int> around = from limit in limits from step in Gen.Choose(-1, 1) select limit + step;
        return (OfLength(Gen.Choose(Math.Max(1, type.MinItems), type.MaxItems > 0 ? type.MaxItems : type.MinItems + 3)), OfLength(around));
    }

    /// <summary>The text with a scrap put into it or in the place of a character.</summary>
    private static Gen<string> Damaged(Gen<string> texts) =>
        from text in texts
        from place in Gen.Choose(0, text.Length)
        from left in Gen.Choose(0, 1)
        from scrap in Gen.OneOf(Gen.Constant(""), Gen.Elements(Scraps))
        let end = Math.Min(text.Length, place + left)
        let damaged = $"{text[..place]}{scrap}{text[end..]}"
        select Quoted(damaged.Any(char.IsSurrogate) ? scrap : damaged);

    private static string Quoted(string text) => JsonConvert.ToString(text);

    private static string Written(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Written(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
