using System.Net;
using AIHubMix.Images.Submitting;
using AIHubMix.Images.Tests.Support;

namespace AIHubMix.Images.Tests.Submitting;

/// <summary>What becomes of a call, and of the streams it opens, whatever they do.</summary>
public sealed class PictureUploadTests
{
    private const string Answer = """{"output":["https://example.com/deer.png"]}""";
    private const int Size = 800_000;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly byte[] Png = [.. Pictures.Png(), .. new byte[Size - Pictures.Png().Length]];

    /// <summary>More than a header has, so that the check goes well.</summary>
    private const int Late = 150_000;

    [Fact]
    public async Task GenerateAsync_Stream_IsOpenedOnceForTheCheckAndOnceToBeSent()
    {
        using var bench = Bench.Answering(Answer);
        var picture = new StreamedPicture(Png);

        await GenerateAsync(bench, picture.Source());

        Assert.Equal((2, 2), (picture.Opened, picture.Closed));
        Assert.Equal(Body, Assert.Single(bench.Gateway.Requests).Text);
    }

    [Fact]
    public async Task GenerateAsync_ValidationOff_OpensStreamsOnlyToSendThem()
    {
        using var bench = new Bench(options => options with { ValidateInput = false });
        bench.Gateway.Answer(Answer);
        var picture = new StreamedPicture(Png);

        await GenerateAsync(bench, picture.Source());

        Assert.Equal((1, 1), (picture.Opened, picture.Closed));
    }

    [Fact]
    public async Task GenerateAsync_File_IsSentAndCanBeDeletedAfterwards()
    {
        using var bench = Bench.Answering(Answer);
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.PathOf("deer.png"), Png, Cancel);

