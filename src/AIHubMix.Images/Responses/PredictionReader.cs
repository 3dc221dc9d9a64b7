using System.Text;
using System.Text.Json;
using AIHubMix.Images.Results;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>Reads the answer to a prediction. The form is told by what is there, never by the model: the gateway changes it.</summary>
internal sealed class PredictionReader(ClientCore core)
{
    private const int LargestBody = 1024 * 1024 * 1024;
    private const int LongestShownId = 100;

    /// <returns>What the answer holds: pictures, or the id of the task that makes them.</returns>
    /// <exception cref="AIHubMixApiException">The answer is an error, whatever its status.</exception>
    /// <exception cref="MalformedResponseException">The answer is none of the known forms.</exception>
    /// <exception cref="IOException">The connection broke before the answer was complete, and what came names no task.</exception>
    public async Task<ImageResult> ReadAsync(HttpResponseMessage response, GatewayRequest request, CallSettings settings, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await core.Errors.ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
        }

        ResponseBody body = await ResponseBody.ReadWhatComesAsync(response, LargestBody, cancellationToken).ConfigureAwait(false);
        string? requestId = GatewayTransport.RequestIdOf(response);
        if (body.IsTooLarge)
        {
            throw core.Errors.CreateMalformed(response, request, body.Bytes.Span, $"is larger than {LargestBody} bytes");
        }

        if (body.BrokenBy is not null && ImageHeader.TryRead(body.Bytes.Span, out _))
        {
            throw BrokenOff(body, cancellationToken);
        }

