using System.Collections.Concurrent;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Pictures that were painted lately: the same request makes the same picture, so it is painted once.</summary>
internal static class PictureGallery
{
    private const int MostPictures = 24;

    private static readonly ConcurrentDictionary<PictureRequest, byte[]> Painted = new();

    public static byte[] Get(PictureRequest request)
    {
        if (Painted.Count >= MostPictures && !Painted.ContainsKey(request))
        {
            Painted.Clear();
        }

        return Painted.GetOrAdd(request, PicturePainter.Paint);
    }
}
