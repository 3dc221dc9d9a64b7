using System.Text;

namespace AIHubMix.Images.Benchmarks.Servers;

/// <summary>The forms in which the gateway gives what a model has made.</summary>
public enum OutputForm
{
    /// <summary>R1: an object with base64 in it, and tokens beside.</summary>
    ObjectBase64,

    /// <summary>R2: an object with URLs in it.</summary>
    ObjectUrl,

    /// <summary>R3: a list of objects with a URL.</summary>
    ListUrl,

    /// <summary>R4: a list of objects with base64.</summary>
    ListBase64,

    /// <summary>R5: a list with a task in it.</summary>
    ListTask,

    /// <summary>R6: a list of objects with base64 under the name of OpenAI's API.</summary>
    ListOpenAIBase64,
}

/// <summary>A small answer in each form.</summary>
internal static class OutputForms
{
    // 4 KiB of base64.
    private const int PictureSize = 3 * 1024;

    private static readonly string Base64 = Convert.ToBase64String(Picture.MakeBytes(PictureSize));

    /// <summary>Whether <c>output</c> is an object; else it is a list.</summary>
    public static bool IsObject(this OutputForm form) => form is OutputForm.ObjectBase64 or OutputForm.ObjectUrl;

    /// <summary>The length of what a client is to find.</summary>
    public static int ExpectedLength(this OutputForm form) => form switch
    {
        OutputForm.ObjectUrl or OutputForm.ListUrl => SmallBodies.Url.Length,
        OutputForm.ListTask => TaskBodies.Id.Length,
        _ => PictureSize,
    };

    /// <summary>Without a network, the gateway's answers in a form; OpenAI's own answers have the same picture or URL.</summary>
    public static MemoryHandler ToHandler(this OutputForm form) => new(
        Encoding.UTF8.GetBytes(InGatewayBody(form)),
        Encoding.UTF8.GetBytes(form == OutputForm.ListUrl
            ? $$"""{"created":1772323200,"data":[{"url":"{{SmallBodies.Url}}"}]}"""
            : $$"""{"created":1772323200,"data":[{"b64_json":"{{Base64}}"}]}"""));

    private static string InGatewayBody(OutputForm form) => form switch
    {
        OutputForm.ObjectBase64 =>
            $$$"""{"output":{"b64_json":[{"bytesBase64":"{{{Base64}}}","mimeType":"png"}],"urls":[]},"usage":{"input_tokens":37,"input_tokens_details":{"image_tokens":0,"text_tokens":37},"output_tokens":7024,"output_tokens_details":{"image_tokens":7024,"text_tokens":0},"total_tokens":7061}}""",
        OutputForm.ObjectUrl => $$$"""{"output":{"b64_json":[],"urls":["{{{SmallBodies.Url}}}"]}}""",
        OutputForm.ListUrl => $$"""{"output":[{"url":"{{SmallBodies.Url}}"}]}""",
        OutputForm.ListBase64 => $$"""{"output":[{"bytesBase64":"{{Base64}}"}]}""",
        OutputForm.ListTask => $$"""{"output":[{"taskId":"{{TaskBodies.Id}}","polling_url":"https://api.us1.bfl.ai/v1/get_result?id=5f0b7d3e-4c55-4f4f-9f0e-2b9d4a1c8e77"}]}""",
        OutputForm.ListOpenAIBase64 => $$"""{"output":[{"b64_json":"{{Base64}}"}]}""",
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };
}
