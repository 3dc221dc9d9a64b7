namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Finds the motifs a prompt names.</summary>
internal static class PromptReader
{
    private static readonly (string Word, Motifs Motif)[] Words =
    [
        ("deer", Motifs.Deer), ("stag", Motifs.Deer), ("doe", Motifs.Deer), ("fawn", Motifs.Deer),
        ("sakura", Motifs.Cherry), ("cherry", Motifs.Cherry), ("blossom", Motifs.Cherry), ("spring", Motifs.Cherry),
        ("temple", Motifs.Temple), ("pagoda", Motifs.Temple), ("shrine", Motifs.Torii), ("torii", Motifs.Torii),
        ("sea", Motifs.Sea), ("ocean", Motifs.Sea), ("waves", Motifs.Sea), ("beach", Motifs.Sea),
        ("mountain", Motifs.Mountain), ("fuji", Motifs.Mountain), ("alps", Motifs.Mountain),
        ("night", Motifs.Night), ("moon", Motifs.Night), ("stars", Motifs.Night), ("midnight", Motifs.Night),
        ("snow", Motifs.Snow), ("winter", Motifs.Snow),
        ("city", Motifs.City), ("skyline", Motifs.City), ("skyscraper", Motifs.City), ("town", Motifs.City),
        ("cat", Motifs.Cat), ("kitten", Motifs.Cat),
        ("bird", Motifs.Birds), ("crane", Motifs.Birds), ("geese", Motifs.Birds), ("gull", Motifs.Birds),
        ("boat", Motifs.Boat), ("ship", Motifs.Boat), ("sail", Motifs.Boat),
        ("autumn", Motifs.Autumn), ("maple", Motifs.Autumn),
        ("mist", Motifs.Mist), ("misty", Motifs.Mist), ("fog", Motifs.Mist), ("foggy", Motifs.Mist),
        ("sunset", Motifs.Dusk), ("dusk", Motifs.Dusk), ("evening", Motifs.Dusk),
        ("sunrise", Motifs.Dawn), ("dawn", Motifs.Dawn), ("morning", Motifs.Dawn),
        ("noon", Motifs.Noon), ("sunny", Motifs.Noon),
        ("lantern", Motifs.Lantern), ("pine", Motifs.Pine), ("forest", Motifs.Pine),
        ("sunlight", Motifs.Rays), ("dappled", Motifs.Rays), ("rays", Motifs.Rays),
    ];

    /// <summary>Reads the words of a prompt, singular or plural, in any case.</summary>
    public static Motifs Read(string prompt)
    {
        Motifs found = Motifs.None;
        ReadOnlySpan<char> rest = prompt;
        while (!rest.IsEmpty)
        {
            int length = 0;
            while (length < rest.Length && char.IsLetter(rest[length]))
            {
                length++;
            }

            found |= Find(rest[..length]);
            rest = rest[Math.Min(rest.Length, length + 1)..];
        }

        return found;
    }

    /// <summary>Reads the motifs of a prompt, and invents a subject if it names none.</summary>
    public static Motifs ReadOrInvent(string prompt, Dice dice)
    {
        Motifs asked = Read(prompt);
        const Motifs Subjects = Motifs.Deer | Motifs.Cherry | Motifs.Temple | Motifs.Torii | Motifs.City | Motifs.Cat | Motifs.Boat;
        if ((asked & Subjects) == 0)
        {
            asked |= dice.Below(4) switch
            {
                0 => Motifs.Temple,
                1 => Motifs.Torii,
                2 => Motifs.Boat,
                _ => Motifs.Deer,
            };
        }

        if (dice.Chance(0.4f))
        {
            asked |= Motifs.Birds;
        }

        if (dice.Chance(0.35f))
        {
            asked |= Motifs.Lantern;
        }

        return asked;
    }

    private static Motifs Find(ReadOnlySpan<char> word)
    {
        foreach ((string known, Motifs motif) in Words)
        {
            bool singular = word.Equals(known, StringComparison.OrdinalIgnoreCase);
            bool plural = word.Length == known.Length + 1
                && word[^1] is 's' or 'S'
                && word[..^1].Equals(known, StringComparison.OrdinalIgnoreCase);
            if (singular || plural)
            {
                return motif;
            }
        }

        return Motifs.None;
    }
}
