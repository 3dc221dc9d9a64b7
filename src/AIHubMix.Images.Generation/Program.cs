using AIHubMix.Images.Generation.Checking;
using AIHubMix.Images.Generation.Completing;
using AIHubMix.Images.Generation.Problems;
using AIHubMix.Images.Generation.Splitting;
using AIHubMix.Images.Generation.Yaml;

// Run by the build only: see build/AIHubMix.Images.Generation.targets.
return args switch
{
    ["check", var document] => Check(document),
    ["merge", var list, var document] => Merge(list, document),
    ["split", var code, var folder] => Split(code, folder),
    _ => Usage(),
};

static int Check(string document)
{
    var report = new Report();
    if (SourceFile.Read(document, report) is { } root)
    {
        new Description([root], isOwn: false).Check(report);
    }

    return Print(report);
}

static int Merge(string list, string document)
{
    var report = new Report();
    Part[] files = [.. File.ReadLines(list).Where(path => path.Length > 0 && path[0] != '#').Select(path => SourceFile.Read(path, report)).OfType<Part>()];
    foreach (Part file in files)
    {
        new Completion(file).Run();
    }

    new Description(files, isOwn: true).Check(report);
    if (report.Problems.Count == 0)
    {
        OutputFolder.WriteIfOther(document, MergedDocument.Write(files));
    }

    return Print(report);
}

static int Split(string code, string folder)
{
    GeneratedCode generated = GeneratedCode.Parse(File.ReadAllText(code).ReplaceLineEndings("\n"));
    int written = new OutputFolder(folder).Update(generated.Files);
    File.Delete(code);
    Console.WriteLine($"{generated.Files.Count} files, {written} of them new or changed");
    return 0;
}

static int Print(Report report)
{
    foreach (Problem problem in report.Problems)
    {
        Console.WriteLine(problem);
    }

    // Not the 1 of whatever else may go wrong: the build has nothing to add to these.
    return report.Problems.Count == 0 ? 0 : 3;
}

static int Usage()
{
    Console.Error.WriteLine("AIHubMix.Images.Generation check DOCUMENT | merge LIST DOCUMENT | split CODE FOLDER");
    return 2;
}
