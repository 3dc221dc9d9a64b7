using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Serialization;

namespace AIHubMix.Images.Responses;

/// <summary>
/// Reads the answer to a prediction once, forwards, in constant memory: the base64 of each picture is decoded into the caller's buffer as it comes;
/// what stands around the pictures is kept as <see cref="Text"/>.
/// </summary>
/// <remarks>
/// A body that is a picture itself is one picture. In JSON a picture is a string below <c>output</c>, as the value of <c>bytesBase64</c> or <c>b64_json</c> whatever it
/// holds, or elsewhere when it decodes to the beginning of a picture. In <see cref="Text"/> a placeholder stands in the place of each.
/// </remarks>
internal sealed class PredictionScanner(Stream body, string? mediaType) : IDisposable
{
    public const string PlaceholderStart = "(picture ";

    /// <summary>The most bytes of anything that is no picture.</summary>
    public const int LongestText = 8 * 1024 * 1024;

    private const string DataUrl = "data:";
    private const int BufferLength = 64 * 1024;

    /// <summary>How much of a string is looked at to find the end of a data URL's prefix.</summary>
    private const int LongestPrefix = 1024;

    /// <summary>How much base64 is decoded to see whether it is a picture.</summary>
    private const int DigitsOfHeader = 64;

    /// <summary>How many groups of digits are worth a try to decode them without a look at what they are.</summary>
    private const int LeastStraight = 64;

    private const int LongestReason = 200;
    private const int MaxDepth = 64;
    private const int MoreNeeded = -1;
    private const int EndOfString = -2;
    private const int NotJson = -3;

    private static readonly SearchValues<byte> Stops = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private static readonly SearchValues<byte> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private Notes _notes = Notes.Rent();
    private Four<byte> _carry;
    private Four<long> _carriedAt;
    private Four<byte> _spill;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _start;
    private int _end;
    private long _offset;
    private bool _isFinal;
    private Mode _mode;
    private JsonReaderState _json = new(new JsonReaderOptions { MaxDepth = MaxDepth });
    private JsonTokenType _last;
    private int _depth;
    private bool _inOutput;
    private Place _place;
    private int _carried;
    private int _spillStart;
    private int _spillEnd;
    private ScanException? _damage;

    private enum Mode
    {
        Start,
        Json,
        Picture,
        RestOfString,
        Image,
        End,
    }

    /// <summary>What a string in this place may be.</summary>
    private enum Place : byte
    {
        Other,
        Text,
        Base64,
    }

    private enum Step
    {
        MoreNeeded,
        Picture,
        Text,
        End,
    }

    /// <summary>What failed when the body was fetched; null while nothing has.</summary>
    public Exception? BrokenBy { get; private set; }

    /// <summary>How many pictures have been come upon.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes that were read of the current picture.</summary>
    public long Length { get; private set; }

    /// <summary>The type that the data URL of the current picture names; null when there is none.</summary>
    public string? NamedType { get; private set; }

    /// <summary>Whether the body is a picture itself.</summary>
    public bool IsImage { get; private set; }

    /// <summary>How much of the body has come.</summary>
    public long Received => _offset + _end;

    /// <summary>The body without its pictures, as far as it was read.</summary>
    public ReadOnlySpan<byte> Text => _notes.Text.WrittenSpan;

    /// <summary>The beginning of the body; without its pictures when it is a long one.</summary>
    public ReadOnlySpan<byte> Excerpt => _offset == 0 ? _buffer.AsSpan(0, _end) : Text;

