using AIHubMix.Images.Generation.Checking;
using AIHubMix.Images.Generation.Completing;
using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Tests.Checking;

/// <summary>A file with a model of one's own.</summary>
internal static class OwnModel
{
    public const string Name = "dream.yaml";

    /// <summary>As little as there can be of a model with a few fields.</summary>
    public const string Text = """
        paths:
          /v1/models/acme/dream-1/predictions:
            post:
              summary: Dream 1
              x-model:
                aliases: [acme/dream]
              x-rules:
                - rule: maximum
                  field: n
                  maximum: 2
                  why: It draws two.
        components:
          schemas:
            DreamInput:
              description: What Dream takes.
              required: [prompt]
              x-rules:
                - rule: excludes
                  fields: [size, n]
                  why: One of them.
              properties:
                prompt:
                  type: string
                  description: The picture in words.
                  minLength: 1
                  maxLength: 9
                  x-role: prompt
                n:
                  type: integer
                  description: How many.
                  minimum: 1
                  maximum: 4
                  default: 1
                  x-role: count
                  x-csharp-name: Count
                  format: int32
                size:
                  type: string
                  description: The size.
                  enum: ["1024x1024", "auto"]
                  x-csharp-prefix: Size
                  x-role: size

        """;

    /// <summary>What is said of files, each a name and its text.</summary>
    public static string[] Problems(params (string Name, string Text)[] files) => [.. Check(files).Report.Problems.Select(problem => (problem with { File = Path.GetFileName(problem.File) }).ToString())];

    /// <summary>The document that is made of files.</summary>
    public static string Merge(params (string Name, string Text)[] files)
    {
        (Report report, Part[] parts) = Check(files);
        Assert.Empty(report.Problems);
        return MergedDocument.Write(parts);
    }

    private static (Report Report, Part[] Parts) Check((string Name, string Text)[] files)
    {
        using var folder = new TemporaryFolder();
        var report = new Report();
        Part[] parts = [.. files.Select(file => SourceFile.Read(folder.Write(file.Name, file.Text), report)).OfType<Part>()];
        foreach (Part part in parts)
        {
            new Completion(part).Run();
        }

        new Description(parts, isOwn: true).Check(report);
        return (report, parts);
    }
}
