using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AIHubMix.Images.Responses;

namespace AIHubMix.Images.Tests.Support;

/// <summary>What a <see cref="PredictionScanner"/> must make of a body that is no picture itself, found by reading the whole of it with System.Text.Json and <see cref="Convert.FromBase64String"/>.</summary>
/// <remarks>
/// What differs from System.Text.Json is only this. Base64 that is damaged spoils its own picture, not the body. A string is a picture as soon as enough of it is there to tell, so a body
/// that breaks within one has that picture as a damaged one, and names the byte where it breaks; elsewhere the failure names where System.Text.Json stopped. LongestText is left to the unit tests.
/// </remarks>
internal sealed class PlainReading
{
    private const int LongestPrefix = 1024;
    private const int DigitsOfHeader = 64;

    private readonly byte[] _body;
    private readonly int _start;
    private readonly List<ScannedPicture> _pictures = [];
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly Stack<string> _path = new();
    private int _copied;
    private int _tokens;

    public PlainReading(byte[] body)
    {
        _body = body;
        _start = _copied = body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        Read();
    }

    private enum Ending
    {
        Quote,
        NotJson,
        Body,
    }

    public IReadOnlyList<ScannedPicture> Pictures => _pictures;

    /// <summary>The byte where the body stops being JSON; null when it is JSON.</summary>
    public long? FailsAt { get; private set; }

    /// <summary>Everything up to the last whole token, a placeholder for each picture.</summary>
    public byte[] Text => _text.WrittenSpan.ToArray();

    /// <summary>Whether there is anything to make a document of.</summary>
    public bool HasDocument => _tokens > 0;

