using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AIHubMix.Images;
using AIHubMix.Images.Simulator;
using Dreams;
using Microsoft.Extensions.AI;

#pragma warning disable MEAI001 // Still experimental.

Console.WriteLine(string.Join(", ", OwnModels.All.Select(model => $"{model.Name} {model.Path} {model.Vendor} {model.Delivery} {model.Family}")));
Console.WriteLine($"lifetime {OwnModels.Dream1.UrlLifetime}, {OwnModels.Dream1.Capabilities}, fields {OwnModels.Dream1.Fields.Count} and {OwnModels.Dream2.Fields.Count}");
Console.WriteLine($"n {OwnModels.Dream1.Fields.Single(field => field.Name == "n").Maximum} and {OwnModels.Dream2.Fields.Single(field => field.Name == "n").Maximum}");
foreach (string rule in OwnModels.Dream1.Rules)
{
    Console.WriteLine($"rule {rule}");
}

byte[] picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
var wrong = new DreamInput
{
    Prompt = "x",
    Count = 5,
    Strength = 2,
    Transparent = true,
    Size = "2x2",
    Ratio = "5:1",
    Format = DreamFormat.Webp,
    Base = ImageSource.FromBytes(new byte[2000]),
    References = [ImageSource.FromBytes(new byte[10])],
    Tags = ["A"],
    Layers = [new() { Colour = "red", Opacity = 2, Hidden = true }],
    Frame = new() { Colour = "#00000g" },
    Lora = new JsonObject { ["weights"] = 1 },
    Object = "four",
    Event = "noon",
    Input = 0,
};
foreach (InputViolation violation in OwnModels.Dream1.Validate(wrong))
{
    Console.WriteLine($"wrong {violation}");
}

foreach (InputViolation violation in OwnModels.Dream2.Validate(new JsonObject { ["strength"] = "much", ["format"] = "gif" }))
{
    Console.WriteLine($"json {violation}");
}

foreach (InputViolation violation in OwnModels.Dream1.Validate(new DreamInput { Prompt = "A deer", Format = DreamFormat.Jpeg }))
{
    Console.WriteLine($"narrow {violation}");
}

var right = new DreamInput
{
    Prompt = "A deer",
    Seed = 5_000_000_000,
    Strength = 0.25,
    Transparent = true,
    Format = DreamFormat.Png,
    Size = DreamSize.Size1024x1024,
    Base = ImageSource.FromBytes(picture),
    Mask = ImageSource.FromBytes(picture),
    References = [new Uri("https://example.com/lake.png")],
    Tags = ["lake"],
    Layers = [new() { Colour = "#00ff00", Opacity = 0.5 }],
    Frame = new() { Colour = "#000000" },
    Object = "one",
    Event = DreamEvent.Dawn,
    Input = 1,
};
Console.WriteLine($"right {OwnModels.Dream1.Validate(right).Count}");

await using AIHubMixSimulator gateway = await AIHubMixSimulator.StartAsync(new() { Documents = ["App.models.yaml"] });
using var invoker = new HttpMessageInvoker(new Echo { InnerHandler = new SocketsHttpHandler() });
using AIHubMixClient client = gateway.CreateClient(new AIHubMixClientOptions { HttpInvoker = invoker });
ImageResult result = await client.GenerateAsync(OwnModels.Dream1, right);
Console.WriteLine($"pictures {result.Images.Count}");
await client.GenerateAsync(OwnModels.Spark, new() { Prompt = "A spark" });
await client.AsImageGenerator(OwnModels.Dream2).GenerateAsync(new ImageGenerationRequest("A dream"), new ImageGenerationOptions { Count = 3 });
gateway.Ledger.ShouldHaveBilled(3);
try
{
    await client.GenerateAsync(OwnModels.Dream1, wrong, new CallOptions { ValidateInput = false });
}
catch (AIHubMixApiException exception)
{
    Console.WriteLine($"refused {(int)exception.StatusCode}");
}

await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "empty.yaml"), "openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths: {}\n");
try
{
    await using AIHubMixSimulator none = await AIHubMixSimulator.StartAsync(new() { Documents = ["empty.yaml"] });
}
catch (InvalidDataException exception)
{
    Console.WriteLine($"empty: {exception.Message}");
}

internal sealed class Echo : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post)
        {
            Console.WriteLine($"sent {await request.Content!.ReadAsStringAsync(cancellationToken)}");
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
