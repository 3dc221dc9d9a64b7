using System.Diagnostics;
using System.Globalization;
using AIHubMix.Images.Benchmarks.Measuring;

namespace AIHubMix.Images.Benchmarks.CommandLine;

/// <summary>The verb <c>command-line</c>: how large the tool is when Native AOT makes it, and how soon it answers beside a program that does nothing.</summary>
internal static class CommandLineLoad
{
    public const string Verb = "command-line";
    public const double LongestVersion = 1.5;
    public const long LargestSize = 15_000_000;

    private const int WarmUps = 5;

    public static async Task<int> RunAsync(bool isQuick)
    {
        CommandLineFigures figures = await MeasureAsync(isQuick);
        if (figures.NotMeasured is { } reason)
        {
            Console.WriteLine($"not measured: {reason}");
            return 0;
        }

        foreach (string warning in figures.Warnings)
        {
            Console.WriteLine(warning);
        }

        Samples ratio = figures.Version.Over(figures.Empty);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            --version, beside an empty program   {ratio.Median:0.00} x ({ratio.LowerQuartile:0.00} to {ratio.UpperQuartile:0.00}; {figures.Version.Median:0.00} ms, {figures.Empty.Median:0.00} ms; {figures.Empty.Count} rounds), <= {LongestVersion} x
            size                                 {figures.Size:#,0} bytes, <= {LargestSize:#,0}
            warnings of publishing               {figures.Warnings.Count}, 0
            """));
        return ratio.Median <= LongestVersion && figures.Size <= LargestSize && figures.Warnings.Count == 0 ? 0 : 1;
    }

    public static async Task<CommandLineFigures> MeasureAsync(bool isQuick)
    {
        if (NativePublish.FindCompiler() is not { } compiler)
        {
            return new CommandLineFigures { NotMeasured = "no linker, neither clang nor gcc" };
        }

        string folder = Directory.CreateTempSubdirectory("command-line").FullName;
        try
        {
            return await MeasureAsync(folder, new NativePublish(compiler), isQuick ? 100 : 400);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<CommandLineFigures> MeasureAsync(string folder, NativePublish publish, int rounds)
    {
        string toolFolder = Path.Combine(folder, "tool"), emptyFolder = Path.Combine(folder, "empty");
        Task<IReadOnlyList<string>> publishTool = publish.RunAsync(Path.Combine(NativePublish.Repository(), "src", "AIHubMix.Images.Cli"), toolFolder);
        await Task.WhenAll(publishTool, publish.RunAsync(WriteEmptyProgram(folder), emptyFolder));
        string tool = Path.Combine(toolFolder, "aihubmix-images"), empty = Path.Combine(emptyFolder, "empty");

        var versions = new List<double>();
        var empties = new List<double>();
        for (int round = -WarmUps; round < rounds; round++)
        {
            double version, nothing;
            if (round % 2 == 0)
            {
                version = RunOnce(tool, "--version");
                nothing = RunOnce(empty);
            }
            else
            {
                nothing = RunOnce(empty);
                version = RunOnce(tool, "--version");
            }

            if (round >= 0)
            {
                versions.Add(version);
                empties.Add(nothing);
            }
        }

        return new CommandLineFigures
        {
            Size = new FileInfo(tool).Length,
            EmptySize = new FileInfo(empty).Length,
            Warnings = await publishTool,
            Version = new Samples(versions),
            Empty = new Samples(empties),
        };
    }

    // With what the repository sets for the tool too.
    private static string WriteEmptyProgram(string folder)
    {
        string project = Directory.CreateDirectory(Path.Combine(folder, "source")).FullName;
        File.WriteAllText(
            Path.Combine(project, "empty.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(project, "Program.cs"), "class Program { static void Main() { } }");
        return project;
    }

    private static double RunOnce(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        double elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return process.ExitCode == 0 ? elapsed : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
