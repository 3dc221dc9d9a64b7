namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Chooses the light of a picture within the palettes of its style.</summary>
internal static class PaletteChooser
{
    /// <summary>Chooses the palette of one picture.</summary>
    public static Palette Choose(PictureRequest request, Style style, Motifs motifs, Dice dice)
    {
        List<Palette> choices = [.. style.Palettes.Where(palette => IsAsked(palette.Time, motifs))];
        if (choices.Count == 0)
        {
            choices = [.. style.Palettes];
        }

        // Counting on from the model and prompt, rather than drawing anew, gives neighbouring seeds and indices
        // different light for as long as the family lasts.
        ulong start = new Dice(StableHash.Empty.Add(request.Model).Add(request.Prompt).Value).Next() >> 8;
        ulong step = unchecked((ulong)request.Seed + (ulong)request.Index) & 0xFFFFFFFF;
        Palette palette = choices[(int)((start + step) % (ulong)choices.Count)];

        Palette tint = style.Palettes[dice.Below(style.Palettes.Count)];
        if (tint.IsNight == palette.IsNight)
        {
            palette = palette.Blend(tint, dice.Range(0.1f, 0.4f));
        }

        float spread = choices.Count == 1 ? 24 : 16;
        return palette.Turn(style.HueTurn + dice.Range(-spread, spread));
    }

    private static bool IsAsked(TimeOfDay time, Motifs motifs) => time switch
    {
        TimeOfDay.Night => motifs.HasFlag(Motifs.Night),
        TimeOfDay.Dusk => motifs.HasFlag(Motifs.Dusk),
        TimeOfDay.Dawn => motifs.HasFlag(Motifs.Dawn),
        TimeOfDay.Noon => motifs.HasFlag(Motifs.Noon),
        _ => motifs.HasFlag(Motifs.Mist),
    };
}
