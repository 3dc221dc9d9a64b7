using System.Text;
using AIHubMix.Images.Cli.Failures;

namespace AIHubMix.Images.Cli.Batch;

/// <summary>What is known of every line of a batch: a file that is only ever added to, on the disk before and after every step that costs something.</summary>
/// <remarks>Safe to use from several threads. One process at a time has it.</remarks>
internal sealed class Journal : IDisposable
{
    public const string FileName = "journal.jsonl";
    private const string LockName = ".batch.lock";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, JournalEntry> _last = new(StringComparer.Ordinal);
    private readonly FileStream _guard;
    private readonly FileStream _file;
    private readonly TimeProvider _time;

    private Journal(FileStream guard, FileStream file, TimeProvider time)
    {
        _guard = guard;
        _file = file;
        _time = time;
    }

    /// <summary>Takes the folder, and reads what an earlier run left there.</summary>
    /// <exception cref="ToolException">Another batch has the folder, or the journal is damaged.</exception>
    public static Journal Open(string folder, TimeProvider time)
    {
        FileStream guard;
        try
        {
            guard = new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException)
        {
            throw new ToolException($"Another batch works in '{folder}'. Wait for it, or choose another folder with -o: two would pay twice.");
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            var journal = new Journal(guard, file, time);
            journal.Read();
            Clean(folder);
            return journal;
        }
        catch
        {
            file?.Dispose();
            guard.Dispose();
            throw;
        }
    }

    /// <summary>The last that is known of a line; null when it was never sent.</summary>
    public JournalEntry? Find(string key)
    {
        lock (_lock)
        {
            return _last.GetValueOrDefault(key);
        }
    }

    /// <summary>The line is about to be sent.</summary>
    public void Submitting(BatchLine line, bool hadFiles) => Add(new JournalEntry
    {
        Key = line.Key,
        State = JournalState.Submitting,
        Time = _time.GetUtcNow(),
        Digest = line.Digest,
        Stem = line.Stem,
        HadFiles = hadFiles,
    });

    /// <summary>The line is paid for, and its pictures can be collected.</summary>
    public void Submitted(BatchLine line, string? token, string? requestId) =>
        Add(Next(line, JournalState.Submitted) with { Token = token, RequestId = requestId });

    /// <summary>The pictures are there.</summary>
    public void Done(BatchLine line, IReadOnlyList<string> files, string? requestId) =>
        Add(Next(line, JournalState.Done) with { Files = files, RequestId = requestId });

    /// <summary>The line failed.</summary>
    public void Failed(BatchLine line, Failure failure) =>
        Add(Next(line, JournalState.Failed) with { Billing = failure.Billing ?? BillingClass.OutcomeUnknown, Message = failure.Message, RequestId = failure.RequestId, Token = failure.Token });

    public void Dispose()
    {
        _file.Dispose();
        _guard.Dispose();
    }

    private JournalEntry Next(BatchLine line, JournalState state) => new()
    {
        Key = line.Key,
        State = state,
        Time = _time.GetUtcNow(),
        Digest = line.Digest,
        Stem = Find(line.Key)?.Stem ?? line.Stem,
    };

    private void Add(JournalEntry entry)
    {
        byte[] line = Encoding.UTF8.GetBytes(entry.Write() + '\n');
        lock (_lock)
        {
            _file.Write(line);
            _file.Flush(flushToDisk: true);
            _last[entry.Key] = entry;
        }
    }

    // Pictures that an earlier run was still writing when it died: nobody else writes here.
    private static void Clean(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.partial"))
        {
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(file).Split('.')[^1], "N", out _))
            {
                File.Delete(file);
            }
        }
    }

    // A line without an end was being written when the process or the machine died: what it was to say is not known, as if it had never been begun.
    private void Read()
    {
        long whole = 0;
        int number = 0;
        using var line = new MemoryStream();
        byte[] chunk = new byte[64 * 1024];
        for (int read = _file.Read(chunk); read > 0; read = _file.Read(chunk))
        {
            for (int start = 0; start < read;)
            {
                int end = Array.IndexOf(chunk, (byte)'\n', start, read - start);
                line.Write(chunk, start, (end < 0 ? read : end) - start);
                if (end < 0)
                {
                    break;
                }

                number++;
                whole += line.Length + 1;
                JournalEntry entry = JournalEntry.TryRead(line.GetBuffer().AsMemory(0, (int)line.Length)) ?? throw new ToolException(
                    $"Line {number} of the journal '{_file.Name}' cannot be read, so that what is paid for is not known. Nothing was sent. Mend or remove the line, or choose another folder with -o.");
                _last[entry.Key] = entry;
                line.SetLength(0);
                start = end + 1;
            }
        }

        _file.SetLength(whole);
        _file.Position = whole;
    }
}
