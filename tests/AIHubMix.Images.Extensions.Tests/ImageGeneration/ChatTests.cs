using System.Text.RegularExpressions;
using AIHubMix.Images.Extensions.Tests.Docs;
using AIHubMix.Images.Extensions.Tests.Support;
using Microsoft.Extensions.AI;

namespace AIHubMix.Images.Extensions.Tests.ImageGeneration;

/// <summary>The generator as a function that a chat model calls.</summary>
public sealed partial class ChatTests
{
    [Fact]
    public async Task UseImageGeneration_ChatModelAsksForAPictureAndThenForAChange_GetsBoth()
    {
        await using Studio studio = await Studio.OpenAsync();
        using var model = new Painter();
        using IChatClient chat = ImageGeneratorSnippets.Chat(model, studio.Client);
        ChatOptions options = ImageGeneratorSnippets.ChatTools();
        List<ChatMessage> history = [new(ChatRole.User, "Paint a deer")];

        history.AddRange((await studio.Clock.RunAsync(chat.GetResponseAsync(history, options, TestContext.Current.CancellationToken))).Messages);
        history.Add(new ChatMessage(ChatRole.User, "Give it larger antlers"));
        ChatResponse response = await studio.Clock.RunAsync(chat.GetResponseAsync(history, options, TestContext.Current.CancellationToken));

        Assert.Equal("Done.", response.Text);
        studio.Gateway.Ledger.ShouldHaveBilled(2, ImageModels.FluxKontextMax);
        studio.Gateway.Ledger.ShouldHaveDeliveredAll();
        Assert.Equal("Larger antlers", (string?)studio.Input["prompt"]);
        Assert.NotNull(studio.Input["input_image"]);
    }

    [GeneratedRegex(@"image:([^\]\s]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ImageId();

    /// <summary>A chat model that paints first, and changes what it painted when it is asked again.</summary>
    private sealed class Painter : IChatClient
    {
        private int _turn;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            AIContent says = _turn++ switch
            {
                0 => new FunctionCallContent("1", "GenerateImage", new Dictionary<string, object?> { ["prompt"] = "A deer" }),
                2 => new FunctionCallContent("2", "EditImage", new Dictionary<string, object?> { ["prompt"] = "Larger antlers", ["imageId"] = IdOf(messages) }),
                _ => new TextContent("Done."),
            };
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [says])));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        // A text stands in the place of each picture and names it.
        private static string IdOf(IEnumerable<ChatMessage> messages)
        {
            string said = string.Join('\n', messages.SelectMany(message => message.Contents).Select(content => $"{content.GetType().Name}: {content}"));
            return ImageId().Match(said) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException(said);
        }
    }
}
