using System.Text;
using System.Text.Json;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>Reads the answer to a prediction. The form is told by what is there, never by the model: the gateway changes it.</summary>
internal sealed class PredictionReader(GatewayTransport transport, ApiErrorReader errors)
{
    /// <returns>What the answer holds: pictures, or the id of the task that makes them.</returns>
    /// <exception cref="AIHubMixApiException">The answer is an error, whatever its status.</exception>
    /// <exception cref="MalformedResponseException">The answer is none of the known forms.</exception>
    public async Task<ImageResult> ReadAsync(HttpResponseMessage response, GatewayRequest request, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await errors.ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
        }

        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType is { } mediaType && mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            return body.Length > 0
                ? Result([new GeneratedImage(transport, null, body, mediaType)]) with { Form = ResponseForm.Image }
                : throw errors.CreateMalformed(response, request, body, "is empty");
        }

        try
        {
            using var document = LenientJson.Parse(body);
            JsonElement json = document.RootElement;
            var collector = new Collector(transport);
            bool hasOutput = LenientJson.TryGetMember(json, "output", out JsonElement output);
            if (hasOutput)
            {
                collector.AddOutput(output);
            }

            if (collector.IsEmpty && LenientJson.TryGetMember(json, "error", out _))
            {
                throw errors.Create(json, Encoding.UTF8.GetString(body), response, request);
            }

            if (!hasOutput || (collector.IsEmpty && collector.Problem is not null))
            {
                throw errors.CreateMalformed(response, request, body, collector.Problem ?? "has no 'output'");
            }

            return Result(collector.Images) with
            {
                EmptyCount = collector.EmptyCount,
                TaskId = collector.TaskId,
                Form = collector.TaskId is not null ? ResponseForm.Task : collector.Form,
                Usage = LenientJson.TryGetMember(json, "usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object ? ImageUsage.FromJson(usage) : null,
                Raw = RawJson.WithoutImageData(json),
            };
        }
        catch (JsonException exception)
        {
            throw errors.CreateMalformed(response, request, body, $"is not JSON ({exception.Message})", exception);
        }

        ImageResult Result(IReadOnlyList<GeneratedImage> images) => new()
        {
            Images = images,
            Model = request.Model,
            RequestId = GatewayTransport.RequestIdOf(response),
        };
    }

    /// <summary>Gathers what an output holds. An entry that cannot be read never costs the pictures beside it.</summary>
    private sealed class Collector(GatewayTransport transport)
    {
        private readonly List<GeneratedImage> _images = [];

        public IReadOnlyList<GeneratedImage> Images => _images;

        public int EmptyCount { get; private set; }

        public string? TaskId { get; private set; }

        public ResponseForm Form { get; private set; }

        /// <summary>What was wrong with the first entry that could not be read; null when all could.</summary>
        public string? Problem { get; private set; }

        public bool IsEmpty => _images.Count == 0 && TaskId is null;

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
            // A path segment of dots would lead the request, and the key with it, to another path.
            if (taskId is "." or "..")
            {
                Skip($"names a task '{taskId}'");
            }
            else
            {
                TaskId ??= taskId;
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
                _images.Add(new GeneratedImage(transport, url, default, mediaType));
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

            _images.Add(new GeneratedImage(transport, null, bytes, mediaType ?? namedType));
            Form = form;
        }

        private void Skip(string problem)
        {
            Problem ??= problem;
            EmptyCount++;
        }
    }
}
