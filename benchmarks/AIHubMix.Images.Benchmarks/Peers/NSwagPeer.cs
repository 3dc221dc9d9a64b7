using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text.Json;
using AIHubMix.Images.Benchmarks.Peers.Stock;
using AIHubMix.Images.Benchmarks.Servers;

namespace AIHubMix.Images.Benchmarks.Peers;

/// <summary>What NSwag's own templates make of the document at build.</summary>
/// <remarks>It sends what the gateway refuses: <c>"size":"_1024x1024"</c>, <c>"quality":"Hd"</c>, and every default along with them. It leaves <c>output</c> as JSON, so a list there,
/// which most models answer with, is an exception, and an object has the picture decoded straight from its bytes.</remarks>
internal sealed class NSwagPeer(HttpClient http, Uri endpoint) : IPeer
{
    private readonly StockClient _client = new(http) { BaseUrl = endpoint.AbsoluteUri };

    public string Name => "NSwag 14.7.1";

    /// <summary>As <see cref="Inputs.Dalle"/>.</summary>
    public static DallE3Request Dalle => new()
    {
        Input = new Stock.DallE3Input { Prompt = Inputs.Prompt, Size = DallE3InputSize._1024x1024, Quality = DallE3InputQuality.Hd, Style = DallE3InputStyle.Natural },
    };

    public async Task<string> CallAsync()
    {
        PredictionResponse answer = await _client.PredictDallE3Async(Dalle).ConfigureAwait(false);
        return Output(answer, "urls")[0].GetString()!;
    }

    public async Task<ReadOnlyMemory<byte>> GenerateAsync()
    {
        PredictionResponse answer = await _client.PredictGptImage1Async(new GptImageRequest { Input = new Stock.GptImageInput { Prompt = Inputs.Prompt } }).ConfigureAwait(false);
        return Output(answer, "b64_json")[0].GetProperty("bytesBase64").GetBytesFromBase64();
    }

    /// <param name="form">One of the two forms that are an object.</param>
    /// <returns>The length of the URL or of the picture.</returns>
    public async Task<int> ReadAsync(OutputForm form)
    {
        if (form == OutputForm.ObjectBase64)
        {
            return (await GenerateAsync().ConfigureAwait(false)).Length;
        }

        PredictionResponse answer = await _client.PredictGptImage1Async(new GptImageRequest { Input = new Stock.GptImageInput { Prompt = Inputs.Prompt } }).ConfigureAwait(false);
        return Output(answer, "urls")[0].GetString()!.Length;
    }

    /// <returns>The status of a task.</returns>
    public async Task<string> LookAsync() => (await _client.GetTaskAsync(TaskBodies.Id).ConfigureAwait(false)).Status;

    /// <returns>What the error says; what the exception says where it is no JSON.</returns>
    public async Task<string> FailAsync()
    {
        try
        {
            await CallAsync().ConfigureAwait(false);
            throw new InvalidOperationException("No error came.");
        }
        catch (ApiException<Stock.ErrorResponse> exception)
        {
            return exception.Result.Error.Message;
        }
        catch (Stock.ApiException exception)
        {
            return exception.Message + exception.InnerException?.Message;
        }
    }

    /// <summary>Sends a picture as the data URL that the document asks for, which is a string here.</summary>
    public Task UploadAsync(byte[] picture) => _client.PredictGptImage1Async(new GptImageRequest
    {
        Input = new Stock.GptImageInput { Prompt = Inputs.Prompt, Image = "data:image/png;base64," + Convert.ToBase64String(picture) },
    });

    /// <summary>The body of a request, made as the generated code makes it.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "So does the generated code.")]
    public static HttpContent ToContent<TRequest>(TRequest request)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, Settings));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return content;
    }

    private static readonly JsonSerializerOptions Settings = new();

    private static JsonElement Output(PredictionResponse answer, string name) => (JsonElement)answer.Output.AdditionalProperties[name];
}
