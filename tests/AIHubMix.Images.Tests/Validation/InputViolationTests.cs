namespace AIHubMix.Images.Tests.Validation;

public sealed class InputViolationTests
{
    [Fact]
    public void ToString_WithValue_NamesPathRuleValueAndSource() => Assert.Equal(
        "$.input.n must be from 1 to 10, but is '11' [OpenAI]",
        new InputViolation("$.input.n", "11", "must be from 1 to 10", "OpenAI").ToString());

    [Fact]
    public void ToString_WithoutValue_NamesPathRuleAndSource() => Assert.Equal(
        "$.input.prompt is required [OpenAI]",
        new InputViolation("$.input.prompt", null, "is required", "OpenAI").ToString());

    [Theory]
    [InlineData("must have at least 3 items", "2", "$.input.rgb must have at least 3 items, but has 2 [Acme]")]
    [InlineData("must have at least 1 item", "0", "$.input.rgb must have at least 1 item, but has 0 [Acme]")]
    [InlineData("must have at least 3 characters", "xy", "$.input.rgb must have at least 3 characters, but is 'xy' [Acme]")]
    public void ToString_NumberOfItems_TellsHowManyThereAre(string rule, string value, string text) => Assert.Equal(text, new InputViolation("$.input.rgb", value, rule, "Acme").ToString());
}
