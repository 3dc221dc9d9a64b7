using AIHubMix.Images.Generation.Splitting;

// Run by the build only: see build/AIHubMix.Images.Generation.targets.
return args switch
{
    ["split", var code, var folder] => Split(code, folder),
    _ => Usage(),
};

static int Split(string code, string folder)
{
    GeneratedCode generated = GeneratedCode.Parse(File.ReadAllText(code).ReplaceLineEndings("\n"));
    int written = new OutputFolder(folder).Update(generated.Files);
    File.Delete(code);
    Console.WriteLine($"{generated.Files.Count} files, {written} of them new or changed");
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("AIHubMix.Images.Generation split CODE FOLDER");
    return 2;
}
