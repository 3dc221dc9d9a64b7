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
}
