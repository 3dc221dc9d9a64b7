using SkiaSharp;

namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>The outline of a stag.</summary>
internal static class DeerShape
{
    public static SKPath Body(bool drinking)
    {
        using SKPathBuilder builder = new();
        Brush.AddLimb(builder, (19, 51, 10), (26, 48.5f, 11), (36, 50, 11), (50, 52.5f, 12.2f), (62, 51, 13), (67, 49, 11));
        Brush.AddLimb(builder, (11.5f, 45, 2.4f), (8.5f, 50, 2.6f), (8, 57, 1));
        Brush.AddLimb(builder, (20, 53, 10.5f), (18.5f, 66, 6.6f), (14.5f, 78, 3), (17, 89, 2.1f), (17.5f, 99, 2.1f));
        Brush.AddLimb(builder, (63, 55, 9), (62.5f, 69, 4.6f), (62, 80, 2.8f), (62, 90, 2), (62.5f, 99, 2.1f));
        if (drinking)
        {
            Brush.AddLimb(builder, (66, 47, 10.5f), (76, 56, 7.4f), (83, 68, 5.4f), (87, 80, 5));
            Brush.AddLimb(builder, (86.5f, 80, 5.4f), (90, 88, 4.3f), (94, 96, 2.7f), (95, 98, 2.3f));
            Brush.AddLimb(builder, (84, 78, 1.6f), (79, 79, 2.5f), (74, 82, 0.5f));
            Brush.AddLimb(builder, (88, 78, 1.6f), (91.5f, 73.5f, 2.2f), (93, 69, 0.4f));
        }
        else
        {
            Brush.AddLimb(builder, (65, 48, 11), (72, 36, 7.6f), (77, 23, 5.4f), (79, 14, 5));
            Brush.AddLimb(builder, (79, 13, 5.4f), (86, 16, 4.3f), (92.5f, 19.5f, 2.8f), (94, 20.5f, 2.3f));
            Brush.AddLimb(builder, (76, 11, 1.6f), (71, 8.5f, 2.4f), (66, 8, 0.5f));
            Brush.AddLimb(builder, (79, 9.5f, 1.6f), (77, 4.5f, 2.3f), (73.5f, 1, 0.5f));
        }

        return builder.Detach();
    }

    public static SKPath FarLegs()
    {
        using SKPathBuilder builder = new();
        Brush.AddLimb(builder, (26, 56, 8), (27, 69, 5), (24, 79, 2.7f), (27, 89, 1.9f), (27.5f, 97, 2));
        Brush.AddLimb(builder, (67, 56, 6), (70, 70, 4), (71, 80, 2.6f), (72.5f, 89, 1.9f), (73.5f, 97, 2));
        return builder.Detach();
    }

    public static SKPath Antlers(bool drinking)
    {
        using SKPathBuilder builder = new();
        if (drinking)
        {
            Brush.AddLimb(builder, (87.5f, 77, 1.3f), (95, 72, 1.2f), (100, 62, 1), (99, 51, 0.4f));
            Brush.AddLimb(builder, (94, 73, 1), (99, 74, 0.8f), (103, 72, 0.3f));
            Brush.AddLimb(builder, (99.4f, 64, 0.9f), (104, 61, 0.7f), (107, 56, 0.3f));
            Brush.AddLimb(builder, (86, 77, 1.3f), (89, 69, 1.1f), (92, 58, 0.9f), (90, 47, 0.4f));
            Brush.AddLimb(builder, (91.6f, 60, 0.9f), (95.5f, 55, 0.7f), (96.5f, 50, 0.3f));
        }
        else
        {
            Brush.AddLimb(builder, (80, 9, 1.3f), (77, 0, 1.2f), (79, -11, 1), (86, -19, 0.4f));
            Brush.AddLimb(builder, (78, 2, 1), (83, -1, 0.8f), (87, -5, 0.3f));
            Brush.AddLimb(builder, (78.4f, -9, 0.9f), (75, -15, 0.7f), (75, -21, 0.3f));
            Brush.AddLimb(builder, (78, 9, 1.3f), (71, 1, 1.1f), (69, -9, 0.9f), (73, -18, 0.4f));
            Brush.AddLimb(builder, (69.5f, -4, 0.9f), (64.5f, -8, 0.7f), (63, -14, 0.3f));
        }

        return builder.Detach();
    }
}
