using System.Net;

namespace AIHubMix.Images.OtherProcess;

/// <summary>Answers every prediction at once with the same large picture.</summary>
public sealed class LargePictures : HttpMessageHandler
{
    private static readonly byte[] Body = [.. "{\"output\":[{\"bytesBase64\":\""u8, .. System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(Draw())), .. "\"}]}"u8];

    /// <summary>16 MiB that begin as a PNG does.</summary>
    public static byte[] Picture { get; } = Draw();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Body) });

    private static byte[] Draw()
    {
        byte[] picture = new byte[16 * 1024 * 1024];
        new Random(4).NextBytes(picture);
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(picture);
        return picture;
    }
}
