namespace AIHubMix.Images.PackageTests.Spec;

/// <summary>What <c>spec diff</c> reads off the document is what comes out when it is built.</summary>
public sealed class AgreementTests(AgreementFixture fixture) : IClassFixture<AgreementFixture>
{
    public static TheoryData<string> Code => [.. KindsOfChange.OfCode.Select(kind => kind.Name)];

    public static TheoryData<string> Wire => [.. KindsOfChange.OfTheWire.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Code))]
    public async Task Report_OfAChangeOfCode_NamesWhatTheBuildLoses(string name)
    {
        KindOfChange kind = fixture.OfCode.Kinds.Single(kind => kind.Name == name);
        Report report = await fixture.ReportAsync(kind);

        Assert.Equal([kind.Grade], report.Grades);
        Assert.Equal(kind.Breaks.Order(StringComparer.Ordinal), report.BrokenMembers.Order(StringComparer.Ordinal));
        Assert.All(report.BrokenMembers, member => Assert.Contains(member, fixture.OfCode.Broken));
        Assert.All(kind.Brings, member => Assert.Contains(member, fixture.OfCode.Listed));
        Assert.All(kind.Breaks, member => Assert.Contains(member.Split('.')[^1], report.Text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Wire))]
    public async Task Report_OfAChangeOfTheWire_IsWhatTheValidationDoes(string name)
    {
        KindOfChange kind = fixture.OfTheWire.Kinds.Single(kind => kind.Name == name);
        Report report = await fixture.ReportAsync(kind);

        Assert.Equal([kind.Grade], report.Grades);
        Assert.Empty(report.BrokenMembers);
        Assert.All(kind.Brings, member => Assert.Contains(member, fixture.OfTheWire.Listed));
        Assert.Equal(kind.WasTaken, fixture.OfTheWire.Old.Takes(kind.Input!.Value.Model, kind.Input.Value.Input));
        Assert.Equal(kind.IsTaken, fixture.OfTheWire.New.Takes(kind.Input.Value.Model, kind.Input.Value.Input));
        Assert.Equal(kind is { WasTaken: true, IsTaken: false }, report.RefusesInputs);
    }

    [Fact]
    public void PackageValidation_OfAllChangesOfCode_FindsNothingThatIsNotNamed() => NothingBeside(KindsOfChange.OfCode.SelectMany(kind => kind.Breaks), fixture.OfCode.Incompatible);

    [Fact]
    public void Listing_OfAllChangesOfCode_LosesNothingThatIsNotNamed() => NothingBeside(KindsOfChange.OfCode.SelectMany(kind => kind.Breaks), fixture.OfCode.Unlisted);

    [Fact]
    public void Required_OfAllChangesOfCode_IsNothingThatIsNotNamed() => NothingBeside(KindsOfChange.OfCode.SelectMany(kind => kind.Breaks), fixture.OfCode.NewlyRequired);

    /// <summary>What no tool but the reading of <c>required</c> finds is what must be set, and nothing else.</summary>
    [Fact]
    public void PackageValidation_OfAllChangesOfCode_FindsAllThatIsNamedButWhatMustBeSet() =>
        Assert.Equal(
            ["IdeogramV3Input.NegativePrompt", "IdeogramV3Input.Tint"],
            KindsOfChange.OfCode.SelectMany(kind => kind.Breaks).Distinct().Where(member => !fixture.OfCode.Incompatible.Contains(member)).Order(StringComparer.Ordinal));

    [Fact]
    public void Api_OfAllChangesOfTheWire_LosesNothing() => Assert.Empty(fixture.OfTheWire.Broken);

    [Fact]
    public void Kinds_AreAtLeastTwenty() => Assert.True(KindsOfChange.OfCode.Count >= 20 && KindsOfChange.OfTheWire.Count >= 20);

    // A member of a type that is named as gone is named with it.
    private static void NothingBeside(IEnumerable<string> named, IReadOnlySet<string> found)
    {
        HashSet<string> all = [.. named];
        Assert.NotEmpty(found);
        Assert.DoesNotContain(found, member => !all.Contains(member) && !all.Contains(member.Split('.')[0]));
    }
}
