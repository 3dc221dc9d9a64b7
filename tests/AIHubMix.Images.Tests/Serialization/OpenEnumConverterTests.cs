using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images.Tests.Serialization;

public sealed class OpenEnumConverterTests
{
    /// <summary>Every open enum of the package, by name.</summary>
    public static TheoryData<string> Enums => [.. typeof(IOpenEnum<>).Assembly.GetTypes().Where(IsOpenEnum).Select(type => type.Name)];

    [Fact]
    public void Enums_Always_AreFound() => Assert.True(Enums.Count >= 25, $"{Enums.Count}");

    [Theory]
    [MemberData(nameof(Enums))]
    public void Json_KnownUnknownAndOddValues_SurviveARoundTrip(string name) => Run(name, nameof(RoundTrip));

    [Theory]
    [MemberData(nameof(Enums))]
    public void Json_AnythingButAString_IsRefused(string name) => Run(name, nameof(RefuseOtherTypes));

    [Theory]
    [MemberData(nameof(Enums))]
    public void Value_Default_IsEmptyAndNotKnown(string name) => Run(name, nameof(LookAtDefault));

    [Theory]
    [MemberData(nameof(Enums))]
    public void KnownValues_EachAndOnlyThem_AreKnownAndNamed(string name) => Run(name, nameof(LookAtKnownValues));

    [Fact]
    public void Equals_SameText_IsTheSameValue()
    {
        GptImageSize fromText = "1024x1024";

        Assert.Equal(GptImageSize.Size1024x1024, fromText);
        Assert.Equal(GptImageSize.Size1024x1024.GetHashCode(), fromText.GetHashCode());
        Assert.True(fromText == "1024x1024");
        Assert.True(fromText != GptImageSize.Auto);
        Assert.NotEqual(new PredictionStatus("Ready"), new PredictionStatus("ready"));
    }

    [Fact]
    public void ImplicitConversion_UnknownText_IsKept()
    {
        GptImageSize size = "4096x4096";

        Assert.Equal("4096x4096", size.Value);
        Assert.Equal("4096x4096", size.ToString());
        Assert.False(size.IsKnown);
    }

    [Fact]
    public void Constructor_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => new GptImageSize(null!));

    [Fact]
    public void Equals_DefaultAndEmpty_AreTheSame() => Assert.Equal(new GptImageSize(""), default(GptImageSize));

    private static bool IsOpenEnum(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(@interface => @interface.IsGenericType && @interface.GetGenericTypeDefinition() == typeof(IOpenEnum<>));

    private static void Run(string name, string check) =>
        typeof(OpenEnumConverterTests).GetMethod(check, BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(typeof(IOpenEnum<>).Assembly.GetTypes().Single(type => type.Name == name && IsOpenEnum(type)))
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    private static void RoundTrip<TEnum>()
        where TEnum : struct, IOpenEnum<TEnum>
    {
        foreach (string value in KnownValues<TEnum>().Select(known => known.Value).Concat(["", "of-tomorrow", "a\"b\\c\n", "鹿 \ud83e\udd8c"]))
        {
            string json = Write(TEnum.FromWire(value));
            Assert.Equal(value, JsonElement.Parse(json).GetString());
            Assert.Equal(TEnum.FromWire(value), Read<TEnum>(json));
        }
    }

    private static void RefuseOtherTypes<TEnum>()
        where TEnum : struct, IOpenEnum<TEnum>
    {
        foreach (string json in (string[])["1", "true", "null", "{}", "[]", "[\"auto\"]"])
        {
            Assert.Throws<JsonException>(() => Read<TEnum>(json));
        }
    }

    private static void LookAtDefault<TEnum>()
        where TEnum : struct, IOpenEnum<TEnum>
    {
        TEnum value = default;
        Assert.Equal("", value.Value);
        Assert.Equal("", value.ToString());
        Assert.False(IsKnown(value));
        Assert.Equal(value, default(TEnum));
        Assert.Equal("\"\"", Write(value));
    }

    private static void LookAtKnownValues<TEnum>()
        where TEnum : struct, IOpenEnum<TEnum>
    {
        IReadOnlyList<TEnum> known = KnownValues<TEnum>();
        TEnum[] named = [.. typeof(TEnum).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(TEnum)).Select(property => (TEnum)property.GetValue(null)!)];

        Assert.NotEmpty(known);
        Assert.Equal(known, named);
        Assert.Equal(known.Count, known.Distinct().Count());
        Assert.All(known, value => Assert.True(IsKnown(value)));
        Assert.False(IsKnown(TEnum.FromWire("of-tomorrow")));
        Assert.False(IsKnown(TEnum.FromWire(known[0].Value + " ")));
    }

    private static IReadOnlyList<TEnum> KnownValues<TEnum>() => (IReadOnlyList<TEnum>)typeof(TEnum).GetProperty("KnownValues")!.GetValue(null)!;

    private static bool IsKnown<TEnum>(TEnum value) => (bool)typeof(TEnum).GetProperty("IsKnown")!.GetValue(value)!;

    private static string Write<TEnum>(TEnum value) => JsonSerializer.Serialize(value, TypeInfoOf(typeof(TEnum)));

    private static TEnum Read<TEnum>(string json) => (TEnum)JsonSerializer.Deserialize(json, TypeInfoOf(typeof(TEnum)))!;

    // An enum is in the context of each input that has it.
    private static JsonTypeInfo TypeInfoOf(Type type) => typeof(IOpenEnum<>).Assembly.GetTypes()
        .Where(context => context.IsSubclassOf(typeof(JsonSerializerContext)))
        .Select(context => ((JsonSerializerContext)context.GetProperty("Default")!.GetValue(null)!).GetTypeInfo(type))
        .First(known => known is not null)!;
}
