using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.CommandLine;
using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.Generating;

/// <summary><see cref="OneModel"/> as a program of its own, built beside one SDK.</summary>
/// <param name="folder">Where it is written, and stays when the SDK is built anew.</param>
internal sealed class OneModelProgram(string folder)
{
    private const string Name = "one";

    private readonly List<double> _process = [];
    private readonly List<double> _call = [];
    private readonly List<double> _json = [];
    private readonly List<double> _find = [];
    private readonly List<double> _nativeCall = [];
    private double _allocated = double.MaxValue;
    private double _first = double.MaxValue;
    private double _later = double.MaxValue;
    private double _made;
    private double _madeByLookup;
    private long? _native;

    private string Native => Path.Combine(folder, "native-bin", Name);

    /// <summary>Builds it, with Native AOT too where something links.</summary>
    /// <param name="sdk">The assembly that it uses.</param>
    /// <param name="source">The file of <see cref="OneModel"/>.</param>
    /// <param name="packages">The file with the versions of the packages.</param>
    /// <param name="compiler">What links.</param>
    public async Task BuildAsync(string sdk, string source, string packages, string? compiler)
    {
        await MeasuredCommand.RunAsync(folder, "build", Write("managed", $"{nameof(OneModel)}.{nameof(OneModel.RunAsync)}(args)"), "-c", "Release", "-o", Path.Combine(folder, "bin"), "-nodeReuse:false", "-nologo", "-v:quiet");
        if (compiler is not null)
        {
            string output = Path.GetDirectoryName(Native)!;
            await new NativePublish(compiler).RunAsync(Write("native", $"{nameof(OneModel)}.{nameof(OneModel.CallAsync)}()"), output);
            _native = new FileInfo(Native).Length;
        }

        // What is never called is not in the program that is linked.
        string Write(string kind, string call)
        {
            string project = Directory.CreateDirectory(Path.Combine(folder, kind)).FullName;
            File.Copy(source, Path.Combine(project, Path.GetFileName(source)));
            File.Copy(packages, Path.Combine(project, Path.GetFileName(packages)));
            File.WriteAllText(Path.Combine(project, "Directory.Build.props"), "<Project />");
            File.WriteAllText(Path.Combine(project, "Directory.Build.targets"), "<Project />");
            File.WriteAllText(Path.Combine(project, "Program.cs"), $"await {typeof(OneModel).Namespace}.{call};");
            File.WriteAllText(
                Path.Combine(project, $"{Name}.csproj"),
                $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                    <InvariantGlobalization>true</InvariantGlobalization>
                    <PublishAot Condition="'$(NativeAot)' == 'true'">true</PublishAot>
                  </PropertyGroup>
                  <ItemGroup>
                    <Using Include="System.Net.Http" />
                    <Reference Include="AIHubMix.Images" HintPath="{sdk}" />
                    <PackageReference Include="Microsoft.Extensions.Logging.Abstractions" />
                    <PackageReference Include="Polly.Core" />
                  </ItemGroup>
                </Project>
                """);
            return project;
        }
    }

    /// <summary>Counts the models that are made, and warms what the system keeps of files.</summary>
    public async Task CountAsync()
    {
        _made = (await AskAsync(OneModel.CallVerb, OneModel.Counts)).Numbers[0];
        _madeByLookup = (await AskAsync(OneModel.FindVerb, OneModel.Counts)).Numbers[0];
    }

    /// <summary>One round of everything.</summary>
    public async Task RunAsync()
    {
        (double[] called, double elapsed, double call) = await AskAsync(OneModel.CallVerb);
        (_, _, double json) = await AskAsync(OneModel.JsonVerb);
        (double[] found, _, double find) = await AskAsync(OneModel.FindVerb);
        (double[] later, _, _) = await AskAsync(OneModel.FindMoreVerb);
        if (_native is not null)
        {
            (_, _, double native) = await RunAsync(new ProcessStartInfo(Native));
            _nativeCall.Add(native);
        }

        _process.Add(elapsed);
        _call.Add(call);
        _json.Add(json);
        _find.Add(find);
        _allocated = Math.Min(_allocated, called[0]);
        _first = Math.Min(_first, found[0]);
        _later = Math.Min(_later, later[0]);
    }

    public OneModelFigure Figure() => new()
    {
        Process = new Samples(_process),
        Call = new Samples(_call),
        Json = new Samples(_json),
        Find = new Samples(_find),
        NativeCall = _native is null ? null : new Samples(_nativeCall),
        Allocated = _allocated,
        Made = _made,
        FirstLookup = _first,
        LaterLookup = _later,
        MadeByLookup = _madeByLookup,
        NativeBytes = _native,
    };

    private async Task<(double[] Numbers, double Milliseconds, double ProcessorMilliseconds)> AskAsync(params string[] arguments)
    {
        (string output, double elapsed, double processor) = await RunAsync(new ProcessStartInfo("dotnet", [Path.Combine(folder, "bin", $"{Name}.dll"), .. arguments]));
        return ([.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))], elapsed, processor);
    }

    private static async Task<(string Output, double Milliseconds, double ProcessorMilliseconds)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        ChildUsage? before = ChildUsage.Now();
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        double processor = ChildUsage.Now() is { } after ? 1000 * (after.ProcessorSeconds - before!.Value.ProcessorSeconds) : elapsed;
        return process.ExitCode == 0
            ? (output, elapsed, processor)
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {output}");
    }
}
