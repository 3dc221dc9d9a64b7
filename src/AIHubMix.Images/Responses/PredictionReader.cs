using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Errors;
using AIHubMix.Images.Serialization;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Responses;

/// <summary>Reads the answer to a prediction. The form is told by what is there, never by the model: the gateway changes it.</summary>
internal sealed class PredictionReader(GatewayTransport transport, TimeProvider time)
{
    /// <exception cref="AIHubMixApiException">The answer is an error, though its status is a success.</exception>
    /// <exception cref="MalformedResponseException">The answer is none of the known forms.</exception>
    public async Task<PredictionAnswer> ReadAsync(HttpResponseMessage response, GatewayRequest request, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType is { } mediaType && mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
        {
            return new PredictionAnswer { Images = [new GeneratedImage(transport, null, body, mediaType)], Form = ResponseForm.Image };
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            if (LenientJson.TryGetMember(document.RootElement, "error", out _) && !LenientJson.TryGetMember(document.RootElement, "output", out _))
            {
                throw ApiErrorReader.Create(document.RootElement, Encoding.UTF8.GetString(body), response, request, time);
            }

            var collector = new Collector(transport);
            if (!LenientJson.TryGetMember(document.RootElement, "output", out JsonElement output))
            {
                throw Malformed("has no 'output'", null);
            }

            collector.AddOutput(output);
            return new PredictionAnswer
            {
                Images = collector.Images,
                EmptyCount = collector.EmptyCount,
                TaskId = collector.TaskId,
                Form = collector.TaskId is not null ? ResponseForm.Task : collector.Form,
                Usage = LenientJson.TryGetMember(document.RootElement, "usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object ? ImageUsage.FromJson(usage) : null,
                Raw = RawJson.WithoutImageData(document.RootElement),
            };
        }
        catch (JsonException exception)
        {
            throw Malformed($"is not JSON ({exception.Message})", exception);
        }
        catch (FormatException exception)
        {
            throw Malformed(exception.Message, exception);
        }

        MalformedResponseException Malformed(string what, Exception? cause)
        {
            string excerpt = ApiErrorReader.Excerpt(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2048))));
            return new MalformedResponseException(
                $"{request.Description} was answered with {(int)response.StatusCode}, but the body {what}: \"{excerpt}\". "
                + "The generation was most likely billed: look at the account's usage before sending it again.",
                cause)
            {
                Excerpt = excerpt,
                Model = request.Model,
                RequestId = GatewayTransport.RequestIdOf(response),
            };
        }
    }

    private sealed class Collector(GatewayTransport transport)
    {
        private readonly List<GeneratedImage> _images = [];

        public IReadOnlyList<GeneratedImage> Images => _images;

        public int EmptyCount { get; private set; }

        public string? TaskId { get; private set; }

        public ResponseForm Form { get; private set; }

        public void AddOutput(JsonElement output)
        {
            switch (output.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (JsonElement item in output.EnumerateArray())
                    {
                        AddItem(item, ResponseForm.ArrayUrl, ResponseForm.ArrayBase64);
                    }

                    break;
                case JsonValueKind.Object when output.TryGetProperty("b64_json", out JsonElement inline) && inline.ValueKind == JsonValueKind.Array
                    | output.TryGetProperty("urls", out JsonElement urls) && urls.ValueKind == JsonValueKind.Array:
                    AddAll(inline);
                    AddAll(urls);
                    break;
                default:
                    AddItem(output, ResponseForm.ObjectUrl, ResponseForm.ObjectBase64);
                    break;
            }
        }

        private void AddAll(JsonElement list)
        {
            if (list.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement item in list.EnumerateArray())
                {
                    AddItem(item, ResponseForm.ObjectUrl, ResponseForm.ObjectBase64);
                }
            }
        }

        private void AddItem(JsonElement item, ResponseForm urlForm, ResponseForm base64Form)
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                AddText(item.GetString()!, null, urlForm, base64Form);
                return;
            }

            string? mediaType = LenientJson.GetText(item, "mimeType");
            if ((LenientJson.GetText(item, "bytesBase64") ?? LenientJson.GetText(item, "b64_json")) is { Length: > 0 } base64)
            {
                AddBase64(base64, mediaType, base64Form);
            }
            else if (LenientJson.GetText(item, "url") is { Length: > 0 } url)
            {
                AddText(url, mediaType, urlForm, base64Form);
            }
            else if (LenientJson.GetText(item, "taskId") is { Length: > 0 } taskId)
            {
                TaskId ??= taskId;
            }
            else
            {
                EmptyCount++;
            }
        }

        private void AddText(string text, string? mediaType, ResponseForm urlForm, ResponseForm base64Form)
        {
            if (text.Length == 0)
            {
                EmptyCount++;
            }
            else if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            {
                _images.Add(new GeneratedImage(transport, url!, default, mediaType));
                Form = urlForm;
            }
            else
            {
                AddBase64(text, mediaType, base64Form);
            }
        }

        private void AddBase64(string base64, string? mediaType, ResponseForm form)
        {
            ReadOnlySpan<char> digits = base64;
            if (base64.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            {
                int comma = base64.IndexOf(',', StringComparison.Ordinal);
                mediaType ??= comma > 5 ? base64[5..comma].Split(';')[0] : null;
                digits = base64.AsSpan(comma + 1);
            }

            byte[] bytes = new byte[Encoding.UTF8.GetByteCount(digits)];
            Encoding.UTF8.GetBytes(digits, bytes);
            if (Base64.DecodeFromUtf8InPlace(bytes, out int written) != OperationStatus.Done || written == 0)
            {
                throw new FormatException($"holds text that is neither a URL nor base64 (\"{ApiErrorReader.Excerpt(base64)}\")");
            }

            _images.Add(new GeneratedImage(transport, null, bytes.AsMemory(0, written), mediaType));
            Form = form;
        }
    }
}
