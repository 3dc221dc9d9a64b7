using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace AIHubMix.Images.Kiota.Adapter;

/// <summary>Takes the answer from an adapter as it came from the network, unread.</summary>
internal sealed class NativeResponse : IResponseHandler
{
    /// <summary>The answer; null when the adapter did not hand it over, or handed over something else.</summary>
    public HttpResponseMessage? Message { get; private set; }

    public Task<TModel?> HandleResponseAsync<TResponse, TModel>(TResponse response, Dictionary<string, ParsableFactory<IParsable>>? errorMappings)
    {
        Message = response as HttpResponseMessage;
        return Task.FromResult<TModel?>(default);
    }
}