        // Not by the bench: files are read in other threads, for which its clock does not wait.
        await bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input(ImageSource.FromFile(folder.PathOf("deer.png"))), cancellationToken: Cancel);

        Assert.Equal(Body, Assert.Single(bench.Gateway.Requests).Text);
        await using FileStream alone = new(folder.PathOf("deer.png"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public async Task GenerateAsync_SentAgain_OpensTheStreamAnewAndSendsTheSameBody()
    {
        using var bench = new Bench(options => options with { Retry = new RetryOptions { RetryUnknownOutcome = true } });
        bench.Gateway.Fail(new IOException("Connection reset.")).Answer("", HttpStatusCode.TooManyRequests).Answer(Answer);
        var picture = new StreamedPicture(Png) { Portion = 7001 };

        ImageResult result = await GenerateAsync(bench, picture.Source());

        Assert.Equal(3, result.Attempts);
        Assert.All(bench.Gateway.Requests, request => Assert.Equal(Body, request.Text));
        Assert.Equal((4, 4), (picture.Opened, picture.Closed));
    }

    [Fact]
    public async Task GenerateAsync_NoConnection_ClosesWhatWasOpenedAndOpensItAgain()
    {
        using var bench = new Bench();
        bench.Gateway.FailToConnect(new IOException("Connection refused.")).Answer(Answer);
        var picture = new StreamedPicture(Png);

        await GenerateAsync(bench, picture.Source());

        Assert.Equal((3, 3), (picture.Opened, picture.Closed));
    }

    [Fact]
    public async Task GenerateAsync_FileOrStreamBreaksARule_SendsNothingAndTellsEveryViolation()
    {
        using var bench = Bench.Answering(Answer);
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.PathOf("empty"), [], Cancel);
        await File.WriteAllBytesAsync(folder.PathOf("gif"), Pictures.Gif(1, 1), Cancel);
        FluxKontextInput input = Input(ImageSource.FromFile(folder.PathOf("empty"))) with
        {
            InputImage2 = ImageSource.FromFile(folder.PathOf("gif")),
            InputImage3 = new StreamedPicture([]).Source(),
            SafetyTolerance = 9,
        };

        InvalidInputException exception = await Assert.ThrowsAsync<InvalidInputException>(() => bench.Client.GenerateAsync(ImageModels.FluxKontextMax, input, cancellationToken: Cancel));

        Assert.Equal(
            [
                ("$.input.input_image", "must not be empty", $"{folder.PathOf("empty")} (unknown type, 0 bytes)"),
                ("$.input.input_image_2", "must be a picture of type png, jpeg, webp", $"{folder.PathOf("gif")} (image/gif, 13 bytes)"),
                ("$.input.input_image_3", "must not be empty", "stream (unknown type, 0 bytes)"),
            ],
            exception.Violations.Where(violation => violation.Path.Contains("image", StringComparison.Ordinal)).Select(violation => (violation.Path, violation.Rule, violation.Value)));
        Assert.Contains(exception.Violations, violation => violation.Path == "$.input.safety_tolerance");
        Assert.Empty(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData(52428800, true)]
    [InlineData(52428801, false)]
    public async Task GenerateAsync_FileOfTheLargestSize_GoesByTheLimitOfTheDocument(long size, bool isSent)
    {
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            await Network.ReadAsync(request, cancellationToken);
            return Network.Answer(Answer);
        });
        using Bench bench = network.Bench();
        using var folder = new TemporaryFolder();
        await using (FileStream file = File.Create(folder.PathOf("deer.png")))
        {
            file.Write(Pictures.Png());
            file.SetLength(size);
        }

        Exception? failure = await Record.ExceptionAsync(() => bench.Client.GenerateAsync(
            ImageModels.GptImage1, new GptImageInput { Prompt = "deer", Image = ImageSource.FromFile(folder.PathOf("deer.png")) }, cancellationToken: Cancel));

        Assert.Equal(isSent ? 1 : 0, network.Requests);
        Assert.Equal(isSent ? null : "must have at most 52428800 bytes", (failure as InvalidInputException)?.Violations.Single().Rule);
    }

    [Fact]
    public async Task GenerateAsync_ValidationOff_SendsWhatBreaksTheRules()
    {
        using var bench = new Bench(options => options with { ValidateInput = false });
        bench.Gateway.Answer(Answer);

        await GenerateAsync(bench, new StreamedPicture([]).Source());

        Assert.Equal("""{"input":{"prompt":"deer","input_image":""}}""", Assert.Single(bench.Gateway.Requests).Text);
    }

    [Fact]
    public async Task GenerateAsync_FileIsMissing_SendsNothingAndTellsWhich()
    {
        using var bench = Bench.Answering(Answer);
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("deer.png");

        ImageSourceException exception = await FailAsync(bench, ImageSource.FromFile(path));

        Assert.Equal((BillingClass.NeverDelivered, 0, "bfl/flux-kontext-max"), (exception.Billing, exception.Attempts, exception.Model));
        Assert.IsType<FileNotFoundException>(exception.InnerException);
        Assert.StartsWith($"The picture '{path}' cannot be read: Could not find file", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was billed. Check that the file exists, may be read and is not being written.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task GenerateAsync_FileIsAFolder_SendsNothing()
    {
        using var bench = Bench.Answering(Answer);

        await FailAsync(bench, ImageSource.FromFile(Path.GetTempPath()));

        Assert.Empty(bench.Gateway.Requests);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task GenerateAsync_StreamCannotBeOpened_SendsNothingAndIsNotTriedAgain(int time, int attempts)
    {
        using var bench = Bench.Answering(Answer);
        var cause = new InvalidOperationException("The store is closed.");
        var picture = new StreamedPicture(Png) { Opening = (number, _) => number == time ? throw cause : Task.CompletedTask };
        ImageSource source = picture.Source();

        ImageSourceException exception = await FailAsync(bench, source);

        Assert.Equal((BillingClass.NeverDelivered, attempts, "bfl/flux-kontext-max"), (exception.Billing, exception.Attempts, exception.Model));
        Assert.Same(cause, exception.InnerException);
        Assert.Same(source, exception.Image);
        Assert.StartsWith("A picture from a stream cannot be read: The store is closed. Nothing was billed. Check", exception.Message, StringComparison.Ordinal);
        Assert.Empty(bench.Gateway.Requests);
        Assert.Equal((time, time, 0), (picture.Opened, picture.Closed, bench.Elapsed()));
    }

    [Fact]
    public async Task GenerateAsync_OneOfTwoCannotBeOpened_ClosesTheOther()
    {
        using var bench = Bench.Answering(Answer);
        var first = new StreamedPicture(Png);
        var second = new StreamedPicture(Png) { Opening = (number, _) => number == 2 ? throw new IOException("Gone.") : Task.CompletedTask };

        await Assert.ThrowsAsync<ImageSourceException>(() => bench.GenerateAsync(ImageModels.FluxKontextMax, Input(first.Source()) with { InputImage2 = second.Source() }));

        Assert.Equal((2, 2), (first.Opened, first.Closed));
    }

    [Fact]
    public async Task GenerateAsync_FactoryGivesNoStream_IsTypedToo()
    {
        using var bench = Bench.Answering(Answer);

        await FailAsync(bench, ImageSource.FromStream(_ => default));
        await FailAsync(bench, ImageSource.FromStream(_ => throw new IOException("Gone.")));
        await FailAsync(bench, ImageSource.FromStream(_ => ValueTask.FromCanceled<Stream>(new CancellationToken(true))));

        Assert.Empty(bench.Gateway.Requests);
    }

    [Fact]
    public async Task GenerateAsync_StreamFailsDuringTheUpload_EndsTypedAndIsNotSentAgain()
    {
        foreach (Exception cause in (Exception[])[new IOException("Disk error."), new ObjectDisposedException("store"), new OperationCanceledException("Not ours."), new KeyNotFoundException("Odd.")])
        {
            using var network = new Network(async (request, _, cancellationToken) =>
            {
                await Network.ReadAsync(request, cancellationToken);
                return Network.Answer(Answer);
            });
            using Bench bench = network.Bench(options => options with { Retry = new RetryOptions { RetryUnknownOutcome = true } });
            var picture = new StreamedPicture(Png) { Reading = (_, read, _) => read >= Late ? throw cause : Task.CompletedTask, Portion = 1000 };

            ImageSourceException exception = await FailAsync(bench, picture.Source(), new CallOptions { IdempotencyKey = "k1" });

            Assert.Equal((BillingClass.NeverDelivered, 1, "k1"), (exception.Billing, exception.Attempts, exception.IdempotencyKey));
            Assert.Same(cause, exception.InnerException);
            Assert.Equal((2, 2, 1, 0), (picture.Opened, picture.Closed, network.Requests, bench.Elapsed()));
        }
    }

    [Theory]
    [InlineData(Size - 1, "It has more than the 799999 bytes that were announced.")]
    [InlineData(Size + 1, "It ended after 800000 of the 800001 bytes that were announced.")]
    [InlineData(48 * 1024, "It has more than the 49152 bytes that were announced.")]
    public async Task GenerateAsync_WrongLength_EndsTypedBeforeTheBodyIsComplete(int announced, string problem)
    {
        var arrived = new MemoryStream();
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            await request.Content!.CopyToAsync(arrived, cancellationToken);
            return Network.Answer(Answer);
        });
        using Bench bench = network.Bench();

        ImageSourceException exception = await FailAsync(bench, new StreamedPicture(Png).Source(announced));

        Assert.Equal((BillingClass.NeverDelivered, 1, 1), (exception.Billing, exception.Attempts, network.Requests));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain((byte)'}', arrived.ToArray());
        Assert.True(arrived.Length < Body.Length);
    }

    [Fact]
    public async Task GenerateAsync_StreamGrewSinceItWasOpened_EndsTyped()
    {
        using var bench = Bench.Answering(Answer);
        int opened = 0;

        ImageSourceException exception = await FailAsync(bench, ImageSource.FromStream(_ =>
        {
            opened++;
            return new ValueTask<Stream>(new GrowingStream(Png));
        }));

        Assert.Contains("more than the 800000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, opened);
    }

    [Fact]
    public async Task GenerateAsync_StreamFailsAfterAnAttemptOfUnknownOutcome_TellsOfThatAttempt()
    {
        using var bench = new Bench(options => options with { Retry = new RetryOptions { RetryUnknownOutcome = true } });
        bench.Gateway.Fail(new IOException("Connection reset.")).Answer(Answer);
        var picture = new StreamedPicture(Png) { Opening = (number, _) => number == 3 ? throw new IOException("Gone.") : Task.CompletedTask };

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => GenerateAsync(bench, picture.Source()));

        Assert.Equal((BillingClass.OutcomeUnknown, 2), (exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task GenerateAsync_ClosingFailsOrHangs_CostsNothing()
    {
        foreach (Func<ValueTask> closing in (Func<ValueTask>[])[() => throw new IOException("Odd."), () => new ValueTask(new TaskCompletionSource().Task)])
        {
            using var bench = Bench.Answering(Answer);

            Assert.Single((await GenerateAsync(bench, new StreamedPicture(Png) { Closing = closing }.Source())).Images);
        }
    }

    [Theory]
    [InlineData("check", false)]
    [InlineData("check", true)]
    [InlineData("check read", false)]
    [InlineData("check read", true)]
    [InlineData("open", false)]
    [InlineData("open", true)]
    [InlineData("read", false)]
    [InlineData("read", true)]
    public async Task GenerateAsync_CancelledWhileAStreamHangs_EndsAtOnce(string where, bool isDeaf)
    {
        using var bench = Bench.Answering(Answer);
        using var caller = new CancellationTokenSource();
        var hanging = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        Task HangAsync(CancellationToken cancellationToken)
        {
            hanging.SetResult();
            return isDeaf ? end.Task : Network.NeverAsync<int>(cancellationToken);
        }

        var picture = new StreamedPicture(Png)
        {
            Opening = (number, token) => (where, number) is ("check", 1) or ("open", 2) ? HangAsync(token) : Task.CompletedTask,
            Reading = (number, read, token) => ((where, number) is ("check read", 1) || ((where, number) is ("read", 2) && read > 0)) ? HangAsync(token) : Task.CompletedTask,
        };

        Task<ImageResult> call = bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input(picture.Source()), null, caller.Token);
        await hanging.Task;
        await caller.CancelAsync();
        GenerationCanceledException exception = await Assert.ThrowsAsync<GenerationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(20), Cancel));

        Assert.Equal(where == "read" ? BillingClass.OutcomeUnknown : BillingClass.NeverDelivered, exception.Billing);
        Assert.Equal((caller.Token, "bfl/flux-kontext-max"), (exception.CancellationToken, exception.Model));
        end.SetResult();
        Assert.True(SpinWait.SpinUntil(() => picture.Closed == picture.Opened, TimeSpan.FromSeconds(20)), "A stream was left open.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GenerateAsync_StreamBreaksWhenTheCallerCancels_IsACancellation(int stream)
    {
        using var bench = Bench.Answering(Answer);
        using var caller = new CancellationTokenSource();
        var picture = new StreamedPicture(Png)
        {
            Reading = (number, _, _) =>
            {
                if (number == stream)
                {
                    caller.Cancel();
                    throw new IOException("Closed.");
                }

                return Task.CompletedTask;
            },
        };

        await Assert.ThrowsAsync<GenerationCanceledException>(() => bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input(picture.Source()), null, caller.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GenerateAsync_DeadlineWhileAStreamHangs_EndsThen(int opening)
    {
        using var bench = Bench.Answering(Answer);
        var picture = new StreamedPicture(Png) { Opening = (number, _) => number == opening ? new TaskCompletionSource().Task : Task.CompletedTask };

        GenerationTimeoutException exception = await Assert.ThrowsAsync<GenerationTimeoutException>(
            () => bench.Time.RunAsync(bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input(picture.Source()), new CallOptions { Deadline = TimeSpan.FromSeconds(40) }, Cancel)));

        Assert.Equal((BillingClass.NeverDelivered, "bfl/flux-kontext-max", 40), (exception.Billing, exception.Model, bench.Elapsed()));
        Assert.Contains("Nothing was billed.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_CancelledWhileTheNetworkTakesABlock_WritesNothingAfterwards()
    {
        using var caller = new CancellationTokenSource();
        var target = new BlockingStream();
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            await request.Content!.CopyToAsync(target, cancellationToken);
            return Network.Answer(Answer);
        });
        using Bench bench = network.Bench();

        Task<ImageResult> call = bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input(new StreamedPicture(Png).Source()), null, caller.Token);
        await target.Blocked.Task;
        await caller.CancelAsync();

        // The stream is still in use, so the transport must not get it back.
        Assert.False(call.IsCompleted);
        target.Release.SetResult();
        await Assert.ThrowsAsync<GenerationCanceledException>(() => call);
        Assert.Equal(2, target.Writes);
    }

    [Fact]
    public async Task CopyToAsync_AskedTwice_OpensTheStreamsAnew()
    {
        var picture = new StreamedPicture(Png) { CanSeek = true };
        using PredictionContent content = Content(picture.Source());
        await content.OpenAsync(Cancel);
        using MemoryStream first = new(), second = new();

        await content.CopyToAsync(first, Cancel);
        Assert.Equal((1, 1), (picture.Opened, picture.Closed));
        await content.CopyToAsync(second, Cancel);

        Assert.Equal(first.ToArray(), second.ToArray());
        Assert.Equal(content.Headers.ContentLength, second.Length);
        Assert.Equal((2, 2), (picture.Opened, picture.Closed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_HandlerAsksTwiceAndOneOfThemWasComplete_MayHaveBeenBilled(bool firstFails)
    {
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            Exception? failure = await Record.ExceptionAsync(() => Network.ReadAsync(request, cancellationToken));
            Assert.Equal(firstFails, failure is ImageSourceException);
            await Network.ReadAsync(request, cancellationToken);
            throw new IOException("Connection reset.");
        });
        using Bench bench = network.Bench();
        int failing = firstFails ? 2 : 3;
        var picture = new StreamedPicture(Png) { Reading = (number, read, _) => number == failing && read > 0 ? throw new IOException("Gone.") : Task.CompletedTask };

        ConnectionFailedException exception = await Assert.ThrowsAsync<ConnectionFailedException>(() => GenerateAsync(bench, picture.Source()));

        Assert.Equal(BillingClass.OutcomeUnknown, exception.Billing);
        Assert.DoesNotContain("Nothing was billed", exception.Message, StringComparison.Ordinal);
        Assert.Equal((3, 3), (picture.Opened, picture.Closed));
    }

    [Fact]
    public async Task GenerateAsync_HandlerAsksTwiceAndNoneWasComplete_WasNeverDelivered()
    {
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            await Record.ExceptionAsync(() => request.Content!.CopyToAsync(new BrokenStream(), cancellationToken));
            await Network.ReadAsync(request, cancellationToken);
            return Network.Answer(Answer);
        });
        using Bench bench = network.Bench();
        var picture = new StreamedPicture(Png) { Opening = (number, _) => number == 3 ? throw new IOException("Gone.") : Task.CompletedTask };

        ImageSourceException exception = await FailAsync(bench, picture.Source());

        Assert.Equal((BillingClass.NeverDelivered, 1), (exception.Billing, exception.Attempts));
    }

    [Fact]
    public async Task GenerateAsync_HandlerWrapsTheFailure_IsStillTyped()
    {
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            Exception? failure = await Record.ExceptionAsync(() => Network.ReadAsync(request, cancellationToken));
            throw new IOException("Wrapped.", failure);
        });
        using Bench bench = network.Bench();
        var picture = new StreamedPicture(Png) { Reading = (_, read, _) => read >= Late ? throw new IOException("Gone.") : Task.CompletedTask, Portion = 1000 };

        Assert.Equal("Gone.", (await FailAsync(bench, picture.Source())).InnerException!.Message);
    }

    [Fact]
    public async Task WasAskedFor_StreamsAreOpenedOnly_IsNot()
    {
        using PredictionContent content = Content(new StreamedPicture(Png).Source());

        await content.OpenAsync(Cancel);
        Assert.False(content.WasAskedFor);
        await content.CopyToAsync(Stream.Null, Cancel);

        Assert.True(content.WasAskedFor);
    }

    [Fact]
    public async Task Dispose_OpenedButNeverSent_ClosesTheStreams()
    {
        var picture = new StreamedPicture(Png);
        PredictionContent content = Content(picture.Source());
        await content.OpenAsync(Cancel);

        content.Dispose();

        Assert.Equal((1, 1), (picture.Opened, picture.Closed));
    }

    [Fact]
    public async Task Dispose_WhileAStreamIsOpened_ClosesItAsSoonAsItIsOpen()
    {
        PredictionContent? content = null;
        var picture = new StreamedPicture(Png)
        {
            Opening = (_, _) =>
            {
                content!.Dispose();
                return Task.CompletedTask;
            },
        };
        content = Content(picture.Source());

        await content.OpenAsync(Cancel);

        Assert.Equal((1, 1), (picture.Opened, picture.Closed));
    }

    private static string Body { get; } = $$$"""{"input":{"prompt":"deer","input_image":"{{{Convert.ToBase64String(Png)}}}"}}""";

    private static FluxKontextInput Input(ImageSource source) => new() { Prompt = "deer", InputImage = source };

    private static PredictionContent Content(ImageSource source) => new(PredictionBody.Write(Input(source), InputJson.TypeInfo<FluxKontextInput>()));

    private static Task<ImageResult> GenerateAsync(Bench bench, ImageSource source) => bench.GenerateAsync(ImageModels.FluxKontextMax, Input(source));

    private static Task<ImageSourceException> FailAsync(Bench bench, ImageSource source, CallOptions? options = null) =>
        Assert.ThrowsAsync<ImageSourceException>(() => bench.Time.RunAsync(bench.Client.GenerateAsync(ImageModels.FluxKontextMax, Input(source), options, Cancel)));

    /// <summary>Has one more byte than its length says.</summary>
    private sealed class GrowingStream(byte[] bytes) : MemoryStream([.. bytes, 1])
    {
        public override long Length => base.Length - 1;
    }

    /// <summary>Takes nothing.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("Broken pipe.");
    }

    /// <summary>Takes the JSON before the picture, then waits for its release whatever is cancelled.</summary>
    private sealed class BlockingStream : MemoryStream
    {
        public TaskCompletionSource Blocked { get; } = new();

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Writes { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++Writes == 2)
            {
                Blocked.SetResult();
                await Release.Task;
            }
        }
    }
}
