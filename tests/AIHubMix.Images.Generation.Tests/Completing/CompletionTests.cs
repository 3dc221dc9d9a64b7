using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Tests.Checking;
using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Tests.Completing;

public sealed class CompletionTests
{
    private const string Post = "/v1/models/acme/dream-1/predictions";

    [Theory]
    [InlineData("Dream1", "x-model", "name")]
    [InlineData("acme/dream-1", "x-model", "path")]
    [InlineData("Acme", "x-model", "vendor")]
    [InlineData("inline", "x-model", "delivery")]
    [InlineData("current", "x-model", "lifecycle")]
    [InlineData("predictDream1", "operationId")]
    [InlineData("Dream 1", "description")]
    [InlineData("#/components/schemas/DreamRequest", "requestBody", "content", "application/json", "schema", "$ref")]
    public void Merge_ShortestForm_DerivesOfTheOperation(string expected, params string[] keys) =>
        Assert.Equal(expected, Merged(OwnModel.Text).At(["paths", Post, "post", .. keys])!.Value.Text);

    [Theory]
    [InlineData("object", "type")]
    [InlineData("DreamInput", "title")]
    [InlineData("input", "x-kind")]
    [InlineData("dream", "x-family")]
    [InlineData("DreamSize", "properties", "size", "title")]
    [InlineData("documented", "properties", "size", "x-source", "confidence")]
    public void Merge_ShortestForm_DerivesOfTheInput(string expected, params string[] keys) =>
        Assert.Equal(expected, Merged(OwnModel.Text).At(["components", "schemas", "DreamInput", .. keys])!.Value.Text);

    [Fact]
    public void Merge_ShortestForm_HasTheFileAsItsSource()
    {
        Part merged = Merged(OwnModel.Text);
        Assert.Equal(OwnModel.Name, merged.At("x-sources", "dream", "title")!.Value.Text);
        Assert.Equal("dream", merged.At("components", "schemas", "DreamInput", "x-rules")!.Value.Items.Single()["source"]!.Value.Text);
    }

    [Theory]
    [InlineData("requestBody: {$ref: '#/components/schemas/DreamInput'}")]
    [InlineData("requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/DreamInput'}}}}")]
    [InlineData("requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/DreamRequest'}}}}")]
    public void Merge_FormOfTheRequest_LeadsToTheSame(string body) => Assert.Equal(
        "#/components/schemas/DreamRequest",
        Merged(OwnModel.Text.Replace("summary: Dream 1", $"summary: Dream 1\n      {body}", StringComparison.Ordinal)).At("paths", Post, "post", "requestBody", "content", "application/json", "schema", "$ref")!.Value.Text);

    [Fact]
    public void Merge_WhatIsWritten_IsLeftAsItIs()
    {
        Part model = Merged(OwnModel.Text.Replace("aliases: [acme/dream]", "{name: Nightmare, vendor: ACME Inc., delivery: task, lifecycle: legacy}", StringComparison.Ordinal)).At("paths", Post, "post", "x-model")!.Value;

        Assert.Equal(["Nightmare", "ACME Inc.", "task", "legacy", "array-task"], ((string[])["name", "vendor", "delivery", "lifecycle", "answers"]).Select(key => model[key]!.Value.Text));
    }

    [Fact]
    public void Merge_SeveralFiles_HasTheModelsOfAll()
    {
        string other = OwnModel.Text.Replace("acme/", "bolt/", StringComparison.Ordinal).Replace("dream-1", "spark", StringComparison.Ordinal).Replace("DreamInput", "SparkInput", StringComparison.Ordinal);
        Part merged = Merged(OwnModel.Text, other);

        Assert.Equal([Post, "/v1/models/bolt/spark/predictions"], merged["paths"]!.Value.Members.Select(member => member.Name));
        Assert.Equal(["DreamInput", "DreamRequest", "SparkInput", "SparkRequest"], merged.At("components", "schemas")!.Value.Members.Select(member => member.Name));
        Assert.Equal(["Acme", "Bolt"], merged["tags"]!.Value.Items.Select(tag => tag["name"]!.Value.Text));
    }

    [Fact]
    public void Merge_FieldWithAPicture_CanChangePictures() => Assert.Equal(
        ["text-to-image", "image-to-image"],
        Merged(OwnModel.Text.Replace("enum: [\"1024x1024\", \"auto\"]\n          x-csharp-prefix: Size\n          x-role: size", "x-image: {base64: raw, types: [png]}", StringComparison.Ordinal)
            .Replace("fields: [size, n]", "fields: [size, n]", StringComparison.Ordinal)).At("paths", Post, "post", "x-model", "capabilities")!.Value.Items.Select(item => item.Text));

    private static Part Merged(params string[] texts)
    {
        using var folder = new TemporaryFolder();
        string text = OwnModel.Merge([.. texts.Select((text, index) => (index == 0 ? OwnModel.Name : $"other{index}.yaml", text))]);
        return SourceFile.Read(folder.Write("merged.yaml", text), new Report())!.Value;
    }
}
