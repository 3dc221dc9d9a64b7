using System.Net;
using System.Text;
using AIHubMix.Images.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AIHubMix.Images.Tests.Submitting;

/// <summary>Promises that hold whatever the gateway does: no call pays twice, ends late, or ends in anything but a result or a typed exception.</summary>
/// <remarks>The seed is fixed, and printed with the case that fails.</remarks>
public sealed class PurchaseProperties
{
    private const string Seed = "20260301,77";
    private const int Cases = 1500;

    [Property(MaxTest = Cases, Replay = Seed, EndSize = 20, Arbitrary = [typeof(Scripts)])]
    public Task GenerateAsync_AnyGateway_NeverPaysTwiceAndEndsInTimeInAResultOrATypedException(Script script) => CheckAsync(script, new RetryOptions(), mostBilled: 1);

    [Property(MaxTest = 500, Replay = Seed, EndSize = 20, Arbitrary = [typeof(Scripts)])]
    public Task GenerateAsync_AnyGatewayUnderRetryUnknownOutcome_PaysThreeTimesAtMost(Script script) =>
        CheckAsync(script, new RetryOptions { RetryUnknownOutcome = true }, mostBilled: 1 + RetryOptions.MaxUnknownOutcomeRetries);

    [Property(MaxTest = 500, Replay = Seed, EndSize = 20, Arbitrary = [typeof(Scripts)])]
    public Task GenerateAsync_AnyGatewayUnderNoRetries_SendsOnce(Script script) => CheckAsync(script, RetryOptions.Never, mostBilled: 1);

