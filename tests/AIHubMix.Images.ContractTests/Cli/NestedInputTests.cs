using System.Text.Json.Nodes;
using AIHubMix.Images.Cli.Batch;
using AIHubMix.Images.Cli.Inputs;
using AIHubMix.Images.Cli.Models;

namespace AIHubMix.Images.ContractTests.Cli;

/// <summary>Pictures, members and problems inside the objects and lists of an input.</summary>
public sealed class NestedInputTests : IDisposable
{
    // As short as a picture can be that is told by its beginning.
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aihubmix-nested-");

    public NestedInputTests()
    {
        Write("face.png", Png);
        Write("notes.txt", "no picture"u8);
        Write("large.png", [.. Png, .. new byte[1000]]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void SetPictures_FieldWithinAList_SaysHowItIsGiven() => Assert.Equal(
        """--image 'face.png' is not taken: acme/poster takes pictures within subject[].image_file, as in --set 'subject=[{"type":"character","image_file":"FILE"}]'.""",
        ProblemOf(PosterInput.Model, input => input.SetPictures(["face.png"])));

    [Fact]
    public void SetPictures_SeveralFields_AsksForTheOneThatIsMeant()
    {
        InputBuilder input = Of(ReferencesInput.Model);

        input.SetPictures(["https://example.com/a.png"]);

        Assert.Equal(
            "--image 'https://example.com/a.png' is not taken: acme/references takes pictures in several places, character.images, styles[].url; say in which, as in --set character.images=URL.",
            Assert.Single(input.Check()).ToString());
        Assert.Empty(input.Input);
    }

    [Fact]
    public void SetPictures_TheOnlyFieldIsAMemberOfAnObject_GoesThere()
    {
        InputBuilder input = Of(ImageModels.StableDiffusion35Large);

        input.SetPictures(["face.png"]);

        Assert.IsType<ImageSource>(input.Input["image_prompt"]!["image"]!.GetValue<ImageSource>());
    }

    [Fact]
    public void SetPictures_EveryModelWithPicturesOfItsOwn_FillsThemFirst() => Assert.All(
        ImageModels.All.Where(model => model.Fields.Any(field => field.Role == InputFieldRole.Image)),
        model => Assert.Equal(model.Fields.Where(field => field.Role == InputFieldRole.Image).Select(field => field.Name), InputFields.Pictures(model).Select(picture => picture.Name)));

    [Theory]
    [InlineData("""[{"type":"character","image_file":"face.png"}]""")]
    [InlineData("""{"type":"character","image_file":"face.png"}""")]
    public void Set_FileWithinAList_IsThePicture(string text)
    {
        InputBuilder input = Of(PosterInput.Model);
        input.Set("prompt", "A deer");

        input.Set("subject", text);

        Assert.Empty(input.Check());
        Assert.Equal("character", (string?)input.Input["subject"]![0]!["type"]);
        Assert.Equal(ImageSource.FromFile(Path.Combine(_folder.FullName, "face.png")).ToString(), input.Input["subject"]![0]!["image_file"]!.GetValue<ImageSource>().ToString());
    }

    [Theory]
    [InlineData("none.png", "must be an http or https URL or the name of a file, and there is no such file")]
    [InlineData("notes.txt", "must be a picture of type image/png")]
    [InlineData("large.png", "must have at most 1000 bytes and has 1008")]
    public void Set_FileWithinAListThatIsNotTaken_NamesThePlace(string file, string rule) => Assert.Equal(
        $"subject[1].image_file {rule}, but is '{file}'.",
        ProblemOf(PosterInput.Model, input => input.Set("subject", $$"""[{"type":"thing","image_file":"face.png"},{"type":"thing","image_file":"{{file}}"}]""")));

    [Fact]
    public void Set_FileOfAListThatIsNotTaken_IsToldOnce()
    {
        InputBuilder input = Of(ImageModels.Wan27Image);
        input.Set("prompt", "A deer");

        input.Set("images", "face.png");
        input.Set("images", "none.png");

        Assert.Equal(("images", "none.png"), (Assert.Single(input.Check()).Field, input.Check()[0].Value));
    }

    [Fact]
    public void Batch_FileWithinAList_IsThePictureBesideTheTable()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "lists"));
        Write("lists/beside.png", Png);
        var plan = new BatchPlan { File = Path.Combine(_folder.FullName, "lists", "lines.jsonl") };
        File.WriteAllText(plan.File, """
            {"model":"V3","prompt":"A deer","color_palette":{"members":[{"colour_hex":"#fff"}]}}
            {"model":"stable-diffusion-3-5-large","prompt":"A deer","image_prompt":{"image":"beside.png"}}
            {"model":"stable-diffusion-3-5-large","prompt":"A deer","image_prompt":{"image":"face.png"}}
            """);

        (int Number, BatchLine? Line, IReadOnlyList<string> Problems)[] lines = [.. plan.Read()];

