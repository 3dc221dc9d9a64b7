namespace AIHubMix.Images.ContractTests.Wire;

/// <summary>Every model may answer in every form: the client goes by what arrives.</summary>
public sealed class EveryFormTests(FormsGateway gateway) : IClassFixture<FormsGateway>
{
    public static TheoryData<string, string> ModelsAndForms => [.. ModelProbe.Paths.SelectMany(path => FormsGateway.Forms.Keys.Select(form => (path, form)))];

    [Theory]
    [MemberData(nameof(ModelsAndForms))]
    public async Task Generate_AnyModelInAnyForm_ReadsThePictures(string path, string form)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        (ResponseForm expected, int pictures) = FormsGateway.Forms[form];
        using var client = ClientTransport.NewClient("sk-test", new AIHubMixClientOptions
        {
            SubmitEndpoint = gateway.Endpoint,
            TasksEndpoint = gateway.Endpoint,
            TimeProvider = new ImmediateTimeProvider(),
        });

        ImageResult result = await ModelProbe.Of(path).GenerateAsync(client, ModelProbe.Of(path).Minimal(form), cancel);

        Assert.Equal(expected, result.Form);
        Assert.Equal(pictures, result.Images.Count);
        Assert.Equal(expected == ResponseForm.Task ? "api.us1.bfl.1" : null, result.TaskId);
        Assert.Equal(pictures > 0, result.IsComplete);
        foreach (GeneratedImage image in result.Images)
        {
            Assert.Equal(FormsGateway.Picture, (await image.GetBytesAsync(cancel)).ToArray());
        }
    }
}
