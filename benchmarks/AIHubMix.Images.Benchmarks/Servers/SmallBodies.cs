namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>The answers to a small call: one URL.</summary>
internal static class SmallBodies
{
    public const string Url = "https://oaidalleapiprodscus.example.com/private/org-1/user-1/img-2026.png?st=2026-03-01T00%3A00%3A00Z&se=2026-03-01T02%3A00%3A00Z&sp=r&sv=2024-08-04&sr=b&sig=GxT3pHk%3D";

    /// <summary>As the gateway answers for DALL·E 3.</summary>
    public static readonly byte[] Gateway = System.Text.Encoding.UTF8.GetBytes($$$"""{"output":{"b64_json":[],"urls":["{{{Url}}}"]}}""");

    /// <summary>As OpenAI answers.</summary>
    public static readonly byte[] OpenAI = System.Text.Encoding.UTF8.GetBytes($$$"""{"created":1772323200,"data":[{"url":"{{{Url}}}"}]}""");
}
