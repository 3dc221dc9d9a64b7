using System.Text;

namespace AIHubMix.Images.Tests.Support;

/// <summary>Makes answers to predictions of every form, odd ones among them, and damages them.</summary>
internal sealed class RandomAnswer(Random random)
{
    private static readonly string[] Names = ["b64_json", "bytesBase64", "url", "urls", "mimeType", "taskId", "seed", "output", "x", "", "é鹿", "\\ud83e", "[]", "a\\\"b"];
    private static readonly string[] Texts =
    [
        "", "none", "https:\\/\\/example.com/deer.png", "data:", "data:,", "data:image/png;base64", "abcd,AAAA", "(picture 1, 2 bytes left out)", "鹿\\ud83e\\udd8c", "\\ud83e", "\\\\\\\"\\/", "AAA=", "AAAA",
        "iVBORw0K", "a b\\tc\\u0000", "\u2028\u007f", "R0lG", "/9j/!", "data:image/é;x,R0lGODlh",
    ];

    private readonly StringBuilder _json = new();

    private static ReadOnlySpan<byte> Odd => "\"\\{}[],: =!/u0A\n\0\u007fé"u8;

    /// <summary>The answer in UTF-8.</summary>
    /// <param name="largest">The most bytes of a picture.</param>
    public byte[] Next(int largest)
    {
        _json.Clear();
        _json.Append(random.Next(10) == 0 ? "\uFEFF" : "");
        WhiteSpace();
        if (random.Next(20) == 0)
        {
            Value(3, largest);
        }
        else
        {
            Members(largest);
        }

        WhiteSpace();
        return Encoding.UTF8.GetBytes(_json.ToString());
    }

    /// <summary>The body with up to three places of it damaged.</summary>
    public byte[] Damage(byte[] body)
    {
        List<byte> bytes = [.. body];
        for (int times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(bytes.Count - at, random.Next(3) == 0 ? random.Next(200) : random.Next(1, 4));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = Odd[random.Next(Odd.Length)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.Insert(at, Odd[random.Next(Odd.Length)]);
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count + 1), [.. bytes.GetRange(at, length)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private void Members(int largest)
    {
        _json.Append('{');
        int count = random.Next(1, 4);
        int output = random.Next(count);
        for (int member = 0; member < count; member++)
        {
            _json.Append(member > 0 ? "," : "");
            WhiteSpace();
            Name(member == output ? "output" : Names[random.Next(Names.Length)]);
            WhiteSpace();
            _json.Append(':');
            WhiteSpace();
            Value(4, largest);
            WhiteSpace();
        }

        _json.Append('}');
    }

    private void Value(int depth, int largest)
    {
        switch (random.Next(depth > 0 ? 12 : 8))
        {
            case 0:
                _json.Append(((string[])["null", "true", "false", "0", "-1.50e+3", "12345678901234567890"])[random.Next(6)]);
                break;
            case 1 or 2:
                _json.Append('"').Append(Texts[random.Next(Texts.Length)]).Append('"');
                break;
            case <= 7:
                Picture(largest);
                break;
            case <= 9:
                _json.Append('[');
                for (int count = random.Next(4), item = 0; item < count; item++)
                {
                    _json.Append(item > 0 ? "," : "");
                    WhiteSpace();
                    Value(depth - 1, largest);
                    WhiteSpace();
                }

                WhiteSpace();
                _json.Append(']');
                break;
            default:
                _json.Append('{');
                for (int count = random.Next(4), member = 0; member < count; member++)
                {
                    _json.Append(member > 0 ? "," : "");
                    WhiteSpace();
                    Name(Names[random.Next(Names.Length)]);
                    WhiteSpace();
                    _json.Append(':');
                    WhiteSpace();
                    Value(depth - 1, largest);
                }

                WhiteSpace();
                _json.Append('}');
                break;
        }
    }

    private void Picture(int largest)
    {
        byte[] header = random.Next(6) switch
        {
            0 => Pictures.Gif(1, 1),
            1 => Pictures.Jpeg(),
            2 => Pictures.WebpLossy(1, 1),
            3 => Pictures.Avif(1, 1),
            4 => [],
            _ => Pictures.Png(),
        };
        byte[] rest = new byte[random.Next(8) == 0 ? random.Next(largest) : random.Next(100)];
        random.NextBytes(rest);
        string base64 = Convert.ToBase64String([.. header, .. rest], random.Next(6) == 0 ? Base64FormattingOptions.InsertLineBreaks : Base64FormattingOptions.None);
        _json.Append('"').Append(random.Next(4) == 0 ? ((string[])["data:image/png;base64,", "DATA:,", "d\\u0061ta:;x,", "data:image\\/webp\\u002c"])[random.Next(4)] : "");
        int escaped = random.Next(4) switch { 0 => 3, 1 => 50, 2 => 2000, _ => int.MaxValue };
        foreach (char digit in base64)
        {
            if (digit is '\r' or '\n')
            {
                _json.Append(digit == '\r' ? "\\r" : "\\n");
            }
            else if (random.Next(escaped) > 0)
            {
                _json.Append(digit);
            }
            else if (random.Next(20) == 0)
            {
                _json.Append(((string[])[" ", "\\n", "\\t", "\\u0020", "\\u000D"])[random.Next(5)]).Append(digit);
            }
            else
            {
                _json.Append(digit == '/' && random.Next(2) == 0 ? "\\/" : Escape(digit));
            }
        }

        _json.Append('"');
    }

    private void Name(string name)
    {
        int escaped = random.Next(8) == 0 && !name.Contains('\\', StringComparison.Ordinal) && name.Length > 0 ? random.Next(name.Length) : -1;
        _json.Append('"').Append(escaped < 0 ? name : name[..escaped] + Escape(name[escaped]) + name[(escaped + 1)..]).Append('"');
    }

    private string Escape(char character) => random.Next(2) == 0 ? $"\\u{(int)character:x4}" : $"\\u{(int)character:X4}";

    private void WhiteSpace()
    {
        for (int count = random.Next(5) == 0 ? random.Next(6) : 0; count > 0; count--)
        {
            _json.Append(" \t\r\n"[random.Next(4)]);
        }
    }
}
