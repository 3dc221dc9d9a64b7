using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AIHubMix.Images.Tests.Inputs;

/// <summary>What the generated code writes is byte for byte what System.Text.Json writes for the same input; where that fails, it fails in the same way.</summary>
/// <remarks>The seed is fixed, and printed with the case that fails.</remarks>
public sealed class InputWriterProperties
{
    private const string Seed = "20260301,91";

    private static readonly Type[] InputTypes = [.. ImageModels.All.Select(model => model.GetType().GenericTypeArguments.Single()).Distinct()];

    public static TheoryData<string> Names => [.. InputTypes.Select(type => type.Name)];

    [Property(MaxTest = 6000, Replay = Seed, EndSize = 40, Arbitrary = [typeof(AnyInputs)])]
    public void Write_AnyInput_GivesTheBytesOfItsJsonTypeInfo(AnyInput input) => Assert.Equal(input.Expected(), input.Actual());

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EveryMemberSet_WritesEveryMember(string type)
    {
        AnyInput input = AnyInputs.Complete(InputTypes.Single(known => known.Name == type));

        Written written = input.Actual();

        Assert.Null(written.Failure);
        Assert.Equal(input.Expected(), written);
        Assert.Equal(input.Value.GetType().GetProperties().Length, JsonElement.Parse(written.Json!).GetProperty("input").GetPropertyCount());
    }

    /// <summary>An input of any type of the catalog.</summary>
    public abstract record AnyInput(object Value)
    {
        internal static AnyInput Of(object value) => (AnyInput)Activator.CreateInstance(typeof(Input<>).MakeGenericType(value.GetType()), value)!;

        internal abstract Written Expected();

        internal abstract Written Actual();
    }

    /// <summary>What became of an input: JSON and the pictures that were left out of it, or a failure.</summary>
    internal sealed record Written(string? Json, string? Splices, Type? Failure)
    {
        public static Written By(Func<PredictionBody> write)
        {
            try
            {
                PredictionBody body = write();
                return new Written(Encoding.UTF8.GetString(body.Json.Span), string.Join(';', body.Splices.Select(splice => $"{splice.Position} {splice.IsDataUrl} {splice.Source.Bytes.Length}")), null);
            }
            catch (Exception failure)
            {
                return new Written(null, null, failure.GetType());
            }
        }
    }

    private sealed record Input<TInput>(TInput Typed) : AnyInput(Typed)
        where TInput : class, IImageInput<TInput>
    {
        internal override Written Expected() => Written.By(() => PredictionBody.Write(Typed, TInput.JsonTypeInfo));

        internal override Written Actual() => Written.By(() => PredictionBody.Write(Typed));
    }

    private static class AnyInputs
    {
        private static readonly string[] Scraps =
        [
            "a", "deer", "7", " ", "\t", "\n", "\r\n", "\0", "\u0001", "\u001f", "\u007f", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffe", "\u202e", "\"", "\\", "\\u0041", "/", "'", "`", "<b>&amp;", "+", "=",
            "é", "e\u0301", "鹿", "🦌", "👩‍👩‍👧", "\ud83e", "\udd8c", "null", new string('x', 300),
        ];

        private static readonly Gen<string> Texts =
            from length in Gen.Choose(0, 6)
            from scraps in Gen.Elements(Scraps).ListOf(length)
            select string.Concat(scraps);

        private static readonly Gen<double> Numbers = Gen.Frequency(
            (40, Gen.Elements(0, -0.0, 1, 0.1, 0.5, -7.25, 1e-7, 1e16, 1e300, 5e-324, double.MaxValue, double.MinValue, 1.0 / 3)),
            (1, Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity)));

        private static readonly Gen<ImageSource> Pictures =
            from text in Gen.Elements("https://EXAMPLE.com:443/a/../b%2Fc d?e=é+f", "http://a/<'鹿'>", "data:image/png;base64,/+8=", "no picture", "\ud83e", "")
            from length in Gen.Choose(1, 100)
            from source in Gen.Elements(ImageSource.FromWire(text), ImageSource.FromBytes(new byte[length]))
            select source;

