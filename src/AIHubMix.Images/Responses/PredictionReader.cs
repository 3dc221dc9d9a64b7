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
    private const int LongestShownId = 100;
    private const int LargestPicture = 1024 * 1024 * 1024;

    /// <summary>Takes the current picture of a scanner.</summary>
    public delegate ValueTask<TakenPicture> Taker(PredictionScanner scanner, CancellationToken cancellationToken);

    /// <param name="answer">The answer.</param>
    /// <param name="take">Where the pictures go that are in the answer itself.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What the answer holds: pictures, or the id of the task that makes them.</returns>
    /// <exception cref="AIHubMixApiException">The answer is an error under the status of a success.</exception>
    /// <exception cref="MalformedResponseException">The answer is none of the known forms.</exception>
    /// <exception cref="IOException">The connection broke before the answer was complete, and what came names neither a picture nor a task.</exception>
    public async ValueTask<ImageResult> ReadAsync(PredictionAnswer answer, Taker take, CancellationToken cancellationToken)
    {
        PredictionScanner scanner = answer.Scanner;
        List<TakenPicture>? pictures = null;
        Exception? failure = null;
        try
        {
            while (await scanner.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                try
                {
                    TakenPicture picture = await take(scanner, cancellationToken).ConfigureAwait(false);
                    (pictures ??= []).Add(picture);
                }
                catch (ScanException exception)
                {
                    (pictures ??= []).Add(new TakenPicture(default, null, exception.Message));
                }
            }
        }
        catch (Exception exception) when (exception is ScanException || exception == scanner.BrokenBy)
        {
            failure = exception;
        }

        return Conclude(answer, pictures ?? (IReadOnlyList<TakenPicture>)[], failure, cancellationToken);
    }

    /// <summary>Begins to read an answer, which is closed when this fails.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="settings">What is in force for the call.</param>
    /// <param name="requestId">The gateway's id of the request, as the answer's headers name it.</param>
    /// <param name="longestSilence">How long may pass without a byte while the body is read; null for any time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AIHubMixApiException">The answer has the status of an error.</exception>
    public async ValueTask<PredictionAnswer> OpenAsync(
        HttpResponseMessage response, GatewayRequest request, CallSettings settings, string? requestId, TimeSpan? longestSilence, CancellationToken cancellationToken)
    {
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                throw await core.Errors.ReadAsync(response, request, cancellationToken).ConfigureAwait(false);
            }

            Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new PredictionAnswer(response, longestSilence is { } silence ? new PatientStream(body, silence, settings.Time) : body, request, settings, requestId);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Takes a picture into memory.</summary>
    public static async ValueTask<TakenPicture> ToMemoryAsync(PredictionScanner scanner, CancellationToken cancellationToken)
    {
        using var buffer = new PictureBuffer();
        int read;
        while ((read = await scanner.ReadAsync(buffer.GetMemory(), cancellationToken).ConfigureAwait(false)) > 0)
        {
            buffer.Advance(read);
            if (scanner.Length > LargestPicture)
            {
                throw new ScanException($"has a picture of more than {LargestPicture} bytes", scanner.Received);
            }
        }

        return new TakenPicture(buffer.ToArrayAndReturn(), scanner.NamedType);
    }

    /// <summary>What the answer holds, as far as it was read. An answer that breaks off, or is damaged, still gives the pictures and the tasks that stand before that.</summary>
    public ImageResult Conclude(PredictionAnswer answer, IReadOnlyList<TakenPicture> pictures, Exception? failure, CancellationToken cancellationToken)
    {
        (PredictionScanner scanner, GatewayRequest request) = (answer.Scanner, answer.Request);
        var downloader = new ImageDownloader(core, answer.Settings, request, answer.RequestId);
        if (scanner.IsImage)
        {
            return failure is not null ? throw ToException(failure, answer, cancellationToken)
                : scanner.Received == 0 ? throw core.Errors.CreateMalformed(answer.Response, request, [], "is empty")
                : new ImageResult { Images = [new GeneratedImage(downloader, pictures[0], null)], Model = request.Model, RequestId = answer.RequestId, Form = ResponseForm.Image };
        }

        JsonElement json;
        try
        {
            json = scanner.ToJson();
        }
        catch (JsonException) when (failure is not null)
        {
            throw ToException(failure, answer, cancellationToken);
        }

        var collector = new Collector(downloader, pictures);
        bool hasOutput = LenientJson.TryGetMember(json, "output", out JsonElement output);
        if (hasOutput)
        {
            collector.AddOutput(output);
        }

        if (collector.IsEmpty && failure is not null)
        {
            throw ToException(failure, answer, cancellationToken);
        }

        if (collector.IsEmpty && LenientJson.TryGetMember(json, "error", out _))
        {
            throw core.Errors.Create(json, Encoding.UTF8.GetString(scanner.Text), answer.Response, request);
        }

        if (!hasOutput || (collector.IsEmpty && collector.Problem is not null))
        {
            throw core.Errors.CreateMalformed(answer.Response, request, scanner.Excerpt, collector.Problem ?? "has no 'output'");
        }

        return new ImageResult
        {
            Images = collector.Images,
            Model = request.Model,
            RequestId = answer.RequestId,
            EmptyCount = collector.EmptyCount,
            TaskId = collector.TaskIds?[0],
            FurtherTaskIds = collector.TaskIds is { Count: > 1 } ids ? ids[1..] : (IReadOnlyList<string>)[],
            Form = collector.TaskIds is not null ? ResponseForm.Task : collector.Form,
            Usage = LenientJson.TryGetMember(json, "usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object ? ImageUsage.FromJson(usage) : null,
            Raw = RawJson.Of(json, scanner.Text.Length),
        };
    }

    /// <summary>What it stands for that an answer could not be read to its end.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public Exception ToException(Exception failure, PredictionAnswer answer, CancellationToken cancellationToken)
    {
        if (failure is ScanException damage)
        {
            return core.Errors.CreateMalformed(answer.Response, answer.Request, answer.Scanner.Excerpt, damage.Message, damage.InnerException, damage.Offset);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new IOException($"The answer broke off after {answer.Scanner.Received} bytes: {failure.Message}", failure);
    }

    /// <summary>Gathers what an output holds. An entry that cannot be read never costs the pictures beside it.</summary>
    private struct Collector(ImageDownloader downloader, IReadOnlyList<TakenPicture> pictures)
    {
        private List<GeneratedImage>? _images;

        public IReadOnlyList<GeneratedImage> Images => _images ?? (IReadOnlyList<GeneratedImage>)[];

        public int EmptyCount { get; private set; }

        /// <summary>The tasks that make the pictures; null when there is none.</summary>
        public List<string>? TaskIds { get; private set; }

        public ResponseForm Form { get; private set; }

        /// <summary>What was wrong with the first entry that could not be read; null when all could.</summary>
        public string? Problem { get; private set; }

        public bool IsEmpty => _images is null && TaskIds is null;

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
            if ((LenientJson.GetText(item, "bytesBase64") ?? LenientJson.GetText(item, "b64_json")) is { } base64 && PredictionScanner.NumberOf(base64) is { } number)
            {
                AddPicture(number, mediaType, base64Form);
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
            else if (PredictionScanner.NumberOf(text) is { } number)
            {
                AddPicture(number, mediaType, base64Form);
            }
            else if (PictureText.TryReadUrl(text, out Uri? url))
            {
                (_images ??= new(1)).Add(new GeneratedImage(downloader, url, default, mediaType));
                Form = urlForm;
            }
            else
            {
                Skip("holds text that is neither a URL nor a picture in base64");
            }
        }

        private void AddPicture(int number, string? mediaType, ResponseForm form)
        {
            if (number > pictures.Count)
            {
                Skip("breaks off within a picture");
            }
            else if (pictures[number - 1].Problem is { } problem)
            {
                Skip(problem);
            }
            else
            {
                (_images ??= new(1)).Add(new GeneratedImage(downloader, pictures[number - 1], mediaType));
                Form = form;
            }
        }

        private void Skip(string problem)
        {
            Problem ??= problem;
            EmptyCount++;
        }
    }
}
