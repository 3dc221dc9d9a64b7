using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AIHubMix.Images.Extensions.ImageGeneration;

/// <summary>Says in a model's own words what was asked for, by the roles of its fields and never by its name.</summary>
internal sealed class InputComposer(ImageModel model, ILogger logger)
{
    private const string PromptOfUnknownModels = "prompt";

    /// <summary>Composes the input.</summary>
    /// <param name="request">The prompt and the pictures.</param>
    /// <param name="options">What else was asked for.</param>
    /// <param name="raw">What everything else is laid over: JSON, or the input of the model's own type; null for nothing.</param>
    public JsonObject Compose(ImageGenerationRequest request, ImageGenerationOptions? options, object? raw)
    {
        JsonObject input = raw switch
        {
            null => [],
            JsonObject json => json,
            _ => model.ToJson(raw),
        };
        if (options is not null)
        {
            Lay(options.AdditionalProperties, input);
        }

        if (request.Prompt is { } prompt)
        {
            input[Find(InputFieldRole.Prompt, input)?.Name ?? PromptOfUnknownModels] = prompt;
        }

        if (options is not null)
        {
            Lay(options, input);
        }

        new OriginalImages(model).Lay(request.OriginalImages, input);
        return input;
    }

    private void Lay(ImageGenerationOptions options, JsonObject input)
    {
        if (options.Count is { } count)
        {
            if (Find(InputFieldRole.Count, input) is { } field)
            {
                input[field.Name] = count;
            }
            else if (count != 1)
            {
                Ignore($"{nameof(options.Count)} {count}");
            }
        }

        if (options.ImageSize is { } size && !PictureShape.TryLay(size, Find(InputFieldRole.Size, input), Find(InputFieldRole.AspectRatio, input), input))
        {
            Ignore($"{nameof(options.ImageSize)} {size.Width}x{size.Height}");
        }

        if (options.MediaType is { } mediaType && !TrySet(InputFieldRole.OutputFormat, value => MediaTypes.Of(value) == MediaTypes.Of(mediaType), input))
        {
            Ignore($"{nameof(options.MediaType)} {mediaType}");
        }

        // A model without such a field has one form of answer, and the pictures can be fetched where data is asked for.
        if (options.ResponseFormat is { } format)
        {
            TrySet(InputFieldRole.ResponseFormat, value => IsUrl(value) == (format != ImageGenerationResponseFormat.Data), input);
        }

        if (options.StreamingCount > 0)
        {
            Ignore($"{nameof(options.StreamingCount)} {options.StreamingCount}");
        }
    }

    private void Lay(AdditionalPropertiesDictionary? additional, JsonObject input)
    {
        foreach ((string name, object? value) in additional ?? [])
        {
            InputField? field = model.Fields.FirstOrDefault(known => known.Name == name);
            if (field is null && model.Fields.Count > 0)
            {
                // Its value is nobody's business: it can be anything.
                Ignore(name);
            }
            else if (value is not null)
            {
                input[name] = JsonValues.Of(name, value, field);
            }
        }
    }

    private static bool IsUrl(string value) => value.Equals("url", StringComparison.OrdinalIgnoreCase) || value.Equals("uri", StringComparison.OrdinalIgnoreCase);

    /// <summary>The field of a role: where a model has several names for one thing, that which is set already, else the first.</summary>
    private InputField? Find(InputFieldRole role, JsonObject input)
    {
        InputField? first = null;
        foreach (InputField field in model.Fields)
        {
            if (field.Role == role)
            {
                if (input.ContainsKey(field.Name))
                {
                    return field;
                }

                first ??= field;
            }
        }

        return first;
    }

    private bool TrySet(InputFieldRole role, Func<string, bool> isMeant, JsonObject input)
    {
        if (Find(role, input) is { } field && field.Values.FirstOrDefault(isMeant) is { } value)
        {
            input[field.Name] = value;
            return true;
        }

        return false;
    }

    private void Ignore(string option) => ExtensionsLog.OptionLeftOut(logger, model.Path, option);
}