    private bool NeedsComma => _last is not (JsonTokenType.PropertyName or JsonTokenType.StartArray);

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Which picture the text stands for; null when it is no placeholder.</summary>
    public static int? NumberOf(string text)
    {
        int comma = text.StartsWith(PlaceholderStart, StringComparison.Ordinal) ? text.IndexOf(',', StringComparison.Ordinal) : -1;
        return comma >= 0 && int.TryParse(text.AsSpan(PlaceholderStart.Length, comma - PlaceholderStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number > 0 ? number : null;
    }

    /// <summary>Goes to the next picture, past what is left of the current one.</summary>
    /// <returns>False when there are no more; the whole body was well-formed then.</returns>
    /// <exception cref="ScanException">The body is not JSON, or has too much text.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Scan())
            {
                case Step.Picture:
                    return true;
                case Step.End:
                    return false;
                default:
                    await FillAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>Reads bytes of the current picture.</summary>
    /// <returns>How many; 0 at its end.</returns>
    /// <exception cref="ScanException">Its base64 is damaged; the next picture can still be read. Or the body ends within it.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (_mode is Mode.Picture or Mode.Image && destination.Length > 0)
        {
            long before = Length;
            if (_mode == Mode.Image)
            {
                Copy(destination.Span);
            }
            else
            {
                Decode(destination.Span);
            }

            if (_damage is { } damage)
            {
                _damage = null;
                _mode = Mode.RestOfString;
                throw damage;
            }

            if (Length > before)
            {
                return (int)(Length - before);
            }

            if (_mode is Mode.Picture or Mode.Image)
            {
                await FillAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return 0;
    }

    /// <summary>The JSON around the pictures, every list and object closed that the body left open.</summary>
    /// <exception cref="JsonException">Not even the beginning is JSON.</exception>
    public JsonElement ToJson()
    {
        ReadOnlySpan<byte> json = Text;
        if (_depth > 0)
        {
            json = (byte[])[.. json, .. _last == JsonTokenType.PropertyName ? "null"u8 : [], .. _notes.Closers.Take(_depth + 1).Skip(1).Reverse()];
        }

        return JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true });
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
            _mode = Mode.End;
            Notes.Return(_notes);
            _notes = Notes.Empty;
        }
    }

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    private static int SkipWhiteSpace(ReadOnlySpan<byte> json, int from)
    {
        int skipped = json[from..].IndexOfAnyExcept(WhiteSpace);
        return skipped < 0 ? json.Length : from + skipped;
    }

    // The next character of a JSON string. One of an escape that can be neither in base64 nor in a data URL's prefix is the byte 0xFF.
    private static int ReadCharacter(ReadOnlySpan<byte> json, ref int index)
    {
        if (index >= json.Length)
        {
            return MoreNeeded;
        }

        byte first = json[index];
        if (first != '\\')
        {
            int character = first switch { (byte)'"' => EndOfString, < (byte)' ' => NotJson, _ => first };
            index += character < 0 ? 0 : 1;
            return character;
        }

        if (index + 1 >= json.Length)
        {
            return MoreNeeded;
        }

        if (json[index + 1] != 'u')
        {
            int escaped = json[index + 1] switch
            {
                (byte)'/' => '/',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'b' or (byte)'f' or (byte)'"' or (byte)'\\' => 0xFF,
                _ => NotJson,
            };
            index += escaped == NotJson ? 0 : 2;
            return escaped;
        }

        if (index + 6 > json.Length)
        {
            return MoreNeeded;
        }

        if (!Utf8Parser.TryParse(json.Slice(index + 2, 4), out ushort code, out int consumed, 'x') || consumed != 4)
        {
            return NotJson;
        }

        index += 6;
        return code < 0x80 ? code : 0xFF;
    }

    private static bool IsWhiteSpace(int character) => character is ' ' or '\t' or '\r' or '\n';

    // Whether the string, of which the bytes after its first quotation mark are given, is a picture, and where its base64 begins.
    private static Step Judge(ReadOnlySpan<byte> json, Place place, out int digits, out string? namedType)
    {
        digits = 0;
        namedType = null;
        int index = 0;
        int character = 0;
        Span<char> head = stackalloc char[DataUrl.Length];
        int length = 0;
        while (length < head.Length && (character = ReadCharacter(json, ref index)) >= 0)
        {
            head[length++] = (char)character;
        }

        if (length == head.Length && head.Equals(DataUrl, StringComparison.OrdinalIgnoreCase))
        {
            character = FindDigits(json, index, ref digits, ref namedType);
        }

        if (character == MoreNeeded)
        {
            return Step.MoreNeeded;
        }

        if (length == 0 || character == NotJson)
        {
            return Step.Text;
        }

        return place == Place.Base64 ? Step.Picture : JudgeDigits(json[digits..]);
    }

    // By itself: few strings are data URLs, and the room for the parameters is cleared whenever it is entered.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int FindDigits(ReadOnlySpan<byte> json, int index, ref int digits, ref string? namedType)
    {
        Span<char> parameters = stackalloc char[LongestPrefix - DataUrl.Length];
        int length = 0;
        int character = 0;
        while (length < parameters.Length && (character = ReadCharacter(json, ref index)) >= 0)
        {
            if (character == ',')
            {
                digits = index;
                namedType = TypeOf(parameters[..length]);
                break;
            }

            parameters[length++] = (char)character;
        }

        return character;
    }

    private static string? TypeOf(ReadOnlySpan<char> parameters)
    {
        int end = parameters.IndexOf(';');
        ReadOnlySpan<char> type = end < 0 ? parameters : parameters[..end];
        return type.IsEmpty ? null : type.ToString();
    }

    private static Step JudgeDigits(ReadOnlySpan<byte> json)
    {
        Span<byte> digits = stackalloc byte[DigitsOfHeader];
        int index = 0;
        int length = 0;
        int character = 0;
        while (length < DigitsOfHeader && (character = ReadCharacter(json, ref index)) >= 0)
        {
            if (IsWhiteSpace(character))
            {
                continue;
            }

            // Most text that is no picture tells so soon, as URLs do by their colon.
            if (character == ':' && !IsHeader(digits[..length], isAll: false))
            {
                return Step.Text;
            }

            digits[length++] = (byte)character;
        }

        if (character == MoreNeeded)
        {
            return Step.MoreNeeded;
        }

        return IsHeader(digits[..length], isAll: character == EndOfString) ? Step.Picture : Step.Text;
    }

    // The last digits may be padded, which only a final block can be. Damage after the header is for the picture's reader to find.
    private static bool IsHeader(ReadOnlySpan<byte> digits, bool isAll)
    {
        Span<byte> bytes = stackalloc byte[DigitsOfHeader / 4 * 3];
        Base64.DecodeFromUtf8(digits, bytes, out _, out int written, isFinalBlock: isAll || digits.Contains((byte)'='));
        return ImageHeader.TryRead(bytes[..written], out _);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_isFinal)
        {
            throw new ScanException("is not JSON (it ends within a picture)", _offset + _end);
        }

        // The first bytes stay where they are for as long as possible: a failure shows them.
        if (_start == _end && _offset > 0)
        {
            _offset += _start;
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        try
        {
            int read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            _end += read;
            _isFinal = read == 0;
        }
        catch (Exception exception)
        {
            // JSON tells by itself whether it is complete, however the connection ends.
            BrokenBy = exception;
            if (_mode != Mode.Json || _depth > 0 || _last == JsonTokenType.None)
            {
                throw;
            }

            _isFinal = true;
        }
    }

    private void MakeRoom()
    {
        int length = _end - _start;
        byte[] larger = _buffer;
        if (length > _buffer.Length / 2)
        {
            CheckText(length);
            larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        }

        Unread.CopyTo(larger);
        if (larger != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        _offset += _start;
        _start = 0;
        _end = length;
    }

    private void CheckText(int more)
    {
        if (_notes.Text.WrittenCount + more > LongestText)
        {
            throw new ScanException($"has more than {LongestText} bytes beside its pictures", _offset + _start);
        }
    }

    private Step Scan()
    {
        switch (_mode)
        {
            case Mode.Start:
                return ScanStart();
            case Mode.Picture:
                _mode = Mode.RestOfString;
                return ScanRestOfString();
            case Mode.RestOfString:
                return ScanRestOfString();
            case Mode.Image:
                Length += _end - _start;
                _start = _end;
                return _isFinal ? EndImage() : Step.MoreNeeded;
            case Mode.Json:
                return ScanJson();
            default:
                return Step.End;
        }
    }

    private Step ScanStart()
    {
        bool mayBeJson = LenientJson.MayBeJson(Unread);
        bool isTold = mayBeJson || _isFinal || (Unread.Length >= DigitsOfHeader && LenientJson.WithoutPreamble(Unread).ContainsAnyExcept(WhiteSpace));
        if (!isTold)
        {
            return Step.MoreNeeded;
        }

        if (ImageHeader.TryRead(Unread, out _) || (mediaType is not null && !mayBeJson))
        {
            IsImage = true;
            NamedType = mediaType;
            _mode = Mode.Image;
            return BeginPicture();
        }

        _start += Unread.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        _mode = Mode.Json;
        return ScanJson();
    }

    private Step BeginPicture()
    {
        Count++;
        Length = 0;
        _carried = _spillStart = _spillEnd = 0;
        _damage = null;
        return Step.Picture;
    }

    private Step EndImage()
    {
        _mode = Mode.End;
        return Step.End;
    }

    private Step ScanJson()
    {
        ReadOnlySpan<byte> unread = Unread;
        var reader = new Utf8JsonReader(unread, _isFinal, _json);
        int accepted = 0;
        try
        {
            while (true)
            {
                if (_place != Place.Other && BeginsString(unread, (int)reader.BytesConsumed, out int quote))
                {
                    switch (Judge(unread[(quote + 1)..], _place, out int digits, out string? namedType))
                    {
                        case Step.Picture:
                            Accept(reader, quote);
                            _start += 1 + digits;
                            NamedType = namedType;
                            _mode = Mode.Picture;
                            return BeginPicture();
                        case Step.MoreNeeded when !_isFinal:
                            Accept(reader, accepted);
                            return Step.MoreNeeded;
                    }
                }

                if (!reader.Read())
                {
                    Accept(reader, accepted);
                    _mode = _isFinal ? Mode.End : Mode.Json;
                    return _isFinal ? Step.End : Step.MoreNeeded;
                }

                accepted = (int)reader.BytesConsumed;
                Follow(ref reader);
            }
        }
        catch (JsonException exception)
        {
            long offset = _offset + _start + reader.BytesConsumed;
            Accept(reader, accepted);
            throw NotJsonAt(offset, exception);
        }
    }

    private bool BeginsString(ReadOnlySpan<byte> json, int from, out int quote)
    {
        quote = SkipWhiteSpace(json, from);
        if (NeedsComma && quote < json.Length && json[quote] == ',')
        {
            quote = SkipWhiteSpace(json, quote + 1);
            return quote < json.Length && json[quote] == '"';
        }

        return !NeedsComma && quote < json.Length && json[quote] == '"';
    }

    private void Accept(in Utf8JsonReader reader, int length)
    {
        CheckText(length);
        _notes.Text.Write(Unread[..length]);
        _start += length;
        _json = reader.CurrentState;
    }

    private void Follow(ref Utf8JsonReader reader)
    {
        _last = reader.TokenType;
        switch (_last)
        {
            case JsonTokenType.PropertyName when _depth == 1:
                _inOutput = IsNamed(ref reader, "output"u8);
                _place = _inOutput ? Place.Text : Place.Other;
                break;
            case JsonTokenType.PropertyName:
                _place = !_inOutput ? Place.Other
                    : IsNamed(ref reader, "bytesBase64"u8) || IsNamed(ref reader, "b64_json"u8) ? Place.Base64
                    : IsNamed(ref reader, "url"u8) || IsNamed(ref reader, "urls"u8) ? Place.Text
                    : Place.Other;
                break;
            case JsonTokenType.StartObject:
                Enter((byte)'}', Place.Other);
                break;
            case JsonTokenType.StartArray:
                Enter((byte)']', _place == Place.Other ? Place.Other : Place.Text);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _depth--;
                _place = _notes.Items[_depth];
                break;
            default:
                _place = _notes.Items[_depth];
                break;
        }
    }

    private static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // The name is no valid Unicode.
            return false;
        }
    }

