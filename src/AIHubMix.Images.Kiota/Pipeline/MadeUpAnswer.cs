namespace AIHubMix.Images.Kiota.Pipeline;

/// <summary>An answer that did not come from the network: middleware may hand out the same one again, and the SDK disposes of what it has read.</summary>
internal static class MadeUpAnswer
{
    public static async Task<HttpResponseMessage> CopyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var copy = new HttpResponseMessage(answer.StatusCode)
        {
            ReasonPhrase = answer.ReasonPhrase,
            Version = answer.Version,
            RequestMessage = answer.RequestMessage,
            Content = new ByteArrayContent(body),
        };
        foreach ((string name, IEnumerable<string> values) in answer.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        foreach ((string name, IEnumerable<string> values) in answer.Content.Headers)
        {
            copy.Content.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }
}
