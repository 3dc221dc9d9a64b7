using System.Net;
using System.Text.Json;
using AIHubMix.Images.Benchmarks.Peers;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Scoring;

/// <summary>Nothing is measured of a client that does not end with the right thing.</summary>
internal static class Checks
{
    /// <summary>The picture into a stream, by the SDK and by hand.</summary>
    public static async Task StreamAsync(Contest contest, int mebibytes)
    {
        byte[] picture = Picture.Make(mebibytes);
        using var stream = new MemoryStream(picture.Length);
        await contest.Subject.ToStreamAsync(stream);
        MustBe(picture, stream.ToArray(), "to a stream");
        stream.SetLength(0);
        await contest.Baselines.DecodeAsync(stream);
        MustBe(picture, stream.ToArray(), "decoded by hand");
    }

    /// <summary>The picture into memory, by everybody.</summary>
    public static async Task MemoryAsync(Contest contest, int mebibytes)
    {
        byte[] picture = Picture.Make(mebibytes);
        foreach (IPeer contender in contest.All)
        {
            MustBe(picture, await contender.GenerateAsync(), contender.Name);
        }
    }

    /// <summary>The picture into a file, by the SDK.</summary>
    public static async Task FileAsync(Contest contest, int mebibytes, string path)
    {
        await contest.Subject.ToFileAsync(path);
        MustBe(Picture.Make(mebibytes), await File.ReadAllBytesAsync(path), "to a file");
    }

    /// <summary>The URL that a small call ends with, by everybody.</summary>
    public static async Task SmallCallAsync(Contest contest)
    {
        foreach (IPeer contender in contest.All)
        {
            string url = await contender.CallAsync();
            if (url != SmallBodies.Url)
            {
                throw new InvalidOperationException($"{contender.Name}: {url} is not the URL that was sent.");
            }
        }
    }

    /// <summary>The JSON that goes out with the picture in it.</summary>
    /// <returns>How many bytes it is.</returns>
    public static async Task<int> UploadAsync(byte[] picture, string? file)
    {
        using var handler = new KeepingHandler();
        using var invoker = new HttpMessageInvoker(handler);
        using var subject = new Subject(invoker, new Uri("http://127.0.0.1:1/"));
        await (file is null ? subject.UploadAsync(picture) : subject.UploadFileAsync(file));
        using var body = JsonDocument.Parse(handler.Body);
        string image = body.RootElement.GetProperty("input").EnumerateObject().Single(member => member.Name == "input_image").Value.GetString()!;
        MustBe(picture, Convert.FromBase64String(image), "upload");
        return handler.Body.Length;
    }

    private static void MustBe(byte[] picture, ReadOnlyMemory<byte> bytes, string name)
    {
        if (!bytes.Span.SequenceEqual(picture))
        {
            throw new InvalidOperationException($"{name}: {bytes.Length} bytes that are not the picture.");
        }
    }

    private sealed class KeepingHandler : HttpMessageHandler
    {
        public byte[] Body { get; private set; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(SmallBodies.Gateway), RequestMessage = request };
            response.Content.Headers.ContentType = new("application/json");
            response.Headers.Add("X-Request-Id", Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return response;
        }
    }
}
