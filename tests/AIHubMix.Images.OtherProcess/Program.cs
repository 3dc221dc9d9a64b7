using AIHubMix.Images;
using AIHubMix.Images.OtherProcess;

// save FOLDER        saves one large picture after the other, printing the path of each, until it is killed
if (args[0] == "save")
{
    using var invoker = new HttpMessageInvoker(new LargePictures());
    using var saver = new AIHubMixClient("sk-other-process", new AIHubMixClientOptions { HttpInvoker = invoker });
    for (int number = 1; ; number++)
    {
        ImageResult saved = await saver.SaveAsync(ImageModels.GptImage1, new() { Prompt = "A deer" }, Path.Combine(args[1], $"deer-{number}.png"));
        Console.WriteLine(saved.Images[0].Path);
    }
}

// submit ENDPOINT        buys a picture, prints the token of its task and waits for it until it is killed
// resume ENDPOINT TOKEN FILE    collects the picture of the token
var endpoint = new Uri(args[1]);
using var client = new AIHubMixClient("sk-other-process", new AIHubMixClientOptions { SubmitEndpoint = endpoint, TasksEndpoint = endpoint });
switch (args[0])
{
    case "submit":
        ImageTask task = await client.SubmitAsync(ImageModels.FluxKontextMax, new() { Prompt = "A deer that another process collects" });
        Console.WriteLine(task.ToToken());
        await task.WaitAsync();
        return 1;
    case "resume":
        ImageResult result = await client.ResumeTask(args[2]).WaitAsync();
        Console.WriteLine(await result.Images[0].SaveAsync(args[3]));
        return 0;
    default:
        return 2;
}
