using System.Runtime.InteropServices;

namespace AIHubMix.Images.Cli.Terminal;

/// <summary>Ctrl-C and its kin. The first asks the tool to stop, the second to stop at once, the third ends the process; a SIGTERM is not followed by another, and asks at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Signals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = !_abort.IsCancellationRequested;
            (_stop.IsCancellationRequested ? _abort : _stop).Cancel();
        });
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = !_abort.IsCancellationRequested;
            _stop.Cancel();
            _abort.Cancel();
        });
    }

    public CancellationToken Stop => _stop.Token;

    public CancellationToken Abort => _abort.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }
}