        private static readonly Gen<JsonElement> Json = Gen.Frequency(
            (40, Gen.Elements("null", "true", "-0.0", "50.0", "1e400", "1E+2", "[]", "{ }", "[null, 1]", "{\"a\" : {\"b\":[1]}}", "\"\\u0041\\u00e9\\/\"", "\"é+<\"", "\"\\ud83e\\udd8c\"", "{\"a\":1,\"a\":2}").Select(text => JsonElement.Parse(text))),
            (10, Texts.Select(text => JsonElement.Parse(JsonValue.Create(text)!.ToJsonString()))),
            (1, Gen.Elements(default, JsonElement.Parse("\"\\ud83e\""), JsonElement.Parse("[{\"\\udd8c\":1}]"))));

        private static readonly Gen<Dictionary<string, JsonElement>> Additional =
            from length in Gen.Choose(0, 3)
            from members in Gen.Zip(Gen.OneOf(Texts, Gen.Constant("prompt")), Json).ListOf(length)
            select members.DistinctBy(member => member.Item1).ToDictionary(member => member.Item1, member => member.Item2);

        public static Arbitrary<AnyInput> Any() => Arb.From(
            from type in Gen.Elements(InputTypes)
            from presence in Gen.Elements(10, 50, 95)
            from value in RecordOf(type, presence)
            select AnyInput.Of(value),
            input => input.Value.GetType().GetProperties().Where(member => member.GetValue(input.Value) is not null).Select(member => AnyInput.Of(Without(input.Value, member))));

        /// <summary>An input with a plain value for every member.</summary>
        public static AnyInput Complete(Type type) => AnyInput.Of(CompleteRecord(type));

        private static object CompleteRecord(Type type)
        {
            object record = Activator.CreateInstance(type)!;
            foreach (PropertyInfo member in type.GetProperties())
            {
                member.SetValue(record, CompleteValue(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType));
            }

            return record;
        }

        private static object CompleteValue(Type type) =>
            type == typeof(string) ? "x"
            : type == typeof(ImageSource) ? ImageSource.FromBytes(new byte[3])
            : type == typeof(IDictionary<string, JsonElement>) ? new Dictionary<string, JsonElement> { ["of-tomorrow"] = JsonElement.Parse("1") }
            : IsList(type) ? ListOf(type.GenericTypeArguments[0], [CompleteValue(type.GenericTypeArguments[0])])
            : type.IsPrimitive ? Activator.CreateInstance(type)!
            : type.IsValueType ? Activator.CreateInstance(type, "x")!
            : CompleteRecord(type);

        private static Gen<object> RecordOf(Type type, int presence) =>
            from values in Gen.CollectToList(type.GetProperties(), member => Gen.Frequency((presence, ValueOf(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType, presence)), (100 - presence, Gen.Constant<object?>(null))))
            select Made(type, values);

        private static Gen<object?> ValueOf(Type type, int presence) =>
            type == typeof(string) ? Texts.Select(object? (text) => text)
            : type == typeof(int) ? Gen.Elements<object?>(0, 1, -1, 1024, int.MinValue, int.MaxValue)
            : type == typeof(long) ? Gen.Elements<object?>(0L, -7L, 4294967295L, long.MinValue, long.MaxValue)
            : type == typeof(double) ? Numbers.Select(object? (number) => number)
            : type == typeof(bool) ? Gen.Elements<object?>(true, false)
            : type == typeof(ImageSource) ? Pictures.Select(object? (picture) => picture)
            : type == typeof(IDictionary<string, JsonElement>) ? Additional.Select(object? (members) => members)
            : IsList(type) ? ListOf(type.GenericTypeArguments[0], presence)
            : type.IsValueType ? Gen.OneOf(Texts.Select(text => Activator.CreateInstance(type, text)), Gen.Constant(Activator.CreateInstance(type)))
            : RecordOf(type, presence).Select(object? (record) => record);

        private static Gen<object?> ListOf(Type item, int presence) =>
            from length in Gen.Choose(0, 3)
            from items in Gen.Frequency((9, ValueOf(item, presence)), (1, Gen.Constant<object?>(null))).ListOf(length)
            select (object?)ListOf(item, [.. items]);

        private static Array ListOf(Type item, object?[] items)
        {
            var list = Array.CreateInstance(item, items.Length);
            Array.Copy(items, list, items.Length);
            return list;
        }

        private static object Made(Type type, List<object?> values)
        {
            object record = Activator.CreateInstance(type)!;
            foreach ((PropertyInfo member, object? value) in type.GetProperties().Zip(values))
            {
                member.SetValue(record, value);
            }

            return record;
        }

        private static object Without(object record, PropertyInfo member)
        {
            object copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
            member.SetValue(copy, null);
            return copy;
        }

        private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
    }
}