    private void Enter(byte closer, Place items)
    {
        _depth++;
        _notes.Closers[_depth] = closer;
        _notes.Items[_depth] = _place = items;
    }

    // The rest of a string that nobody wants, or that is damaged.
    private Step ScanRestOfString()
    {
        while (true)
        {
            int stop = Unread.IndexOfAny(Stops);
            _start = stop < 0 ? _end : _start + stop;
            int index = 0;
            switch (ReadCharacter(Unread, ref index))
            {
                case MoreNeeded:
                    return Step.MoreNeeded;
                case NotJson:
                    throw NotJsonInString();
                case EndOfString:
                    EndPicture();
                    return ScanJson();
                default:
                    _start += index;
                    break;
            }
        }
    }

    private ScanException NotJsonInString() => new($"is not JSON ({(Unread[0] == '\\' ? "an escape of no known kind" : $"0x{Unread[0]:X2}")} stands in a string)", _offset + _start);

    private static ScanException NotJsonAt(long offset, JsonException exception)
    {
        int details = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string reason = details < 0 ? exception.Message : exception.Message[..details];

        // Of a literal that is none, everything that follows is quoted.
        return reason.Length > LongestReason ? new ScanException("is not JSON", offset) : new ScanException($"is not JSON ({reason})", offset, exception);
    }

