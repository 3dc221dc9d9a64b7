using AIHubMix.Images.Generation.Yaml;

namespace AIHubMix.Images.Generation.Checking;

/// <summary>An operation of a path.</summary>
internal readonly record struct Operation(Member Path, Member Method)
{
    public Part Node => Method.Value;

    public Part? Model => Node["x-model"];

    public Part? Body => Node.At("requestBody", "content", "application/json");

    public Part? RequestSchema => Body?["schema"];
}
