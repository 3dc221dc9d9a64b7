using AIHubMix.Images.Responses;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Telemetry;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Results;

/// <summary>A generation whose pictures are handed out one after the other while they come: those of the answer first, then those that are fetched.</summary>
internal sealed class PictureSequence(ClientCore core, Submitter submitter, Submission submission, CancellationToken cancellationToken) : IDisposable
{
    private readonly Deadline _deadline = new(submission.Settings.Deadline, submission.Settings.Time, cancellationToken);
    private readonly List<TakenPicture> _streamed = [];
    private OperationSpan? _span;
    private Purchase? _purchase;
    private PredictionAnswer? _answer;
    private ImageResult? _result;
    private int _number;
    private Queue<GeneratedImage>? _others;

    /// <summary>Opens the next picture, past what is left of the one before; null when there are no more.</summary>
    public async Task<ImageStream?> NextAsync()
    {
        if (_span is null)
        {
            await submission.CheckAsync(_deadline).ConfigureAwait(false);
            _span = core.Telemetry.Start("generate_content", submission.Model.Path, submission.Settings.Client.SubmitEndpoint);
            core.Telemetry.Describe(_span.Value, submission.RequestedCount, submission.Prompt);
        }

        try
        {
            if (_purchase is null)
            {
                var purchase = submitter.Begin(submission, _deadline);
                _answer = (await submitter.BuyAsync(purchase, null, _deadline).ConfigureAwait(false)).Answer;
                _purchase = purchase;
            }

            if (_answer is not null)
            {
                if (await NextOfAnswerAsync(_answer).ConfigureAwait(false) is { } picture)
                {
                    return picture;
                }

                _answer.Dispose();
                _answer = null;
            }

            if (_others!.TryDequeue(out GeneratedImage? other))
            {
                return await other.OpenAsync(++_number, cancellationToken).ConfigureAwait(false);
            }

            _span.Value.End(_result!);
            return null;
        }
        catch (Exception exception)
        {
            Exception told = Told(exception);
            _span.Value.Fail(told);
            if (told != exception)
            {
                throw told;
            }

            throw;
        }
    }

    public void Dispose()
    {
        _answer?.Dispose();
        _deadline.Dispose();
        _span?.Dispose();
    }

    /// <summary>What a failure of reading the answer stands for.</summary>
    private Exception Told(Exception exception)
    {
        if (_answer is not { } answer || !(exception is ScanException || exception == answer.Scanner.BrokenBy))
        {
            return exception;
        }

        try
        {
            Exception told = core.Predictions.ToException(exception, answer, cancellationToken);
            return told is IOException ? Submitter.Failed(answer.Request, told, BillingClass.OutcomeUnknown, answer.RequestId) : told;
        }
        catch (OperationCanceledException cancellation)
        {
            return answer.Request.Canceled(
                $"{answer.Request.Description} was cancelled while its answer came. It was most likely billed.", cancellation, BillingClass.Billed, answer.RequestId, cancellationToken);
        }
    }

    private async Task<ImageStream?> NextOfAnswerAsync(PredictionAnswer answer)
    {
        Exception? failure = null;
        try
        {
            while (await answer.Scanner.NextAsync(cancellationToken).ConfigureAwait(false))
            {
                _number = answer.Scanner.Count;
                try
                {
                    ImageStream picture = await ImageStream.OpenAsync(new ScannedPicture(answer.Scanner, Told), _number, null, answer.Scanner.NamedType, cancellationToken).ConfigureAwait(false);
                    _streamed.Add(new TakenPicture(default, null));
                    return picture;
                }
                catch (MalformedResponseException damage)
                {
                    _streamed.Add(new TakenPicture(default, null, $"has a picture that cannot be read at byte {damage.Offset}"));
                }
            }
        }
        catch (Exception exception) when (exception is ScanException || exception == answer.Scanner.BrokenBy)
        {
            failure = exception;
        }

        ImageResult result = submitter.Conclude(_purchase!, core.Predictions.Conclude(answer, _streamed, failure, cancellationToken));
        _result = await submitter.ToTask(_purchase!, result).WaitAsync(null, _deadline).ConfigureAwait(false);
        _others = new Queue<GeneratedImage>(_result.Images.Where(image => image.Url is not null || image.IsInline));
        return failure is null || _others.Count > 0 ? null : throw failure;
    }
}
