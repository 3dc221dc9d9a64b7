using System.Text;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>What is sent back: the simulator's answer, or a canned one.</summary>
internal sealed record FrontReply(int Status, string? MediaType, byte[] Body, params IReadOnlyList<(string Name, string Value)> Headers)
{
    public static FrontReply Of(int status, string? mediaType, string body, params IReadOnlyList<(string Name, string Value)> headers) =>
        new(status, mediaType, Encoding.UTF8.GetBytes(body), headers);

    public ReadOnlyMemory<byte> FirstHalf => Body.AsMemory(0, Body.Length / 2);

    public string Text => Encoding.UTF8.GetString(Body);
}
