using System.ComponentModel.DataAnnotations;
using AIHubMix.Images.Benchmarks.Peers;
using BenchmarkDotNet.Attributes;

namespace AIHubMix.Images.Benchmarks.Components;

/// <summary>Holding the largest input against every rule of the document, beside the attributes that NSwag puts on the same input: they know no rule between members and no list of values, so they do less.</summary>
/// <remarks>DataAnnotations does not look into members; here it is asked for the palette and each of its colours too.</remarks>
[MemoryDiagnoser]
public class ValidationBenchmarks
{
    [GlobalSetup]
    public void Check()
    {
        if (DataAnnotations() + Client() + ClientSmall() > 0)
        {
            throw new InvalidOperationException("The inputs should be valid.");
        }
    }

    [Benchmark(Baseline = true)]
    public int DataAnnotations()
    {
        var violations = new List<ValidationResult>();
        Peers.Stock.IdeogramV3Input input = LargeInputs.NSwag.Input;
        Validate(input, violations);
        Validate(input.Color_palette, violations);
        foreach (Peers.Stock.IdeogramPaletteColor color in input.Color_palette.Members)
        {
            Validate(color, violations);
        }

        return violations.Count;
    }

    [Benchmark]
    public int Client() => ImageModels.IdeogramV3.Validate(Inputs.Large).Count;

    [Benchmark]
    public int ClientSmall() => ImageModels.FluxKontextMax.Validate(Inputs.Small).Count;

    private static void Validate(object instance, List<ValidationResult> violations) =>
        Validator.TryValidateObject(instance, new ValidationContext(instance), violations, validateAllProperties: true);
}
