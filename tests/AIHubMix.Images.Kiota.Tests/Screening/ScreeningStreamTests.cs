using System.Text;
using AIHubMix.Images.Kiota.Screening;

namespace AIHubMix.Images.Kiota.Tests.Screening;

public sealed class ScreeningStreamTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_AnyTextInAnyPieces_IsTheTextWithTheSecretBlottedOut()
    {
        const string secret = "abacabad";
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => random.Next(5) == 0 ? secret : $"{(char)('a' + random.Next(4))}"));
            var stream = new ScreeningStream(new Pieces(Encoding.ASCII.GetBytes(text), () => random.Next(1, 12)), Encoding.ASCII.GetBytes(secret));
            var read = new MemoryStream();
            byte[] buffer = new byte[random.Next(1, 20)];
            for (int count; (count = await stream.ReadAsync(buffer, Cancel)) > 0;)
            {
                read.Write(buffer, 0, count);
            }

            Assert.Equal(text.Replace(secret, "********", StringComparison.Ordinal), Encoding.ASCII.GetString(read.ToArray()));
        }
    }

    [Fact]
    public async Task ReadAsync_TextThatIsNoBeginningOfTheSecret_IsNotHeldBack()
    {
        var stream = new ScreeningStream(new Pieces("pending"u8.ToArray(), () => 7), "a-secret"u8.ToArray());

        Assert.Equal(7, await stream.ReadAsync(new byte[100], Cancel));
    }

    [Fact]
    public async Task CopyToAsync_TextLongerThanTheBuffer_IsWhole()
    {
        byte[] text = new byte[100_000];
        new Random(1).NextBytes(text);
        var copy = new MemoryStream();

        await new ScreeningStream(new Pieces(text, () => int.MaxValue), new byte[200]).CopyToAsync(copy, Cancel);

        Assert.Equal(text, copy.ToArray());
    }

    private sealed class Pieces(byte[] bytes, Func<int> length) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, length())], cancellationToken);
    }
}
