namespace AIHubMix.Images;

/// <summary>The form in which an answer carried its pictures.</summary>
public enum ResponseForm
{
    /// <summary>No picture in any known form.</summary>
    None,

    /// <summary>An object with base64: <c>{"output":{"b64_json":[{"bytesBase64":…}]}}</c>.</summary>
    ObjectBase64,

    /// <summary>An object with URLs: <c>{"output":{"urls":[…]}}</c>.</summary>
    ObjectUrl,

    /// <summary>A list of URLs: <c>{"output":[{"url":…}]}</c>, or of plain strings.</summary>
    ArrayUrl,

    /// <summary>A list with base64: <c>{"output":[{"bytesBase64":…}]}</c> or <c>{"output":[{"b64_json":…}]}</c>.</summary>
    ArrayBase64,

    /// <summary>A task reference: <c>{"output":[{"taskId":…}]}</c>; the pictures came from the tasks operation.</summary>
    Task,

    /// <summary>The body was the picture itself.</summary>
    Image,
}
