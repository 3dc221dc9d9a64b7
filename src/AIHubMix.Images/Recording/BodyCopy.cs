using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AIHubMix.Images.Recording;

/// <summary>What is kept of a body while it passes: its text, in which base64 is cut to its beginning, or the beginning of a picture. Bounded, whatever passes.</summary>
internal sealed class BodyCopy
{
    /// <summary>How many digits of base64 are kept. Whole groups of four, so that they can be decoded: 768 bytes tell the type of a picture and nearly always its size.</summary>
    public const int KeptDigits = 1024;

    /// <summary>How many bytes are kept of a picture that is a body itself.</summary>
    public const int KeptBytes = KeptDigits / 4 * 3;

    /// <summary>How many bytes are kept of JSON, not counting the base64 that is cut.</summary>
    public const int LongestJson = 256 * 1024;

    /// <summary>How many bytes are kept of any other body.</summary>
    public const int LongestText = 16 * 1024;

    private const int MaxDepth = 48;
    private const string AllDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static readonly SearchValues<byte> Digits = SearchValues.Create(Encoding.ASCII.GetBytes(AllDigits));
    private static readonly SearchValues<byte> DigitsAndEscape = SearchValues.Create(Encoding.ASCII.GetBytes(AllDigits + "\\"));

    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly List<Cut> _cuts = [];
    private readonly byte[] _escape = new byte["\\u0000".Length];
    private int _escaped;
    private long _length;
    private long _run;
    private int? _limit;
    private bool _isTruncated;

    private enum Escaped
    {
        Digit,
        LineBreak,
        Other,
    }

    /// <summary>How many bytes have passed.</summary>
    public long Length
    {
        get
        {
            lock (_lock)
            {
                return _length;
            }
        }
    }

