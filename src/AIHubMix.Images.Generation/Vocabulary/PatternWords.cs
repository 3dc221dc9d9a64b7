namespace AIHubMix.Images.Generation.Vocabulary;

/// <summary>The patterns of <c>openapi/vocabulary.schema.json</c> in words, each with an example.</summary>
internal static class PatternWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["^[a-z][a-z0-9]*(-[a-z0-9]+)*$"] = "small letters and digits with hyphens between, a letter first, such as acme-docs",
        ["^[a-z][a-z0-9]*([.-][a-z0-9]+)*$"] = "small letters and digits with hyphens or dots between, a letter first, such as dream-1.5",
        ["^https://"] = "an address that begins with https://, such as https://example.com/reference",
        ["^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$"] = "vendor and model with a slash between, such as acme/dream-1",
        ["^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?$"] = "a model with or without its vendor, such as acme/dream-1 or dream-1",
        ["^P(?=.)([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$"] = "an ISO 8601 duration, such as PT1H or P7D",
        ["^[1-9][0-9]*x[1-9][0-9]*$"] = "width and height in pixels with an x between, such as 1024x1536",
        ["^[1-9][0-9]*:[1-9][0-9]*$"] = "width and height as whole numbers with a colon between, in quotes, such as \"16:9\"",
        ["^[A-Z][A-Za-z0-9]*$"] = "a C# name of letters and digits, a capital letter first, such as DreamSize",
    };

    /// <summary>What is to be written so that a pattern fits, to follow 'write'.</summary>
    public static string Of(string pattern) => Words.GetValueOrDefault(pattern, $"what matches {pattern}");
}
