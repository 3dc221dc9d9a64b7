using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AIHubMix.Images.Tasks;
using AIHubMix.Images.Transport;

namespace AIHubMix.Images.Submitting;

/// <summary>What a prediction request carries: <c>{"input": …}</c>, but for the bytes of its pictures, which are put in when it is sent.</summary>
internal sealed class PredictionBody
{
    // The body is no HTML: escaping '+', '<' and most letters outside ASCII would only make it longer.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is written with, kept for the next body of the thread.</summary>
    [ThreadStatic]
    private static Pen? _spare;

    [ThreadStatic]
    private static Pen? _writing;

    private PredictionBody(ReadOnlyMemory<byte> json, IReadOnlyList<Splice> splices)
    {
        Json = json;
        Splices = splices;
    }

    /// <summary>The JSON, with an empty string for each picture.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Where the pictures belong, from the first to the last.</summary>
    public IReadOnlyList<Splice> Splices { get; }

    public static PredictionBody Write<TInput>(TInput input)
        where TInput : class, IImageInput<TInput> => Write(input, TInput.Write);

    /// <summary>For an object of any type: writes what <see cref="JsonSerializer"/> does.</summary>
    public static PredictionBody Write<TInput>(TInput input, JsonTypeInfo<TInput> typeInfo) =>
        Write((input, typeInfo), static (writer, state) => JsonSerializer.Serialize(writer, state.input, state.typeInfo));

    public static PredictionBody Write(JsonObject input) => Write(input, static (writer, state) => state.WriteTo(writer));

    /// <summary>Leaves a picture out of the JSON and notes its place, if it is a body that the writer writes.</summary>
    public static bool TryLeaveOut(Utf8JsonWriter writer, ImageSource source, bool isDataUrl)
    {
        if (_writing is not { } pen || pen.Writer != writer)
        {
            return false;
        }

        writer.WriteStringValue(""u8);
        (pen.Splices ??= []).Add(new Splice((int)(writer.BytesCommitted + writer.BytesPending) - 1, source, isDataUrl));
        return true;
    }

    /// <summary>Looks into the files and streams, each once: all of them for validation, else those whose type is sent along.</summary>
    /// <exception cref="ImageSourceException">One cannot be opened or read.</exception>
    public async ValueTask InspectAsync(ImageModel model, bool validates, Deadline deadline)
    {
        var request = GatewayRequest.Prediction(model, null);
        try
        {
            foreach (ImageSource source in Splices.Where(splice => splice.Source.HasToBeOpened && (validates || splice.IsDataUrl)).Select(splice => splice.Source).Distinct())
            {
                deadline.Token.ThrowIfCancellationRequested();
                await source.InspectAsync(deadline.Token).UnlessCancelledAsync(deadline.Token).ConfigureAwait(false);
            }
        }
        catch (ImageSourceException failure)
        {
            request.Describe(failure, BillingClass.NeverDelivered, null);
            throw;
        }
        catch (OperationCanceledException exception) when (deadline.IsCancelledByCaller)
        {
            throw request.Canceled($"{request.Description} was cancelled before it was sent. Nothing was billed.", exception, BillingClass.NeverDelivered, null, deadline.Caller);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            throw request.Describe(
                new GenerationTimeoutException($"{request.Description} was not sent within {deadline.Length}: its pictures were still being read. Nothing was billed."),
                BillingClass.NeverDelivered,
                null);
        }
    }

    private static PredictionBody Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        Pen pen = _spare ?? new Pen();
        _spare = null;
        Pen? outer = _writing;
        _writing = pen;
        try
        {
            pen.Writer.WriteStartObject();
            pen.Writer.WritePropertyName("input"u8);
            write(pen.Writer, state);
            pen.Writer.WriteEndObject();
            pen.Writer.Flush();
            return new PredictionBody(pen.Buffer.WrittenSpan.ToArray(), pen.Splices ?? (IReadOnlyList<Splice>)[]);
        }
        finally
        {
            _writing = outer;
            if (pen.TryReset())
            {
                _spare = pen;
            }
        }
    }

    private sealed class Pen
    {
        private const int LargestKept = 64 * 1024;

        public Pen() => Writer = new Utf8JsonWriter(Buffer, Compact);

        public ArrayBufferWriter<byte> Buffer { get; } = new();

        public Utf8JsonWriter Writer { get; }

        public List<Splice>? Splices { get; set; }

        /// <summary>Makes ready for another body; false when the buffer has grown too large to be kept.</summary>
        public bool TryReset()
        {
            Writer.Reset();
            Buffer.ResetWrittenCount();
            Splices = null;
            return Buffer.Capacity <= LargestKept;
        }
    }
}