    private void Read()
    {
        var reader = new Utf8JsonReader(_body.AsSpan(_start));
        try
        {
            while (reader.Read())
            {
                _tokens++;
                Take(ref reader);
            }
        }
        catch (JsonException)
        {
            FailsAt = _start + reader.BytesConsumed;
            TakeBrokenString((int)FailsAt);
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        int from = _start + (int)reader.TokenStartIndex;
        int to = _start + (int)reader.BytesConsumed;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _path.Push(reader.TokenType == JsonTokenType.StartArray ? "[]" : "{}");
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _path.Pop();
                LeaveMember();
                break;
            case JsonTokenType.PropertyName:
                // A name that is no valid Unicode is none of those that matter.
                _path.Push("." + Encoding.Latin1.GetString([.. Unescape(from + 1, out _, out _).Select(character => character.Value)]));
                break;
            default:
                if (reader.TokenType == JsonTokenType.String && ReadPicture(from + 1) is { } picture)
                {
                    _pictures.Add(picture);
                    _text.Write(_body.AsSpan(_copied, from - _copied));
                    _text.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"(picture {_pictures.Count}, {picture.Bytes.Length} bytes left out)\"")));
                    _copied = to;
                }

                LeaveMember();
                break;
        }

        _text.Write(_body.AsSpan(_copied, to - _copied));
        _copied = to;
    }

    private void LeaveMember()
    {
        if (_path.TryPeek(out string? name) && name is not ("[]" or "{}"))
        {
            _path.Pop();
        }
    }

    // System.Text.Json stops at the comma or the quotation mark before a string that it cannot read, and before whatever else is wrong.
    private void TakeBrokenString(int at)
    {
        int from = at;
        while (from < _body.Length && _body[from] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',')
        {
            from++;
        }

        if (from == _body.Length || _body[from] != '"' || !IsStringAllowed(from))
        {
            return;
        }

        if (ReadPicture(from + 1) is { } picture)
        {
            _pictures.Add(picture);
            Unescape(from + 1, out _, out int end);
            FailsAt = end;
        }
    }

    // Whether what is wrong is in the string, and not that there is one.
    private bool IsStringAllowed(int quote)
    {
        var reader = new Utf8JsonReader([.. _body.AsSpan(_start, quote - _start), .. "\"\""u8], isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return reader.TokenType == JsonTokenType.String && reader.BytesConsumed == quote - _start + 2;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The picture that the string is; null when it is none.</summary>
    private ScannedPicture? ReadPicture(int from)
    {
        string[] path = [.. _path.Reverse()];
        if (path is not ["{}", ".output", ..])
        {
            return null;
        }

        string name = path.Last(step => step != "[]");
        bool isOutput = path[2..].All(step => step == "[]");
        bool isBase64 = !isOutput && path[^1] is ".bytesBase64" or ".b64_json";
        if (!isOutput && name is not (".bytesBase64" or ".b64_json" or ".url" or ".urls"))
        {
            return null;
        }

        List<(byte Value, int Offset)> characters = Unescape(from, out Ending ending, out int end);
        int digitsFrom = 0;
        string? type = null;
        string beginning = Encoding.Latin1.GetString([.. characters.Take(LongestPrefix).Select(character => character.Value)]);
        bool isDataUrl = beginning.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
        int comma = isDataUrl ? beginning.IndexOf(',', StringComparison.Ordinal) : -1;
        bool isPrefixWhole = comma >= 0 || beginning.Length >= (isDataUrl ? LongestPrefix : "data:".Length);
        if (characters.Count == 0 || (!isPrefixWhole && ending != Ending.Quote))
        {
            return null;
        }

        if (comma >= 0)
        {
            digitsFrom = comma + 1;
            type = beginning["data:".Length..comma].Split(';')[0] is { Length: > 0 } named ? named : null;
        }

        (byte Value, int Offset)[] digits = [.. characters.Skip(digitsFrom).Where(character => character.Value is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))];
        if (!isBase64)
        {
            if (digits.Length < DigitsOfHeader && ending == Ending.Body)
            {
                return null;
            }

            byte[] header = Decode(digits[..Math.Min(digits.Length, DigitsOfHeader)], isWhole: true, out _);
            if (!ImageHeader.TryRead(header, out _))
            {
                return null;
            }
        }

        byte[] bytes = Decode(digits, ending == Ending.Quote, out int? damaged);
        if (damaged is { } at)
        {
            bool isUnpadded = at == digits.Length;
            return new ScannedPicture(bytes, type, $"has base64 that is {(isUnpadded ? "not padded" : "damaged")} at byte {(isUnpadded ? end : digits[at].Offset)}");
        }

        string? problem = ending switch
        {
            Ending.Body => $"is not JSON (it ends within a picture) at byte {end}",
            Ending.NotJson => $"is not JSON ({(_body[end] == '\\' ? "an escape of no known kind" : $"0x{_body[end]:X2}")} stands in a string) at byte {end}",
            _ => digits.Length == 0 ? $"has no base64 at byte {end}" : null,
        };
        return new ScannedPicture(bytes, type, problem);
    }

    /// <summary>What stands before the first group of four that cannot be decoded.</summary>
    /// <param name="digits">Base64 without whitespace.</param>
    /// <param name="isWhole">Whether it is known that no digits follow.</param>
    /// <param name="damaged">The first of that group which is no digit, or the end when all are; null when all can be decoded.</param>
    private static byte[] Decode((byte Value, int Offset)[] digits, bool isWhole, out int? damaged)
    {
        string text = Encoding.Latin1.GetString([.. digits.Select(digit => digit.Value)]);
        damaged = null;
        int groups = 0;
        for (; groups * 4 < text.Length && damaged is null; groups++)
        {
            string group = text[(groups * 4)..Math.Min(text.Length, (groups * 4) + 4)];
            bool isLast = (groups * 4) + 4 >= text.Length;

            // Only what follows a group tells whether it may be padded.
            if (isLast && !isWhole)
            {
                break;
            }

            string meant = isLast && group.Length == 4 ? group[..2] + group[2..].TrimEnd('=') : group;
            if (meant.AsSpan().ContainsAnyExcept(Base64Digits) || group.Length < 4)
            {
                int wrong = group.AsSpan().IndexOfAnyExcept(Base64Digits);
                damaged = (groups * 4) + (wrong < 0 ? group.Length : wrong);
                groups--;
            }
        }

        byte[] bytes = Convert.FromBase64String(text[..Math.Min(text.Length, groups * 4)]);
        if (isWhole)
        {
            bool isBase64 = Convert.TryFromBase64Chars(text, new byte[text.Length], out int written);
            Assert.Equal((isBase64, isBase64 ? written : bytes.Length), (damaged is null, bytes.Length));
        }

        return bytes;
    }

    private static readonly SearchValues<char> Base64Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    /// <summary>The characters of a string with their offsets; 0xFF for one that an escape names and that is not ASCII.</summary>
    private List<(byte Value, int Offset)> Unescape(int from, out Ending ending, out int end)
    {
        var characters = new List<(byte, int)>(1024);
        int at = from;
        while (at < _body.Length && _body[at] is not (byte)'"' and >= (byte)' ')
        {
            if (_body[at] != '\\')
            {
                characters.Add((_body[at], at));
                at++;
                continue;
            }

            int length = at + 1 < _body.Length && _body[at + 1] == 'u' ? 6 : 2;
            if (at + length > _body.Length)
            {
                (ending, end) = (Ending.Body, _body.Length);
                return characters;
            }

            try
            {
                using JsonDocument character = JsonDocument.Parse((byte[])[(byte)'"', .. _body.AsSpan(at, length), (byte)'"']);
                int code = length == 6 ? int.Parse(Encoding.ASCII.GetString(_body, at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : character.RootElement.GetString()![0];
                characters.Add((code < 0x80 ? (byte)code : (byte)0xFF, at));
            }
            catch (JsonException)
            {
                break;
            }

            at += length;
        }

        end = at;
        ending = at == _body.Length ? Ending.Body : _body[at] == '"' ? Ending.Quote : Ending.NotJson;
        return characters;
    }
}
