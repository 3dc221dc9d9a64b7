namespace AIHubMix.Images.Simulator.Pictures;

/// <summary>Smooth one-dimensional noise, for ridges, shores and ripples.</summary>
internal sealed class Noise
{
    private const int Period = 256;

    private readonly float[] _lattice = new float[Period];

    public Noise(Dice dice)
    {
        for (int i = 0; i < Period; i++)
        {
            _lattice[i] = dice.Unit();
        }
    }

    /// <summary>One octave, from 0 to 1.</summary>
    public float At(float x)
    {
        float floor = MathF.Floor(x);
        float t = x - floor;
        int cell = (int)floor;
        float left = _lattice[cell & (Period - 1)];
        float right = _lattice[(cell + 1) & (Period - 1)];
        return left + ((right - left) * t * t * (3 - (2 * t)));
    }

    /// <summary>Several octaves, each twice as fine and half as strong, from 0 to 1.</summary>
    public float Fractal(float x, int octaves, float gain = 0.5f)
    {
        float sum = 0;
        float weight = 1;
        float total = 0;
        for (int octave = 0; octave < octaves; octave++)
        {
            sum += weight * At(x + (octave * 37.7f));
            total += weight;
            weight *= gain;
            x *= 2.03f;
        }

        return sum / total;
    }

    /// <summary>Several octaves folded into sharp crests, from 0 to 1.</summary>
    public float Ridged(float x, int octaves)
    {
        float sum = 0;
        float weight = 1;
        float total = 0;
        for (int octave = 0; octave < octaves; octave++)
        {
            sum += weight * (1 - MathF.Abs((2 * At(x + (octave * 19.3f))) - 1));
            total += weight;
            weight *= 0.46f;
            x *= 2.1f;
        }

        return sum / total;
    }
}
