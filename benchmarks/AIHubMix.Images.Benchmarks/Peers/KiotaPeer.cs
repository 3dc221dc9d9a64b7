using System.Net.Http.Headers;
using AIHubMix.Images.Benchmarks.Servers;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Serialization.Json;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>Kiota's runtime under request builders and models written by hand in the form that its generator emits, with base64 as a string.</summary>
/// <remarks>Four things are spared it. Its generator would make <c>output</c> a wrapper of four forms and try each; its fluent path would make a request builder for every segment of every
/// call; each call would make its table of errors anew; and its default HttpClient, of <see cref="KiotaClientFactory"/>, would have handlers for retries, redirects and more in it,
/// which one that is handed in has not.</remarks>
internal sealed class KiotaPeer : IPeer, IDisposable
{
    private readonly HttpClientRequestAdapter _adapter;
    private readonly KiotaPredictionsRequestBuilder _dalle;
    private readonly KiotaPredictionsRequestBuilder _gptImage;
    private readonly KiotaTaskRequestBuilder _task;

    public KiotaPeer(HttpClient http, Uri endpoint)
    {
        // The HttpClient has the key: Kiota's own provider of one sends it over https only.
        _adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), new JsonParseNodeFactory(), new JsonSerializationWriterFactory(), http)
        {
            BaseUrl = endpoint.AbsoluteUri.TrimEnd('/'),
        };
        var parameters = new Dictionary<string, object> { ["baseurl"] = _adapter.BaseUrl };
        _dalle = new KiotaPredictionsRequestBuilder(_adapter, "{+baseurl}/v1/models/opanai/dall-e-3/predictions", parameters);
        _gptImage = new KiotaPredictionsRequestBuilder(_adapter, "{+baseurl}/v1/models/opanai/gpt-image-1/predictions", parameters);
        _task = new KiotaTaskRequestBuilder(_adapter, new Dictionary<string, object>(parameters) { ["taskId"] = TaskBodies.Id });
    }

    /// <summary>As <see cref="Inputs.Dalle"/>.</summary>
    public static KiotaRequest Dalle => new()
    {
        Input = new KiotaInput { Prompt = Inputs.Prompt, Size = KiotaSize.OneThousandTwentyFourx1024, Quality = KiotaQuality.Hd, Style = KiotaStyle.Natural },
    };

    public string Name => "Kiota 2.1.6";

    public async Task<string> CallAsync()
    {
        KiotaAnswer? answer = await _dalle.PostAsync(Dalle).ConfigureAwait(false);
        return answer!.Output!.Urls![0];
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        KiotaAnswer? answer = await _gptImage.PostAsync(new KiotaRequest { Input = new KiotaInput { Prompt = Inputs.Prompt } }).ConfigureAwait(false);
        return Convert.FromBase64String(answer!.Output!.B64Json![0].BytesBase64!);
    }

    /// <returns>The length of the URL, of the picture, or of the id of the task.</returns>
    public async Task<int> ReadAsync(OutputForm form)
    {
        var request = new KiotaRequest { Input = new KiotaInput { Prompt = Inputs.Prompt } };
        if (form.IsObject())
        {
            KiotaOutput output = (await _gptImage.PostAsync(request).ConfigureAwait(false))!.Output!;
            return form == OutputForm.ObjectUrl ? output.Urls![0].Length : Convert.FromBase64String(output.B64Json![0].BytesBase64!).Length;
        }

        KiotaItem item = (await _gptImage.PostForListAsync(request).ConfigureAwait(false))!.Output![0];
        return form switch
        {
            OutputForm.ListUrl => item.Url!.Length,
            OutputForm.ListTask => item.TaskId!.Length,
            OutputForm.ListBase64 => Convert.FromBase64String(item.BytesBase64!).Length,
            _ => Convert.FromBase64String(item.B64Json!).Length,
        };
    }

    /// <returns>The status of a task.</returns>
    public async Task<string> LookAsync() => (await _task.GetAsync().ConfigureAwait(false))!.Status!;

    /// <returns>What the error says. Of what is no JSON it has nothing to say but that it cannot read it.</returns>
    public async Task<string> FailAsync()
    {
        try
        {
            await CallAsync().ConfigureAwait(false);
            throw new InvalidOperationException("No error came.");
        }
        catch (KiotaErrorResponse exception)
        {
            return exception.Error!.MessageEscaped!;
        }
        catch (Exception exception) when (exception is ApiException or ArgumentException)
        {
            return exception.Message;
        }
    }

    /// <summary>Sends a picture as a string with its base64.</summary>
    public Task UploadAsync(byte[] picture) =>
        _gptImage.PostAsync(new KiotaRequest { Input = new KiotaInput { Prompt = Inputs.Prompt, Image = "data:image/png;base64," + Convert.ToBase64String(picture) } });

    /// <summary>The body of a request, made as the generated code and the adapter make it.</summary>
    public static HttpContent ToContent(IParsable request)
    {
        using var writer = new JsonSerializationWriter();
        writer.WriteObjectValue(null, request);
        var content = new StreamContent(writer.GetSerializedContent());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    public void Dispose() => _adapter.Dispose();
}
