using AIHubMix.Images.Results;

namespace AIHubMix.Images.Tests.Results;

public sealed class PictureBufferTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99_999)]
    [InlineData(300_000)]
    [InlineData(300_001)]
    public void ToArrayAndReturn_WhateverWasExpected_IsWhatCame(int? expected)
    {
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(number => (byte)(number * 13))];
        using var buffer = new PictureBuffer(expected);

        for (int filled = 0; filled < bytes.Length;)
        {
            Memory<byte> memory = buffer.GetMemory();
            int count = Math.Min(Math.Min(memory.Length, 33_333), bytes.Length - filled);
            bytes.AsMemory(filled, count).CopyTo(memory);
            buffer.Advance(count);
            filled += count;
        }

        Assert.Equal(bytes, buffer.ToArrayAndReturn());
    }

    [Fact]
    public void ToArrayAndReturn_Nothing_IsEmpty()
    {
        using var buffer = new PictureBuffer();

        Assert.Empty(buffer.ToArrayAndReturn());
    }

    [Fact]
    public void GetMemory_AllThatWasExpected_StillHasRoomToSeeTheEnd()
    {
        using var buffer = new PictureBuffer(10);
        Assert.Equal(10, buffer.GetMemory().Length);
        buffer.Advance(10);

        Assert.False(buffer.GetMemory().IsEmpty);
        Assert.Equal(10, buffer.ToArrayAndReturn().Length);
    }
}