        Assert.Equal(
            [
                "color_palette.members[0].colour_hex is no field of ideogram/V3 (--allow-unknown sends it all the same). Did you mean color_palette.members[0].color_hex?",
                "color_palette.members[0].color_hex is required [Ideogram, API reference, generate with Ideogram 3].",
            ],
            lines[0].Problems);
        Assert.Empty(lines[1].Problems);
        Assert.NotNull(lines[1].Line!.Input["image_prompt"]!["image"]!.GetValue<ImageSource>());
        Assert.StartsWith("image_prompt.image must be an http or https URL or the name of a file", Assert.Single(lines[2].Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("controls", """{"colours":[]}""", "controls.colours", "controls.colors")]
    [InlineData("controls.colours", "[]", "controls.colours", "controls.colors")]
    [InlineData("controls", """{"colors":[{"rgb":[1,2,3],"wieght":1}]}""", "controls.colors[0].wieght", null)]
    [InlineData("subject", """[{"type":"thing","image_file":"https://example.com/a.png","typ":1}]""", "subject[0].typ", "subject[0].type")]
    public void Set_MemberThatTheDocumentDoesNotKnow_IsRefusedWithTheNearest(string name, string json, string place, string? nearest) => Assert.Equal(
        $"{place} is no field of acme/poster (--allow-unknown sends it all the same).{(nearest is null ? "" : $" Did you mean {nearest}?")}",
        ProblemOf(PosterInput.Model, input => input.Set(name, json)));

    [Theory]
    [InlineData("controls", """{"colours":[1],"level":1}""", """{"controls":{"colours":[1],"level":1}}""")]
    [InlineData("controls.colours", "[1]", """{"controls":{"colours":[1]}}""")]
    public void Set_MemberThatTheDocumentDoesNotKnowButIsAllowed_IsSent(string name, string json, string expected)
    {
        var input = new InputBuilder(PosterInput.Model, allowsUnknown: true, _folder.FullName);

        input.Set(name, json);

        Assert.Equal(expected, input.Input.ToJsonString());
    }

    [Theory]
    [InlineData("free", """{"any":[{"thing":1}]}""")]
    [InlineData("free.any", """[{"thing":1}]""")]
    public void Set_ObjectOfWhichNoMembersAreKnown_TakesAny(string name, string json)
    {
        InputBuilder input = Of(PosterInput.Model);
        input.Set("prompt", "A deer");

        input.Set(name, json);

        Assert.Empty(input.Check());
        Assert.Equal("""{"any":[{"thing":1}]}""", input.Input["free"]!.ToJsonString());
    }

    [Fact]
    public void Set_ListWithinAnObjectItemByItem_CollectsThem()
    {
        InputBuilder input = Of(PosterInput.Model);

        input.Set("controls.words", "one");
        input.Set("controls.words", "two");

        Assert.Equal("""{"words":["one","two"]}""", input.Input["controls"]!.ToJsonString());
    }

    [Theory]
    [InlineData("subject.type")]
    [InlineData("subject[0].type")]
    public void Set_MemberOfTheObjectsOfAList_SaysHowItIsGiven(string name) => Assert.Equal(
        $$"""{{name}} is in the objects of a list, which is set as a whole, as in --set 'subject=[{"type":"character","image_file":"FILE"}]'.""",
        ProblemOf(PosterInput.Model, input => input.Set(name, "thing")));

    [Theory]
    [InlineData("controls", "[]")]
    [InlineData("controls", "{")]
    [InlineData("controls", """{"level":1,"level":2}""")]
    [InlineData("controls.level", "high")]
    [InlineData("controls", """{"level":"high"}""")]
    [InlineData("controls", """{"colors":[{}]}""")]
    public void Check_ValueThatIsRefused_IsNotMissedByARule(string name, string text)
    {
        InputBuilder input = Of(PosterInput.Model);
        input.Set("prompt", "A deer");
        input.Set("code", "12345678");

        input.Set(name, text);

        InputProblem problem = Assert.Single(input.Check());
        Assert.StartsWith(name, problem.Field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("must have at least 3 items", "2", "a must have at least 3 items, but has 2.")]
    [InlineData("must have at least 1 item", "0", "a must have at least 1 item, but has 0.")]
    [InlineData("must have at least 3 characters", "xy", "a must have at least 3 characters, but is 'xy'.")]
    [InlineData("needs b to be set as well", "2", "a '2' needs b to be set as well.")]
    public void Problem_Text_SaysWhatThereIsInstead(string rule, string value, string text) => Assert.Equal(text, new InputProblem("a", value, rule, null, []).ToString());

    [Fact]
    public void Problem_ValueNearToAKnownOneWithinAList_SuggestsIt() => Assert.Equal(
        ["character"],
        InputProblem.Of(new InputViolation("$.input.subject[0].type", "charakter", "must be one of character, thing", "Acme"), PosterInput.Model).Suggestions);

    [Fact]
    public void FieldList_ObjectsWithinLists_ListsTheirMembersAndCountsItems()
    {
        using var output = new StringWriter { NewLine = "\n" };

        FieldList.Write(output, PosterInput.Model, 100);

        Assert.Equal(
            """
            Fields of acme/poster:
              prompt    text, required
                        What prompt is.
              subject   list of object: at most 1 item
                        What subject is.
              subject[].type  text, required: character, thing
                        What type is.
              subject[].image_file  picture, required: image/png, at most 1 kB; a URL or a file
                        What image_file is.
              controls  object
                        What controls is.
              controls.level  whole number
                        What level is.
              controls.colors  list of object
                        What colors is.
              controls.colors[].rgb  list of whole number, required: 3 items
                        What rgb is.
              controls.words  list of text: 2 to 4 items
                        What words is.
              free      object
                        What free is.
              code      text: 8 characters
                        What code is.

            """.ReplaceLineEndings("\n"),
            output.ToString());
    }

    private InputBuilder Of(ImageModel model) => new(model, allowsUnknown: false, _folder.FullName);

    private string ProblemOf(ImageModel model, Action<InputBuilder> set)
    {
        InputBuilder input = Of(model);
        input.Set("prompt", "A deer");
        set(input);
        return Assert.Single(input.Check()).ToString();
    }

    private void Write(string name, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(Path.Combine(_folder.FullName, name), bytes);
}
