using System.Diagnostics.CodeAnalysis;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Abstractions.Store;

namespace AIHubMix.Images.Kiota.Tests.Adapter;

/// <summary>An adapter of a team's own, around another.</summary>
internal sealed class Decorator(IRequestAdapter inner) : IRequestAdapter
{
    public int Sends { get; init; } = 1;

    public bool TakesTheHandlerOff { get; init; }

    /// <summary>What is waited for before a request is sent.</summary>
    public Func<RequestInformation, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>The last request.</summary>
    public Task? Last { get; private set; }

    public ISerializationWriterFactory SerializationWriterFactory => inner.SerializationWriterFactory;

    public string? BaseUrl { get => inner.BaseUrl; set => inner.BaseUrl = value; }

    public Task<TModel?> SendPrimitiveAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TModel>(
        RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
    {
        Task<TModel?> sending = CarryAsync<TModel>(requestInfo, errorMapping);
        Last = sending;
        return sending;
    }

    // It heeds no cancellation.
    private async Task<TModel?> CarryAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TModel>(RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping)
    {
        await Before(requestInfo);
        if (TakesTheHandlerOff)
        {
            requestInfo.RemoveRequestOptions([.. requestInfo.RequestOptions.OfType<ResponseHandlerOption>()]);
        }

        TModel? model = default;
        for (int time = 0; time < (requestInfo.HttpMethod == Method.POST ? Sends : 1); time++)
        {
            model = await inner.SendPrimitiveAsync<TModel>(requestInfo, errorMapping);
        }

        return model;
    }

    public Task<TModel?> SendAsync<TModel>(
        RequestInformation requestInfo, ParsableFactory<TModel> factory, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
        where TModel : IParsable => throw new NotSupportedException();

    public Task<IEnumerable<TModel>?> SendCollectionAsync<TModel>(
        RequestInformation requestInfo, ParsableFactory<TModel> factory, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default)
        where TModel : IParsable => throw new NotSupportedException();

    public Task<IEnumerable<TModel>?> SendPrimitiveCollectionAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TModel>(
        RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SendNoContentAsync(RequestInformation requestInfo, Dictionary<string, ParsableFactory<IParsable>>? errorMapping = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<T?> ConvertToNativeRequestAsync<T>(RequestInformation requestInfo, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void EnableBackingStore(IBackingStoreFactory backingStoreFactory) => throw new NotSupportedException();
}