        try
        {
            // JSON tells by itself whether it is complete, and a part of it may name the task: neither is lost because the connection broke.
            return Read(body.Bytes, response, new ImageDownloader(core, settings, request, requestId), request, requestId);
        }
        catch (MalformedResponseException) when (body.BrokenBy is not null)
        {
            throw BrokenOff(body, cancellationToken);
        }
    }

    private static IOException BrokenOff(ResponseBody body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return body.ToException();
    }

    private ImageResult Read(ReadOnlyMemory<byte> body, HttpResponseMessage response, ImageDownloader downloader, GatewayRequest request, string? requestId)
    {
        string? mediaType = response.Content.Headers.ContentType?.MediaType is { } type && type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? type : null;
        if (ImageHeader.TryRead(body.Span, out _) || (mediaType is not null && !LenientJson.MayBeJson(body.Span)))
        {
            return body.Length > 0
                ? Result([new GeneratedImage(downloader, null, body, mediaType)]) with { Form = ResponseForm.Image }
                : throw core.Errors.CreateMalformed(response, request, body.Span, "is empty");
        }

        try
        {
            using var document = LenientJson.Parse(body);
            JsonElement json = document.RootElement;
            var collector = new Collector(downloader);
            bool hasOutput = LenientJson.TryGetMember(json, "output", out JsonElement output);
            if (hasOutput)
            {
                collector.AddOutput(output);
            }

            if (collector.IsEmpty && LenientJson.TryGetMember(json, "error", out _))
            {
                throw core.Errors.Create(json, Encoding.UTF8.GetString(body.Span), response, request);
            }

            if (!hasOutput || (collector.IsEmpty && collector.Problem is not null))
            {
                throw core.Errors.CreateMalformed(response, request, body.Span, collector.Problem ?? "has no 'output'");
            }

            return Result(collector.Images) with
            {
                EmptyCount = collector.EmptyCount,
                TaskId = collector.TaskIds?[0],
                FurtherTaskIds = collector.TaskIds is { Count: > 1 } ids ? ids[1..] : [],
                Form = collector.TaskIds is not null ? ResponseForm.Task : collector.Form,
                Usage = LenientJson.TryGetMember(json, "usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object ? ImageUsage.FromJson(usage) : null,
                Raw = RawJson.WithoutImageData(json),
            };
        }
        catch (JsonException exception)
        {
            return TaskIdsIn(body.Span) is { Count: > 0 } taskIds
                ? TasksOnly(taskIds, request, requestId)
                : throw core.Errors.CreateMalformed(response, request, body.Span, $"is not JSON ({exception.Message})", exception);
        }

        ImageResult Result(IReadOnlyList<GeneratedImage> images) => new() { Images = images, Model = request.Model, RequestId = requestId };
    }

    private static ImageResult TasksOnly(List<string> taskIds, GatewayRequest request, string? requestId) =>
        new() { Images = [], Model = request.Model, RequestId = requestId, TaskId = taskIds[0], FurtherTaskIds = taskIds[1..], Form = ResponseForm.Task };

    // An answer that is cut off or damaged may still name its tasks, and with them the way to what was paid for.
    private static List<string> TaskIdsIn(ReadOnlySpan<byte> body)
    {
        var ids = new List<string>();
        var reader = new Utf8JsonReader(LenientJson.WithoutPreamble(body), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("taskId"u8)
                    && reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString() is { } id && TaskToken.IsTaskId(id))
                {
                    ids.Add(id);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Nothing that can be read comes after this.
        }

        return ids;
    }

    /// <summary>Gathers what an output holds. An entry that cannot be read never costs the pictures beside it.</summary>
    private sealed class Collector(ImageDownloader downloader)
    {
        private readonly List<GeneratedImage> _images = [];

        public IReadOnlyList<GeneratedImage> Images => _images;

        public int EmptyCount { get; private set; }

        /// <summary>The tasks that make the pictures; null when there is none.</summary>
        public List<string>? TaskIds { get; private set; }

        public ResponseForm Form { get; private set; }

        /// <summary>What was wrong with the first entry that could not be read; null when all could.</summary>
        public string? Problem { get; private set; }

        public bool IsEmpty => _images.Count == 0 && TaskIds is null;

        public void AddOutput(JsonElement output)
        {
            if (output.ValueKind == JsonValueKind.Array)
            {
                AddAll(output, ResponseForm.ArrayUrl, ResponseForm.ArrayBase64);
                return;
            }

            bool hasInline = LenientJson.TryGetMember(output, "b64_json", out JsonElement inline) && inline.ValueKind == JsonValueKind.Array;
            bool hasUrls = LenientJson.TryGetMember(output, "urls", out JsonElement urls) && urls.ValueKind == JsonValueKind.Array;
            if (hasInline)
            {
                AddAll(inline, ResponseForm.ObjectUrl, ResponseForm.ObjectBase64);
            }

            if (hasUrls)
            {
                AddAll(urls, ResponseForm.ObjectUrl, ResponseForm.ObjectBase64);
            }

            if (!hasInline && !hasUrls)
            {
                AddItem(output, ResponseForm.ObjectUrl, ResponseForm.ObjectBase64);
            }
        }

        private void AddAll(JsonElement list, ResponseForm urlForm, ResponseForm base64Form)
        {
            foreach (JsonElement item in list.EnumerateArray())
            {
                AddItem(item, urlForm, base64Form);
            }
        }

        private void AddItem(JsonElement item, ResponseForm urlForm, ResponseForm base64Form)
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                if (LenientJson.TryGetString(item, out string? text))
                {
                    AddText(text, null, urlForm, base64Form);
                }
                else
                {
                    Skip("holds text that is no valid Unicode");
                }

                return;
            }

            string? mediaType = LenientJson.GetText(item, "mimeType");
            if ((LenientJson.GetText(item, "bytesBase64") ?? LenientJson.GetText(item, "b64_json")) is { } base64)
            {
                AddBase64(base64, mediaType, base64Form, mustBeKnown: false);
            }
            else if (LenientJson.GetText(item, "url") is { } url)
            {
                AddText(url, mediaType, urlForm, base64Form);
            }
            else if (LenientJson.GetText(item, "taskId") is { } taskId)
            {
                AddTask(taskId);
            }
            else if (LenientJson.TryGetMember(item, "b64_json", out JsonElement inner) && inner.ValueKind == JsonValueKind.Array)
            {
                AddAll(inner, urlForm, base64Form);
            }
            else
            {
                EmptyCount++;
            }
        }

        private void AddTask(string taskId)
        {
            if (TaskToken.IsTaskId(taskId))
            {
                (TaskIds ??= []).Add(taskId);
            }
            else
            {
                Skip($"names a task '{(taskId.Length <= LongestShownId ? taskId : taskId[..LongestShownId] + "…")}', which is no id");
            }
        }

        private void AddText(string text, string? mediaType, ResponseForm urlForm, ResponseForm base64Form)
        {
            if (text.Length == 0)
            {
                EmptyCount++;
            }
            else if (PictureText.TryReadUrl(text, out Uri? url))
            {
                _images.Add(new GeneratedImage(downloader, url, default, mediaType));
                Form = urlForm;
            }
            else
            {
                AddBase64(text, mediaType, base64Form, mustBeKnown: true);
            }
        }

        private void AddBase64(string base64, string? mediaType, ResponseForm form, bool mustBeKnown)
        {
            // A word such as "none" is base64 by chance.
            if (!PictureText.TryDecode(base64, out ReadOnlyMemory<byte> bytes, out string? namedType)
                || (mustBeKnown && !ImageHeader.TryRead(bytes.Span, out _)))
            {
                Skip(mustBeKnown ? "holds text that is neither a URL nor a picture in base64" : "holds base64 that is damaged");
                return;
            }

            _images.Add(new GeneratedImage(downloader, null, bytes, mediaType ?? namedType));
            Form = form;
        }

        private void Skip(string problem)
        {
            Problem ??= problem;
            EmptyCount++;
        }
    }
}
