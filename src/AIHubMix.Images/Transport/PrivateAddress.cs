using System.Net;
using System.Net.Sockets;

namespace AIHubMix.Images.Transport;

/// <summary>Tells the addresses of this machine and of private networks from those of the internet.</summary>
internal static class PrivateAddress
{
    /// <summary>Whether the host of a URL is such an address by itself; a name is not, but for <c>localhost</c>.</summary>
    public static bool IsHostOf(Uri url)
    {
        string host = url.IdnHost.TrimEnd('.');
        return IPAddress.TryParse(host, out IPAddress? address)
            ? Is(address)
            : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    public static bool Is(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return IsVersion4(bytes);
        }

        // Mapped, compatible (as are :: and ::1) and translated addresses, then those of 6to4, stand for the one of version 4 in them.
        if (address.IsIPv4MappedToIPv6 || !bytes[..12].ContainsAnyExcept((byte)0)
            || bytes[..12].SequenceEqual((ReadOnlySpan<byte>)[0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]))
        {
            return IsVersion4(bytes[12..]);
        }

        return (bytes[0], bytes[1]) is (0x20, 0x02)
            ? IsVersion4(bytes[2..])
            : address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal;
    }

    private static bool IsVersion4(ReadOnlySpan<byte> bytes) => (bytes[0], bytes[1]) switch
    {
        (0 or 10 or 127, _) or (169, 254) or (192, 168) => true,
        (100, >= 64 and <= 127) or (172, >= 16 and <= 31) => true,
        _ => false,
    };
}