    private static async Task CheckAsync(Script script, RetryOptions retry, int mostBilled)
    {
        int posts = 0;
        int polls = 0;
        int billed = 0;
        Bench? bench = null;
        using var network = new Network(async (request, _, cancellationToken) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return await script.Poll(polls++).AnswerAsync(bench!.Time, cancellationToken);
            }

            Move move = script.Submit(posts++);
            if (!move.IsDroppedBefore && !move.HangsBefore)
            {
                await Network.ReadAsync(request, cancellationToken);
                billed += move.IsBilled ? 1 : 0;
            }

            return await move.AnswerAsync(bench!.Time, cancellationToken);
        });
        using Bench owned = bench = network.Bench(options => options with { Retry = retry, Deadline = script.Deadline });
        bench.Random = script.Random;
        using var caller = new CancellationTokenSource(script.CancelAfter ?? TimeSpan.FromHours(24), bench.Time);

        Exception? failure = null;
        ImageResult? result = null;
        Task<ImageResult> call = bench.Begin(null, caller.Token);
        try
        {
            result = await bench.Time.RunAsync(call);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            failure = exception;
        }

        Assert.True(billed <= mostBilled, $"{billed} generations were billed, {posts} requests sent. {failure}");
        Assert.True(bench.Elapsed() <= script.Deadline.TotalSeconds, $"It ended after {bench.Elapsed()} s. {failure}");
        Assert.True(result is not null ^ failure is AIHubMixException or GenerationCanceledException, $"{failure}");
        Assert.True(script.CancelAfter is null || bench.Elapsed() <= script.CancelAfter.Value.TotalSeconds, $"It ended after {bench.Elapsed()} s. {failure}");
        Assert.DoesNotContain(Bench.Key, $"{failure}", StringComparison.Ordinal);
        if (retry == RetryOptions.Never)
        {
            Assert.Equal(1, posts);
        }

        // What the exception says about the bill is never better than what happened, and what is known to be paid for can be collected.
        BillingClass? said = (failure as AIHubMixException)?.Billing ?? (failure as GenerationCanceledException)?.Billing;
        Assert.True(failure is null || billed == 0 || said is BillingClass.OutcomeUnknown or BillingClass.Billed, $"It was billed, but said to be {said}. {failure}");
        Assert.Equal(posts, failure switch
        {
            GenerationCanceledException => posts,
            AIHubMixException { TaskId: null } typed => typed.Attempts,
            AIHubMixException => posts,
            _ => result!.Attempts,
        });
        if (failure is AIHubMixException { TaskId: { } taskId } paid)
        {
            Assert.Equal(taskId, bench.Client.ResumeTask(paid.TaskToken!).Id);
        }

        if (failure is GenerationCanceledException cancelled)
        {
            Assert.Equal(caller.Token, cancelled.CancellationToken);
            Assert.True(call.IsCanceled);
            Assert.Equal(cancelled.TaskId, cancelled.TaskToken is { } token ? bench.Client.ResumeTask(token).Id : null);
        }
    }

    /// <summary>What the gateway does with one prediction.</summary>
    /// <param name="Kind">What happens.</param>
    /// <param name="Status">The status of the answer, if there is one.</param>
    /// <param name="Body">The body of the answer.</param>
    /// <param name="RetryAfter">The header of that name.</param>
    public sealed record Move(Happening Kind, int Status, string Body, string? RetryAfter)
    {
        public bool IsDroppedBefore => Kind == Happening.DropBefore;

        public bool HangsBefore => Kind == Happening.HangBefore;

        /// <summary>Whether a gateway that read the body can have billed for it: always but where it refuses, and there for what its moderation blocks.</summary>
        public bool IsBilled => Kind switch
        {
            Happening.DropBefore or Happening.HangBefore => false,
            Happening.DropAfter or Happening.HangAfter or Happening.OddFailure => true,
            Happening.Answer when Body.Contains("moderation_blocked", StringComparison.Ordinal) => true,
            Happening.Answer when Body.Contains("insufficient_user_quota", StringComparison.Ordinal) => false,
            _ => Status is not (503 or (>= 400 and <= 499)),
        };

        public async Task<HttpResponseMessage> AnswerAsync(TimeProvider time, CancellationToken cancellationToken)
        {
            switch (Kind)
            {
                case Happening.DropBefore or Happening.DropAfter:
                    throw new IOException("Connection reset.");
                case Happening.HangBefore or Happening.HangAfter:
                    await HangAsync(time, cancellationToken);
                    break;
                case Happening.OddFailure:
                    throw new InvalidOperationException("A handler is broken.");
            }

            byte[] body = Encoding.UTF8.GetBytes(Body);
            HttpContent content = Kind switch
            {
                Happening.BreakOff => ChunkedBody.Of(new IOException("Connection reset."), body[..(body.Length / 2)]),
                Happening.HangInBody => new ChunkedBody(
                    _ => Task.FromResult(body[..(body.Length / 2)]),
                    async token =>
                    {
                        await HangAsync(time, token);
                        return [];
                    }),
                _ => new ByteArrayContent(body),
            };
            var response = new HttpResponseMessage((HttpStatusCode)Status) { Content = content };
            if (RetryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
            }

            return response;
        }

        // Longer than any deadline. A timer lets the clock see at once that there is nothing else to wait for.
        private static Task HangAsync(TimeProvider time, CancellationToken cancellationToken) => Task.Delay(TimeSpan.FromDays(2), time, cancellationToken);
    }

    public enum Happening
    {
        Answer,
        DropBefore,
        DropAfter,
        HangBefore,
        HangAfter,
        HangInBody,
        BreakOff,
        OddFailure,
    }

    /// <summary>What the gateway does in one case; the last move of each list is repeated.</summary>
    public sealed record Script(IReadOnlyList<Move> Submits, IReadOnlyList<Move> Polls, double Random, TimeSpan Deadline, TimeSpan? CancelAfter)
    {
        public Move Submit(int number) => Submits[Math.Min(number, Submits.Count - 1)];

        public Move Poll(int number) => Polls[Math.Min(number, Polls.Count - 1)];

        public override string ToString() =>
            $"random {Random}, deadline {Deadline}, cancelled after {CancelAfter}\n submits:\n  {string.Join("\n  ", Submits)}\n polls:\n  {string.Join("\n  ", Polls)}";
    }

    public static class Scripts
    {
        private static readonly Gen<string?> RetryAfters = Gen.Frequency(
            (6, Gen.Constant<string?>(null)),
            (4, Gen.Elements<string?>("0", "1", "7", "60", "3600", "soon", "Sun, 01 Mar 2026 12:00:20 GMT", "Sun, 01 Mar 2020 12:00:00 GMT")));

        private static readonly Gen<string> Answers = Gen.Elements(
            """{"output":["https://example.com/deer.png"]}""",
            """{"output":[{"taskId":"t1"}]}""",
            """{"output":[{"taskId":"t1"}]}""",
            """{"output":[{"taskId":"t1"}]}""",
            """{"output":[{"taskId":"t1","polling_url":"https://api.example.com/v1/get_result?id=1&padding=so-that-half-of-it-names-the-task"}]}""",
            """{"output":[{"taskId":".."}]}""",
            """{"output":[]}""",
            """{"error":{"message":"m","code":"moderation_blocked"}}""",
            """{"error":{"message":"m"}}""",
            "{}",
            "",
            "<html></html>",
            "{\"output\":[{\"bytesBase64\":\"iVBORw0K");

        private static readonly Gen<string> Errors = Gen.Elements(
            "", "<html></html>", """{"error":{"message":"m (tid: 1)","code":400}}""", """{"error":{"message":"m","code":"moderation_blocked"}}""", """{"error":{"code":"insufficient_user_quota"}}""");

        private static readonly Gen<string> States = Gen.Elements(
            """{"status":"Pending"}""",
            """{"status":"Pending"}""",
            """{"status":"Generating","progress":0.5}""",
            """{"status":"Ready","result":{"sample":"https://example.com/deer.png"}}""",
            """{"status":"Ready"}""",
            """{"status":"Error"}""",
            """{"status":"Content Moderated"}""",
            """{"status":"Task not found"}""",
            """{"error":{"message":"m"}}""",
            "{}",
            "",
            "<html></html>");

        private static readonly Gen<int> Statuses = Gen.Elements(429, 429, 429, 503, 503, 503, 400, 401, 403, 404, 408, 422, 500, 502, 504, 524, 302);

        public static Arbitrary<Script> Script()
        {
            Gen<Script> scripts =
                from submits in MovesOf(Answers)
                from polls in MovesOf(States)
                from random in Gen.Elements(0.01, 0.1, 0.5, 0.999)
                from deadline in Gen.Elements(0.5, 3, 30, 120, 600)
                from cancelled in Gen.Elements<double?>(null, null, null, 0.0001, 1, 20, 100)
                select new Script(submits, polls, random, TimeSpan.FromSeconds(deadline), cancelled is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            return Arb.From(scripts, Shrink);
        }

        private static Gen<IReadOnlyList<Move>> MovesOf(Gen<string> answers)
        {
            Gen<Move> answer = from body in answers from header in RetryAfters select new Move(Happening.Answer, 200, body, header);
            Gen<Move> error = from status in Statuses from body in Errors from header in RetryAfters select new Move(Happening.Answer, status, body, header);
            Gen<Move> trouble = from kind in Gen.Elements(Enum.GetValues<Happening>()) from status in Gen.Elements(200, 200, 400, 429, 502, 503) from body in answers select new Move(kind, status, body, null);
            Gen<Move> drop = Gen.Constant(new Move(Happening.DropBefore, 0, "", null));
            Gen<Move> move = Gen.Frequency((3, answer), (5, error), (3, trouble), (3, drop));
            return from length in Gen.Choose(1, 20) from moves in move.ListOf(length) select (IReadOnlyList<Move>)[.. moves];
        }

        private static IEnumerable<Script> Shrink(Script script)
        {
            if (script.CancelAfter is not null)
            {
                yield return script with { CancelAfter = null };
            }

            for (int left = 0; left < script.Submits.Count && script.Submits.Count > 1; left++)
            {
                yield return script with { Submits = [.. script.Submits.Where((_, index) => index != left)] };
            }

            for (int left = 0; left < script.Polls.Count && script.Polls.Count > 1; left++)
            {
                yield return script with { Polls = [.. script.Polls.Where((_, index) => index != left)] };
            }
        }
    }
}
