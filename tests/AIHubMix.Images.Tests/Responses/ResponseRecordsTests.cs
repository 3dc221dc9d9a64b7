using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Responses;

/// <summary>The records that are generated for answers, all of them alike.</summary>
public sealed class ResponseRecordsTests
{
    private static readonly Type[] Records =
        [typeof(ImageUsage), typeof(ImageUsageDetails), typeof(PredictionTask), typeof(PredictionTaskResult), typeof(ErrorResponse), typeof(ErrorDetail)];

    private static readonly string[] Kinds =
        ["null", "true", "false", "0", "-1", "1.5", "1e300", "100000000000000000000", "\"\"", "\"text\"", "\"1\"", "[]", "[null]", "[\"a\",1]", "[\"a\"]", "{}", "{\"sample\":1}", "{\"x\":[{\"y\":null}]}"];

    public static TheoryData<string, string, string> MembersAndKinds =>
        [.. from record in Records from member in MembersOf(record) from kind in Kinds select new TheoryDataRow<string, string, string>(record.Name, member, kind)];

    public static TheoryData<string> Names => [.. Records.Select(record => record.Name)];

    [Theory]
    [MemberData(nameof(MembersAndKinds))]
    public void FromJson_AnyJsonAtAnyMember_IsReadOrKept(string record, string member, string kind)
    {
        string json = $$"""{"{{member}}":{{kind}},"of-tomorrow":1}""";

        object read = Read(record, json);

        // A null is the same as absence; everything else must be written back, from its property or from the additional members.
        InputJson.AssertSame(kind == "null" ? """{"of-tomorrow":1}""" : json, Write(read));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FromJson_UnknownMembers_AreKeptAndWrittenBack(string record)
    {
        const string Json = """{"x":null,"y":[1,2.50,{"z":"é"}],"":true,"ID":"another case"}""";

        InputJson.AssertSame(Json, Write(Read(record, Json)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FromJson_EmptyObject_IsEmpty(string record)
    {
        object read = Read(record, "{}");

        Assert.Equal("{}", Write(read));
        Assert.All(read.GetType().GetProperties(), property => Assert.Null(property.GetValue(read)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FromJson_MemberTwice_TakesTheLast(string record)
    {
        string member = MembersOf(Records.Single(type => type.Name == record)).First();

        Assert.Null(Record.Exception(() => Read(record, $$"""{"{{member}}":1,"{{member}}":"x","y":1,"y":2}""")));
    }

    [Fact]
    public void FromJson_DocumentIsDisposed_StaysReadable()
    {
        PredictionTask task;
        using (var document = JsonDocument.Parse("""{"details":{"a":1},"x":2}"""))
        {
            task = PredictionTask.FromJson(document.RootElement);
        }

        Assert.Equal(1, task.Details!.Value.GetProperty("a").GetInt32());
        Assert.Equal(2, task.AdditionalProperties!["x"].GetInt32());
    }

    [Fact]
    public void FromJson_WholeTask_HasEveryMemberInItsPlace()
    {
        var task = PredictionTask.FromJson(JsonElement.Parse("""
            {"id":"t1","status":"Ready","result":{"sample":"https://example.com/a.png","samples":["b","c"],"prompt":"deer","seed":42,"start_time":1754500000.1,"end_time":1754500006.4,"duration":6.3},
             "progress":0.4,"details":{"a":[1]},"detail":"why","preview":"small"}
            """));

        Assert.Equal(("t1", PredictionStatus.Ready, 0.4, "why"), (task.Id, task.Status, task.Progress, task.Detail));
        Assert.Equal("""{"a":[1]}""", task.Details?.GetRawText());
        Assert.Equal("small", task.Preview?.GetString());
        Assert.Null(task.AdditionalProperties);
        PredictionTaskResult result = task.Result!;
        Assert.Equal(("https://example.com/a.png", "deer", 42L, 1754500000.1, 1754500006.4, 6.3), (result.Sample, result.Prompt, result.Seed, result.StartTime, result.EndTime, result.Duration));
        Assert.Equal(["b", "c"], result.Samples);
        Assert.Null(result.AdditionalProperties);
    }

    private static IEnumerable<string> MembersOf(Type record) =>
        record.GetProperties().Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>();

    private static object Read(string record, string json) =>
        Records.Single(type => type.Name == record).GetMethod("FromJson", BindingFlags.Static | BindingFlags.NonPublic)!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [JsonElement.Parse(json)], null)!;

    private static string Write(object value) => JsonSerializer.Serialize(value, ImagesJsonContext.Default.GetTypeInfo(value.GetType())!);

    [Fact]
    public void FromJson_NumberBeyondADouble_IsKeptAsItIs()
    {
        PredictionTask task = PredictionTask.FromJson(JsonElement.Parse("""{"progress":1e400}"""));
        Assert.Null(task.Progress);
        Assert.Equal("1e400", task.AdditionalProperties!["progress"].GetRawText());
    }
}
