using System.Text.RegularExpressions;

namespace AIHubMix.Images.ContractTests.Page;

/// <summary>A curl command of the API page, taken apart.</summary>
public sealed partial record Curl(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    public static Curl Parse(string command)
    {
        Match data = Data().Match(command);
        return new Curl(
            Regex.Match(command, @"-X (\w+)") is { Success: true } method ? method.Groups[1].Value : "POST",
            new Uri(Url_().Match(command).Value),
            Header().Matches(command).ToDictionary(header => header.Groups[1].Value, header => header.Groups[2].Value),
            data.Success ? data.Groups[1].Value : null);
    }

    /// <summary>The same request to another host.</summary>
    public HttpRequestMessage ToRequest(Uri host, string? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(host, Url.PathAndQuery));
        foreach ((string name, string value) in Headers)
        {
            if (name != "Content-Type")
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if ((body ?? Body) is { } text)
        {
            request.Content = new StringContent(text, new System.Net.Http.Headers.MediaTypeHeaderValue(Headers["Content-Type"]));
        }

        return request;
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Url_();

    [GeneratedRegex("-H \"([^:]+): ([^\"]+)\"")]
    private static partial Regex Header();

    [GeneratedRegex("-d '(.*)'", RegexOptions.Singleline)]
    private static partial Regex Data();
}
