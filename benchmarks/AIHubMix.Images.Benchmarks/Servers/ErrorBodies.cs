using System.Net;
using System.Text;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>The errors that a call is answered with.</summary>
public enum ErrorBody
{
    /// <summary>401 with the gateway's own JSON.</summary>
    Unauthorized,

    /// <summary>429 with the gateway's own JSON, and no word on when to come again.</summary>
    TooManyRequests,

    /// <summary>500 with a vendor's JSON handed on.</summary>
    ServerError,

    /// <summary>502 with a page of a proxy.</summary>
    HtmlPage,
}

/// <summary>The answer with each error.</summary>
internal static class ErrorBodies
{
    private const string Trace = "(tid: 2026030100000012345678901234567)";

    /// <summary>Words that a client has to find, or at least to quote.</summary>
    public static string Words(this ErrorBody error) => error switch
    {
        ErrorBody.Unauthorized => "no key provided",
        ErrorBody.TooManyRequests => "too many requests",
        ErrorBody.ServerError => "upstream failed",
        ErrorBody.HtmlPage => "502 Bad Gateway",
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };

    public static MemoryHandler ToHandler(this ErrorBody error)
    {
        byte[] body = Encoding.UTF8.GetBytes(error switch
        {
            ErrorBody.ServerError => $$$"""{"error":{"message":"{{{error.Words()}}} {{{Trace}}}","type":"upstream_error","param":"500","code":"bad_response_status_code"}}""",
            ErrorBody.HtmlPage => $"<html>\r\n<head><title>{error.Words()}</title></head>\r\n<body>\r\n<center><h1>{error.Words()}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
            _ => $$$"""{"error":{"message":"{{{error.Words()}}} {{{Trace}}}","type":"Aihubmix_api_error"}}""",
        });
        return new MemoryHandler(body, body)
        {
            Status = error switch
            {
                ErrorBody.Unauthorized => HttpStatusCode.Unauthorized,
                ErrorBody.TooManyRequests => HttpStatusCode.TooManyRequests,
                ErrorBody.ServerError => HttpStatusCode.InternalServerError,
                _ => HttpStatusCode.BadGateway,
            },
            MediaType = error == ErrorBody.HtmlPage ? "text/html" : "application/json",
        };
    }
}
