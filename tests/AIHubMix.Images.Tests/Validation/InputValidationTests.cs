using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIHubMix.Images.Tests.Validation;

public sealed class InputValidationTests
{
    [Fact]
    public void Violations_NothingAdded_IsEmpty() => Assert.Empty(new InputValidation().Violations);

    [Fact]
    public void Add_WithinEnteredObjects_TellsTheWholePath()
    {
        var validation = new InputValidation();

        validation.Add("a", 1, "rule", "source");
        validation.Enter("palette");
        validation.Enter("members", 1);
        validation.Add("weight", 2, "rule", "source");
        validation.Add("", null, "rule", "source");
        validation.Leave();
        validation.Add("name", "x", "rule", "source");
        validation.Leave();
        validation.Add("b", 3, "rule", "source");

        Assert.Equal(
            ["$.input.a", "$.input.palette.members[1].weight", "$.input.palette.members[1]", "$.input.palette.name", "$.input.b"],
            validation.Violations.Select(violation => violation.Path));
        Assert.Equal(["1", "2", null, "x", "3"], validation.Violations.Select(violation => violation.Value));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(1_000_000)]
    public void Add_LongValue_IsShortened(int length)
    {
        var validation = new InputValidation();

        validation.Add("a", new string('x', length), "rule", "source");

        Assert.Equal(length <= 80 ? new string('x', length) : $"{new string('x', 80)}… ({length} characters)", Assert.Single(validation.Violations).Value);
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public void Add_Truth_IsWrittenAsInJson(bool value, string text)
    {
        var validation = new InputValidation();

        validation.Add("a", value, "rule", "source");

        Assert.Equal(text, Assert.Single(validation.Violations).Value);
    }

    [Fact]
    public void Add_LongValueWithACharacterAtTheCut_IsCutBeforeIt()
    {
        var validation = new InputValidation();

        validation.Add("a", new string('x', 79) + "🦌🦌", "rule", "source");

        Assert.Equal($"{new string('x', 79)}… (81 characters)", Assert.Single(validation.Violations).Value);
    }

    [Fact]
    public void Add_ItemOfAListInAList_NamesBothPlaces()
    {
        var validation = new InputValidation();

        validation.Enter("outline", 2);
        validation.Enter("", 1);
        validation.Add("", 1.5, "must be from 0 to 1", "source");
        validation.Leave();
        validation.Add("", 3, "must have at most 2 items", "source");

        Assert.Equal(["$.input.outline[2][1]", "$.input.outline[2]"], validation.Violations.Select(violation => violation.Path));
    }

    [Fact]
    public void CheckAdditional_MemberOfTheRecord_NamesItsSource()
    {
        var validation = new InputValidation();

        validation.CheckAdditional("prompt", JsonElement.Parse("1"), isDeclared: true);
        validation.CheckAdditional("gone", default, isDeclared: false);

        Assert.Equal(["$.input.prompt", "$.input.gone"], validation.Violations.Select(violation => violation.Path));
        Assert.All(validation.Violations, violation => Assert.Equal("AIHubMix.Images", violation.Source));
    }

    [Fact]
    public void Add_Number_IsWrittenTheSameInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            var validation = new InputValidation();

            validation.Add("a", 0.049, "rule", "source");

            Assert.Equal("0.049", Assert.Single(validation.Violations).Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void CheckAdditional_DeclaredName_IsAViolationWithItsValue()
    {
        var validation = new InputValidation();

        validation.CheckAdditional("a", JsonElement.Parse("\"x\""), isDeclared: true);
        validation.CheckAdditional("b", JsonElement.Parse("1"), isDeclared: false);
        validation.CheckAdditional("c", JsonElement.Parse("null"), isDeclared: true);

        Assert.Equal([("$.input.a", "\"x\""), ("$.input.c", "null")], validation.Violations.Select(violation => (violation.Path, violation.Value)));
    }

    [Fact]
    public void CheckAdditional_EveryDeclaredNameOfEveryInput_IsAViolation()
    {
        Check(new ImageModel<GptImageInput>("a/b"), new GptImageInput { Prompt = "x" }, (input, additional) => input with { AdditionalProperties = additional });
        Check(new ImageModel<DallE3Input>("a/b"), new DallE3Input { Prompt = "x" }, (input, additional) => input with { AdditionalProperties = additional });
        Check(new ImageModel<ImagenInput>("a/b"), new ImagenInput { Prompt = "x" }, (input, additional) => input with { AdditionalProperties = additional });
        Check(new ImageModel<FluxKontextInput>("a/b"), new FluxKontextInput { Prompt = "x" }, (input, additional) => input with { AdditionalProperties = additional });
        Check(new ImageModel<IdeogramV3Input>("a/b"), new IdeogramV3Input { Prompt = "x" }, (input, additional) => input with { AdditionalProperties = additional });
        Check(new ImageModel<StableDiffusion35Input>("a/b"), new StableDiffusion35Input { Prompt = "x" }, (input, additional) => input with { AdditionalProperties = additional });

        static void Check<TInput>(ImageModel<TInput> model, TInput input, Func<TInput, Dictionary<string, JsonElement>, TInput> with)
            where TInput : class, IImageInput<TInput>
        {
            string[] names = [.. typeof(TInput).GetProperties().Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>()];
            var additional = names.Append("of-tomorrow").ToDictionary(name => name, _ => JsonElement.Parse("1"));

            Assert.NotEmpty(names);
            Assert.Equal(names.Select(name => $"$.input.{name}"), model.Validate(with(input, additional)).Select(violation => violation.Path));
        }
    }

    [Fact]
    public void Add_Boolean_IsSpelledAsInJson() =>
        Assert.Equal("true", ImageModels.Imagen4Preview0606.Validate(new ImagenInput { Prompt = "x", Seed = 1, AddWatermark = true })[0].Value);

    [Fact]
    public void Add_LongValue_IsCutBetweenCharacters()
    {
        var validation = new InputValidation();
        validation.Add("a", "x" + string.Concat(Enumerable.Repeat("🦌", 100)), "r", "s");
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(validation.Violations[0].Value!)));
    }

    [Fact]
    public void Add_LongValue_TellsItsLengthInCharacters() => Assert.Contains(
        "(4001 characters)",
        ImageModels.DallE3.Validate(new DallE3Input { Prompt = string.Concat(Enumerable.Repeat("🦌", 4001)) })[0].Value!,
        StringComparison.Ordinal);

    [Fact]
    public void CheckAdditional_MemberThatIsNoJson_IsAViolation() => Assert.Equal(
        "$.input.later",
        Assert.Single(ImageModels.FluxKontextMax.Validate(new FluxKontextInput { Prompt = "x", AdditionalProperties = new Dictionary<string, System.Text.Json.JsonElement> { ["later"] = default } })).Path);
}
