using AIHubMix.Images.Benchmarks.ColdStart;
using AIHubMix.Images.Benchmarks.CommandLine;
using AIHubMix.Images.Benchmarks.Generating;
using AIHubMix.Images.Benchmarks.Measuring;
using AIHubMix.Images.Benchmarks.Scoring;
using AIHubMix.Images.Benchmarks.Servers;
using AIHubMix.Images.Benchmarks.Simulating;
using AIHubMix.Images.Benchmarks.Soaking;
using AIHubMix.Images.Benchmarks.Tasks;
using AIHubMix.Images.Benchmarks.Throughput;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["tasks", .. string[] rest]:
        return await TaskLoad.RunAsync(rest);
    case [TaskLoad.Verb]:
        return await TaskLoad.AnswerAsync();
    case ["soak", .. string[] rest]:
        return await Soak.RunAsync(rest);
    case [SoakGateway.Verb]:
        return await SoakGateway.RunAsync();
    case [GenerationLoad.Verb, .. string[] rest]:
        return await GenerationLoad.RunAsync(rest);
    case [MeasuredCommand.Verb, string folder, string report, .. string[] rest]:
        return await MeasuredCommand.AnswerAsync(folder, report, rest);
    case [CommandLineLoad.Verb, .. string[] rest]:
        return await CommandLineLoad.RunAsync(isQuick: rest is ["--quick"]);
    case [Scorecard.Verb, .. string[] rest]:
        return await Scorecard.RunAsync(rest);
    case [SimulatorFigures.Verb]:
        return await SimulatorFigures.RunAsync();
    case ["throughput", .. string[] rest]:
        return await ThroughputLoad.RunAsync(isQuick: rest is ["--quick"]);
    case ["cold-start", .. string[] rest]:
        return await ColdStartLoad.RunAsync(isQuick: rest is ["--quick"]);
    case [ColdStartChild.Verb, string contender]:
        return await ColdStartChild.RunAsync(contender);
    case [KestrelServer.Verb]:
        return await KestrelServer.RunAsync();
    case [SimulatorServer.Verb]:
        return await SimulatorServer.RunAsync();
    case [ImageServer.Verb]:
        return await ImageServer.RunAsync();
    case [PeakMemory.Verb, string endpoint, string contender]:
        return await PeakMemory.RunAsync(endpoint, contender);
    case [RetainedMemory.Verb, string endpoint, string contender]:
        return await RetainedMemory.RunAsync(endpoint, contender);
    default:
        // The document is generated and compiled anew for it, which takes a busy machine longer than the two minutes that are the default.
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)));
        return 0;
}
