using AIHubMix.Images.Benchmarks.Tasks;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["tasks", .. string[] rest]:
        return await TaskLoad.RunAsync(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
