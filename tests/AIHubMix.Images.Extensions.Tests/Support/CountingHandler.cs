namespace AIHubMix.Images.Extensions.Tests.Support;

/// <summary>Counts the requests that pass, and sends each as often as it is told.</summary>
internal sealed class CountingHandler(int sends = 1) : DelegatingHandler
{
    public int Requests { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        for (int send = 1; ; send++)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode || send >= sends)
            {
                return response;
            }
        }
    }
}