    private void EndPicture()
    {
        _start++;
        _notes.Text.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"{PlaceholderStart}{Count}, {Length} bytes left out)\"")));

        // To the reader the picture is any string.
        var reader = new Utf8JsonReader(NeedsComma ? ",\"\""u8 : "\"\""u8, isFinalBlock: false, _json);
        reader.Read();
        Follow(ref reader);
        _json = reader.CurrentState;
        _mode = Mode.Json;
    }

    private void Copy(Span<byte> destination)
    {
        int length = Math.Min(_end - _start, destination.Length);
        _buffer.AsSpan(_start, length).CopyTo(destination);
        _start += length;
        Length += length;
        if (length == 0 && _isFinal)
        {
            EndImage();
        }
    }

    // Base64 is decoded from the buffer straight into the destination. The last one to four digits of each run are carried over,
    // because only what follows them tells whether they may be padded.
    private void Decode(Span<byte> destination)
    {
        TakeSpill(ref destination);
        while (destination.Length > 0 && _damage is null)
        {
            if (_carried == 0 && DecodeStraight(ref destination))
            {
                continue;
            }

            // No more is looked at than the destination takes, or what is carried over needs.
            ReadOnlySpan<byte> run = Unread[..(int)Math.Min(Unread.Length, _carried > 0 ? 8 : ((destination.Length / 3) + 2) * 4L)];
            int stop = run.IndexOfAny(Stops);
            run = stop < 0 ? run : run[..stop];
            if (run.Length > 0)
            {
                DecodeRun(run, ref destination);
                continue;
            }

            int index = 0;
            int character = ReadCharacter(Unread, ref index);
            switch (character)
            {
                case MoreNeeded:
                    return;
                case NotJson:
                    _damage = NotJsonInString();
                    return;
                case EndOfString when _carried > 0:
                    Spill(isFinal: true);
                    TakeSpill(ref destination);
                    break;
                case EndOfString when Length == 0:
                    _damage = new ScanException("has no base64", _offset + _start);
                    return;
                case EndOfString:
                    EndPicture();
                    return;
                case var _ when IsWhiteSpace(character):
                    _start += index;
                    break;
                default:
                    if (_carried == 4)
                    {
                        Spill(isFinal: false);
                        TakeSpill(ref destination);
                    }

                    Carry((byte)character, index);
                    break;
            }
        }
    }

    // Where there is nothing but base64 the decoder sees that by itself, so that it is gone over only once.
    private bool DecodeStraight(ref Span<byte> destination)
    {
        int quads = Math.Min((Unread.Length - 1) / 4, destination.Length / 3);
        if (quads < LeastStraight)
        {
            return false;
        }

        OperationStatus status = Base64.DecodeFromUtf8(Unread[..(quads * 4)], destination, out int consumed, out int written, isFinalBlock: false);
        if (status != OperationStatus.Done || written != quads * 3)
        {
            // The decoder skips white space, some of which JSON forbids, and miscounts where something else follows on it.
            return false;
        }

        _start += consumed;
        Length += written;
        destination = destination[written..];
        return true;
    }

    private void DecodeRun(ReadOnlySpan<byte> run, ref Span<byte> destination)
    {
        int fitting = Math.Min((run.Length - 1) / 4, destination.Length / 3);
        if (_carried == 0 && fitting > 0)
        {
            OperationStatus status = Base64.DecodeFromUtf8(run[..(fitting * 4)], destination, out int consumed, out int written, isFinalBlock: false);
            _start += consumed;
            Length += written;
            destination = destination[written..];
            if (status != OperationStatus.Done)
            {
                _damage = DamagedAt(_offset + _start + Unread.IndexOfAnyExcept(Digits));
            }

            return;
        }

        int taken = Math.Min(4 - _carried, run.Length);
        foreach (byte digit in run[..taken])
        {
            Carry(digit, 1);
        }

        if (taken < run.Length)
        {
            Spill(isFinal: false);
            TakeSpill(ref destination);
        }
    }

    private void Carry(byte digit, int length)
    {
        _carry[_carried] = digit;
        _carriedAt[_carried++] = _offset + _start;
        _start += length;
    }

    private void Spill(bool isFinal)
    {
        _spillStart = 0;
        bool isDecoded = isFinal ? DecodeLast() : Base64.DecodeFromUtf8(_carry, _spill, out _, out _spillEnd, isFinalBlock: false) == OperationStatus.Done;
        if (!isDecoded)
        {
            _spillEnd = 0;
            int damaged = ((Span<byte>)_carry)[.._carried].IndexOfAnyExcept(Digits);
            _damage = damaged < 0 ? new ScanException("has base64 that is not padded", _offset + _start) : DamagedAt(_carriedAt[damaged]);
        }

        _carried = 0;
    }

    // Unlike Base64, Convert does not mind what stands in the bits of the last digit that mean nothing.
    private bool DecodeLast()
    {
        Span<char> digits = stackalloc char[4];
        Encoding.Latin1.GetChars(_carry, digits);
        return Convert.TryFromBase64Chars(digits[.._carried], _spill, out _spillEnd);
    }

    private void TakeSpill(ref Span<byte> destination)
    {
        int length = Math.Min(_spillEnd - _spillStart, destination.Length);
        ((Span<byte>)_spill).Slice(_spillStart, length).CopyTo(destination);
        _spillStart += length;
        Length += length;
        destination = destination[length..];
    }

    private static ScanException DamagedAt(long offset) => new("has base64 that is damaged", offset);

    /// <summary>What is written down while a body is read, kept for the next one of the thread.</summary>
    private sealed class Notes
    {
        private const int FirstText = 1024;
        private const int LargestKept = 64 * 1024;

        [ThreadStatic]
        private static Notes? _spare;

        /// <summary>What a scanner has that is over.</summary>
        public static Notes Empty { get; } = new(new ArrayBufferWriter<byte>());

        private Notes(ArrayBufferWriter<byte> text) => Text = text;

        /// <summary>What stands around the pictures.</summary>
        public ArrayBufferWriter<byte> Text { get; }

        /// <summary>What the strings of each list or object that is open may be.</summary>
        public Place[] Items { get; } = new Place[MaxDepth + 1];

        /// <summary>What closes each list or object that is open.</summary>
        public byte[] Closers { get; } = new byte[MaxDepth + 1];

        public static Notes Rent()
        {
            Notes notes = _spare ?? new Notes(new ArrayBufferWriter<byte>(FirstText));
            _spare = null;
            return notes;
        }

        public static void Return(Notes notes)
        {
            notes.Text.ResetWrittenCount();
            _spare = notes.Text.Capacity <= LargestKept ? notes : null;
        }
    }

    [InlineArray(4)]
    private struct Four<T>
    {
        private T _first;
    }
}