    /// <summary>Starts again, for a body that is sent once more.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _kept.ResetWrittenCount();
            _cuts.Clear();
            (_escaped, _length, _run, _limit, _isTruncated) = (0, 0, 0, null, false);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _length += bytes.Length;
            try
            {
                _limit ??= LimitOf(bytes);
                while (bytes.Length > 0 && !_isTruncated)
                {
                    bytes = bytes[Take(bytes)..];
                }
            }
            catch (Exception)
            {
                // The body is worth more than its copy.
                _isTruncated = true;
            }
        }
    }

    /// <summary>Writes what was kept as a member <c>body</c>; nothing when nothing has passed.</summary>
    public void WriteTo(Utf8JsonWriter writer, Sanitizer sanitizer)
    {
        lock (_lock)
        {
            if (_length == 0)
            {
                return;
            }

            End();
            writer.WriteStartObject("body"u8);
            writer.WriteNumber("bytes"u8, _length);
            if (!TryWriteJson(writer, sanitizer) && !TryWriteText(writer, sanitizer))
            {
                int count = Math.Min(_kept.WrittenCount, KeptBytes);
                writer.WriteBase64String("base64"u8, _kept.WrittenSpan[..count]);
                _isTruncated = count < _length;
            }

            if (_isTruncated)
            {
                writer.WriteBoolean("truncated"u8, true);
            }

            writer.WriteEndObject();
        }
    }

    private static int? LimitOf(ReadOnlySpan<byte> bytes) => bytes.TrimStart("\uFEFF \t\r\n"u8) is not [var first, ..] ? null : first is (byte)'{' or (byte)'[' ? LongestJson : LongestText;

    /// <summary>Takes the next bytes and tells how many.</summary>
    private int Take(ReadOnlySpan<byte> bytes)
    {
        if (_escaped > 0 || bytes[0] == '\\')
        {
            _escape[_escaped++] = bytes[0];
            if (_escaped == (_escape[1] == 'u' ? _escape.Length : 2))
            {
                TakeEscape();
            }

            return 1;
        }

        int digits = bytes.IndexOfAnyExcept(Digits) is >= 0 and var end ? end : bytes.Length;
        if (digits > 0)
        {
            int kept = (int)Math.Clamp(KeptDigits - _run, 0, digits);
            Keep(bytes[..kept]);
            _run += digits;
            return digits;
        }

        if (_run > KeptDigits && bytes[0] == '=')
        {
            _run++;
            return 1;
        }

        EndRun();
        int others = bytes.IndexOfAny(DigitsAndEscape) is >= 0 and var next ? next : bytes.Length;
        Keep(bytes[..others]);
        return others;
    }

    // JSON may escape any digit and, where a picture's base64 is broken into lines, the breaks.
    private void TakeEscape()
    {
        ReadOnlySpan<byte> escape = _escape.AsSpan(0, _escaped);
        Escaped kind = KindOf(escape);
        if (kind == Escaped.Other)
        {
            EndRun();
        }

        if (kind == Escaped.Digit)
        {
            _run++;
        }

        if (_run <= KeptDigits)
        {
            Keep(escape);
        }

        _escaped = 0;
        _escape[1] = 0;
    }

    private static Escaped KindOf(ReadOnlySpan<byte> escape)
    {
        int value = escape[1] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'u' => ushort.TryParse(escape[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code) ? code : 0,
            var other => other,
        };
        return value switch
        {
            '\n' or '\r' => Escaped.LineBreak,
            '/' => Escaped.Digit,
            _ when escape[1] == 'u' && AllDigits.Contains((char)value, StringComparison.Ordinal) => Escaped.Digit,
            _ => Escaped.Other,
        };
    }

    private void End()
    {
        if (_escaped > 0 && _run <= KeptDigits)
        {
            Keep(_escape.AsSpan(0, _escaped));
        }

        _escaped = 0;
        EndRun();
    }

    private void EndRun()
    {
        if (_run > KeptDigits)
        {
            _cuts.Add(new Cut(_kept.WrittenCount, _run));
        }

        _run = 0;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        int room = (_limit ?? LongestText) - _kept.WrittenCount;
        _isTruncated |= bytes.Length > room;
        _kept.Write(bytes[..Math.Min(bytes.Length, room)]);
    }

    private bool TryWriteJson(Utf8JsonWriter writer, Sanitizer sanitizer)
    {
        if (_isTruncated || _limit != LongestJson)
        {
            return false;
        }

        var json = new ArrayBufferWriter<byte>();
        var cuts = new List<(string? Path, long Characters)>();
        try
        {
            ReadOnlySpan<byte> kept = _kept.WrittenSpan;
            int preamble = kept.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            var reader = new Utf8JsonReader(kept[preamble..], new JsonReaderOptions { MaxDepth = MaxDepth });
            using (var copy = new Utf8JsonWriter(json))
            {
                reader.Read();
                Copy(ref reader, copy, "$", preamble, cuts, sanitizer);

                // Throws when there is anything more.
                reader.Read();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or text in it that is no Unicode.
            return false;
        }

        using var document = JsonDocument.Parse(json.WrittenMemory);
        writer.WritePropertyName("json"u8);
        document.RootElement.WriteTo(writer);
        WriteCuts(writer, cuts);
        return true;
    }

    private void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, string path, int preamble, List<(string? Path, long Characters)> cuts, Sanitizer sanitizer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    string name = sanitizer.Clean(reader.GetString()!);
                    writer.WritePropertyName(name);
                    reader.Read();
                    Copy(ref reader, writer, $"{path}.{name}", preamble, cuts, sanitizer);
                }

                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
                {
                    Copy(ref reader, writer, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), preamble, cuts, sanitizer);
                }

                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                (long from, long to) = (reader.TokenStartIndex + preamble, reader.BytesConsumed + preamble);
                cuts.AddRange(_cuts.Where(cut => cut.Position > from && cut.Position < to).Select(cut => ((string?)path, cut.Characters)));
                writer.WriteStringValue(sanitizer.Clean(reader.GetString()!));
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }

    private bool TryWriteText(Utf8JsonWriter writer, Sanitizer sanitizer)
    {
        ReadOnlySpan<byte> kept = _kept.WrittenSpan;
        if (ImageHeader.TryRead(kept, out _))
        {
            return false;
        }

        // What breaks off may do so within a character.
        for (int cut = 0; cut < 4 && cut <= kept.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(kept[..^cut]))
            {
                writer.WriteString("text"u8, sanitizer.CleanBeginning(Encoding.UTF8.GetString(kept[..^cut])));
                WriteCuts(writer, _cuts.Select(cut => ((string?)null, cut.Characters)));
                return true;
            }
        }

        return false;
    }

    private static void WriteCuts(Utf8JsonWriter writer, IEnumerable<(string? Path, long Characters)> cuts)
    {
        if (!cuts.Any())
        {
            return;
        }

        writer.WriteStartArray("cut"u8);
        foreach ((string? path, long characters) in cuts)
        {
            writer.WriteStartObject();
            if (path is not null)
            {
                writer.WriteString("path"u8, path);
            }

            writer.WriteNumber("characters"u8, characters);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Base64 that was cut.</summary>
    /// <param name="Position">Where in what was kept.</param>
    /// <param name="Characters">How long it was.</param>
    private readonly record struct Cut(int Position, long Characters);
}
