using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AIHubMix.Images.Extensions.ImageGeneration;

/// <summary>Puts the pictures of a request where the model takes pictures.</summary>
internal sealed class OriginalImages(ImageModel model)
{
    private const int MostNamed = 6;

    /// <summary>Sets the pictures, in order.</summary>
    /// <exception cref="NotSupportedException">The model does not take so many, or one is of a kind that cannot be sent.</exception>
    public void Lay(IEnumerable<AIContent>? images, JsonObject input)
    {
        ImageSource[] sources = [.. images?.Select(SourceOf) ?? []];
        if (sources.Length == 0)
        {
            return;
        }

        Place[] places = [.. PlacesOf(model)];
        if (sources.Length > CapacityOf(places))
        {
            throw TooMany(sources.Length, CapacityOf(places));
        }

        int next = 0;
        foreach (Place place in places.TakeWhile(_ => next < sources.Length))
        {
            int count = Math.Min(place.Capacity, sources.Length - next);
            place.Set(input, sources.AsSpan(next, count));
            next += count;
        }
    }

    /// <summary>The picture that a content is.</summary>
    /// <exception cref="NotSupportedException">It is none, or not one that can be sent.</exception>
    public static ImageSource SourceOf(AIContent content) => content switch
    {
        DataContent data when !data.Data.IsEmpty => ImageSource.FromBytes(data.Data),
        UriContent { Uri.Scheme: "http" or "https" } remote => ImageSource.FromUri(remote.Uri),
        UriContent { Uri.Scheme: "data" } inline when new DataContent(inline.Uri, inline.MediaType) is { Data.IsEmpty: false } data => ImageSource.FromBytes(data.Data),
        UriContent other => throw new NotSupportedException($"A picture at a {other.Uri.Scheme}: URI cannot be sent. Pass an http, https or data URI, or the bytes as DataContent. Nothing was sent."),
        DataContent => throw new NotSupportedException("A picture has no bytes. Nothing was sent."),
        _ => throw new NotSupportedException($"A {content?.GetType().Name ?? "null"} cannot be sent as a picture. Pass DataContent or UriContent. Nothing was sent."),
    };

    private NotSupportedException TooMany(int count, int capacity)
    {
        string[] able = [.. ImageModels.All.Where(other => CapacityOf(PlacesOf(other)) >= count).Select(other => $"{nameof(ImageModels)}.{other.Name}")];
        return new NotSupportedException(
            $"'{model.Path}' takes {(capacity == 0 ? "no picture" : capacity == 1 ? "one picture" : $"{capacity} pictures")}, and the request has {count}; nothing was sent. "
            + (able.Length == 0 ? "No model of the catalog takes so many." : $"Those that take so many: {string.Join(", ", able.Take(MostNamed))}{(able.Length > MostNamed ? $" and {able.Length - MostNamed} more" : "")}.")
            + (model.Fields.Count == 0 ? " Where this model takes pictures is not known: pass them in a JsonObject by RawRepresentationFactory." : ""));
    }

    private static int CapacityOf(IEnumerable<Place> places) => (int)Math.Min(int.MaxValue, places.Sum(place => (long)place.Capacity));

    // A field of the input itself, or of an object in it.
    private static IEnumerable<Place> PlacesOf(ImageModel model) => model.Fields.SelectMany(field => IsForPictures(field)
        ? [new Place(null, field)]
        : field.Kind == InputFieldKind.Object ? field.Members.Where(IsForPictures).Select(member => new Place(field, member)) : []);

    private static bool IsForPictures(InputField field) =>
        field.Role == InputFieldRole.Image && (field.Kind == InputFieldKind.Image || field is { Kind: InputFieldKind.List, ItemKind: InputFieldKind.Image });

    /// <summary>Where pictures go.</summary>
    /// <param name="Parent">The object that the field belongs to; null for the input itself.</param>
    /// <param name="Field">The field.</param>
    private sealed record Place(InputField? Parent, InputField Field)
    {
        public int Capacity => Field.Kind == InputFieldKind.List ? Field.MaxLength ?? int.MaxValue : 1;

        public void Set(JsonObject input, ReadOnlySpan<ImageSource> sources)
        {
            JsonObject target = input;
            if (Parent is not null)
            {
                target = input[Parent.Name] as JsonObject ?? [];
                input[Parent.Name] = target;
            }

            if (Field.Kind == InputFieldKind.List)
            {
                var items = new JsonArray();
                foreach (ImageSource source in sources)
                {
                    items.Add(source.ToJsonNode());
                }

                target[Field.Name] = items;
            }
            else
            {
                target[Field.Name] = sources[0].ToJsonNode();
            }
        }
    }
}
