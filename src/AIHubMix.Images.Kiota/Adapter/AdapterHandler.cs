using System.Net.Http.Headers;
using AIHubMix.Images.Kiota.Authentication;
using AIHubMix.Images.Kiota.Pipeline;
using AIHubMix.Images.Kiota.Screening;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace AIHubMix.Images.Kiota.Adapter;

/// <summary>Has requests to the gateway carried by a request adapter. Downloads go past it, because it would authenticate them.</summary>
internal sealed class AdapterHandler(IRequestAdapter adapter, Uri tasksEndpoint, IReadOnlyList<IRequestOption> options, HttpMessageHandler downloads) : DelegatingHandler(downloads)
{
    /// <summary>A task that there is not.</summary>
    private const string NoTask = "tasks/00000000-0000-0000-0000-000000000000";

    private volatile bool _isKnownToAnswer = adapter is HttpClientRequestAdapter;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!KeyedRequest.Is(request))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        request.Headers.Remove("Authorization");
        if (request.Content is null)
        {
            return await LookAsync(request, cancellationToken).ConfigureAwait(false);
        }

        if (!_isKnownToAnswer)
        {
            await TryAsync(cancellationToken).ConfigureAwait(false);
        }

        return await BuyAsync(request, request.Content, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> LookAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? answer;
        try
        {
            answer = await CarryAsync(Authenticator.Describe(request, request.RequestUri!), null, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException exception)
        {
            // It has read the answer itself.
            throw Unfit(exception);
        }
        catch (Exception exception) when (IsItsOwn(exception))
        {
            throw Failed(exception);
        }

        _isKnownToAnswer |= answer is not null;
        return answer ?? throw Unfit();
    }

    private async Task<HttpResponseMessage> BuyAsync(HttpRequestMessage request, HttpContent content, CancellationToken cancellationToken)
    {
        RequestInformation information = Authenticator.Describe(request, request.RequestUri!);
        var body = new BodyStream(content);
        information.Content = body;

        // Asked for as a value, the length is worked out.
        _ = content.Headers.ContentLength;
        foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
        {
            information.Headers.Add(name, [.. values]);
        }

        HttpResponseMessage? answer;
        try
        {
            answer = await CarryAsync(information, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            body.End();
            if (!body.WasAskedFor && IsItsOwn(exception))
            {
                throw Failed(exception);
            }

            if (body.WasAskedFor && exception is OperationCanceledException { InnerException: TimeoutException } && !cancellationToken.IsCancellationRequested)
            {
                throw new HttpRequestException(
                    $"The HttpClient of {Name} gave up after its own Timeout. Set that to Timeout.InfiniteTimeSpan; the Deadline of the client's options bounds the call.", exception);
            }

            throw;
        }

        return answer ?? throw new InvalidOperationException($"{Name} handed out no answer. It may have been sent.");
    }

    /// <summary>Makes sure that the adapter hands out answers, with a request that costs nothing.</summary>
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        var look = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(tasksEndpoint.AbsoluteUri.TrimEnd('/') + '/'), NoTask));
        look.Headers.Add("Accept", "application/json");
        (await LookAsync(look, cancellationToken).ConfigureAwait(false)).Dispose();
    }

    /// <returns>The answer; null when the adapter does not hand it out.</returns>
    private async Task<HttpResponseMessage?> CarryAsync(RequestInformation request, BodyStream? body, CancellationToken cancellationToken)
    {
        var response = new NativeResponse();
        request.AddRequestOptions([.. options, new ResponseHandlerOption { ResponseHandler = response }]);

        // For a stream, the adapter does not wait for the whole body.
        Task carrying = adapter.SendPrimitiveAsync<Stream>(request, cancellationToken: cancellationToken);
        try
        {
            await carrying.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && body?.TryRevoke() == false)
        {
            // What is on its way is waited for: nothing may be sent after the call has told how far it came.
            await carrying.ConfigureAwait(false);
        }

        if (response.Message is { } answer)
        {
            ScreenedContent.Screen(answer, answer.RequestMessage?.Headers.Authorization?.Parameter is { } secret ? [secret] : []);
        }

        return response.Message;
    }

    private string Name => adapter.GetType().Name;

    // What the network fails with is worth another try; what the adapter or its authentication fails with is not.
    private static bool IsItsOwn(Exception exception) => exception is not (HttpRequestException or IOException or OperationCanceledException or RequestNotSentException);

    private RequestNotSentException Failed(Exception exception) =>
        new($"{Name} could not send it; the inner exception, {exception.GetType().Name}, says why.", exception);

    private RequestNotSentException Unfit(Exception? exception = null) => new(
        $"{Name} does not hand out the HttpResponseMessage to a {nameof(ResponseHandlerOption)}, without which pictures cannot be read as they come: it was asked with a look at a task, which costs nothing. "
        + $"Use an adapter that does, as {nameof(HttpClientRequestAdapter)}.", exception);
}
