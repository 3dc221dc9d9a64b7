using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.Submitting;

namespace AIHubMix.Images.Tests.Support;

/// <summary>Inputs as JSON: what is sent for them, and what a model has against them.</summary>
internal static class InputJson
{
    public static JsonTypeInfo<TInput> TypeInfo<TInput>()
        where TInput : class, IImageInput<TInput> => TInput.JsonTypeInfo;

    public static TInput Read<TInput>(string json)
        where TInput : class, IImageInput<TInput> => JsonSerializer.Deserialize(json, TInput.JsonTypeInfo)!;

    /// <summary>The members of <c>input</c> as they are sent.</summary>
    public static string Sent<TInput>(TInput input)
        where TInput : class, IImageInput<TInput>
    {
        string body = Encoding.UTF8.GetString(Sent(PredictionBody.Write(input)));
        Assert.StartsWith("{\"input\":", body, StringComparison.Ordinal);
        return body["{\"input\":".Length..^1];
    }

    /// <summary>A body as it is sent.</summary>
    public static byte[] Sent(PredictionBody body)
    {
        using var content = new PredictionContent(body);
        using var sent = new MemoryStream();
        content.CopyToAsync(sent).GetAwaiter().GetResult();
        return sent.ToArray();
    }

    /// <summary>What the model has against the input, each as path and rule.</summary>
    public static IEnumerable<string> Violations<TInput>(ImageModel<TInput> model, string json)
        where TInput : class, IImageInput<TInput> => Violations(model, Read<TInput>(json));

    public static IEnumerable<string> Violations<TInput>(ImageModel<TInput> model, TInput input)
        where TInput : class, IImageInput<TInput> => model.Validate(input).Select(violation => $"{violation.Path} {violation.Rule}");

    /// <summary>Asserts that the model has exactly one thing against the input, or none.</summary>
    public static void AssertViolation<TInput>(string? expected, ImageModel<TInput> model, string json)
        where TInput : class, IImageInput<TInput> => Assert.Equal(expected is null ? [] : [expected], Violations(model, json));

    public static void AssertSame(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected: {expected}{Environment.NewLine}Actual:   {actual}");
}
