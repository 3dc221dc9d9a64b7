using System.Text.Json;
using AIHubMix.Images.Cli.Inputs;

namespace AIHubMix.Images.ContractTests.Cli;

public sealed class ModelTests
{
    public static TheoryData<string> Models => [.. ImageModels.All.Select(model => model.Path)];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Help_OfGenerateWithAModel_TellsEveryFieldAndRule(string path)
    {
        ImageModel model = ImageModels.Find(path)!;
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(0, await bench.RunAsync("generate", model.Name, "--help"));

        string help = string.Join(' ', bench.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(InputFields.Places(model), place =>
        {
            (string name, InputField field) = place;
            Assert.Contains($" {name} ", help, StringComparison.Ordinal);
            Assert.All(field.Values, value => Assert.Contains(value, help, StringComparison.Ordinal));
            Assert.Contains(field.Default is null ? field.Name : $"(default {field.Default})", help, StringComparison.Ordinal);
        });
        Assert.All(model.Rules, rule => Assert.Contains(rule.Replace("`", "", StringComparison.Ordinal).Split(' ')[0], help, StringComparison.Ordinal));
        Assert.Contains("Exit codes:", help, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Model_Json_HasEveryFactOfEveryField(string path)
    {
        ImageModel model = ImageModels.Find(path)!;
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(0, await bench.RunAsync("model", path, "--json"));

        Assert.Equal(model.Path, bench.Json.GetProperty("path").GetString());
        Assert.Equal(model.Rules, bench.Json.GetProperty("rules").EnumerateArray().Select(rule => rule.GetString()));
        Assert.Equal(model.Fields.Count, bench.Json.GetProperty("fields").GetArrayLength());
        foreach ((InputField field, JsonElement json) in model.Fields.Zip(bench.Json.GetProperty("fields").EnumerateArray()))
        {
            Assert.Equal((field.Name, field.IsRequired, field.Default), (json.GetProperty("name").GetString(), json.GetProperty("required").GetBoolean(), json.GetProperty("default").GetString()));
            Assert.Equal(field.Values, json.GetProperty("values").EnumerateArray().Select(value => value.GetString()));
            Assert.Equal(field.Maximum, json.GetProperty("maximum").ValueKind == JsonValueKind.Null ? null : json.GetProperty("maximum").GetDouble());
        }
    }

    [Fact]
    public async Task Model_ThatIsUnknown_IsRefusedWithTheNearest()
    {
        await using ToolBench bench = await ToolBench.StartAsync();

        Assert.Equal(3, await bench.RunAsync("model", "dalle-3"));

        Assert.Contains("Did you mean dall-e-3", bench.Error, StringComparison.Ordinal);
    }
}
