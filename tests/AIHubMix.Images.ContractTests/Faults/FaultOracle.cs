using AIHubMix.Images.Simulator;

namespace AIHubMix.Images.ContractTests.Faults;

/// <summary>What must come of a fault.</summary>
/// <param name="Failure">The type of the exception; null when a result must come out.</param>
/// <param name="Billed">The generations in the ledger.</param>
/// <param name="Seconds">The time that the call takes.</param>
internal sealed record FaultOutcome(Type? Failure, int Billed, double Seconds)
{
    public override string ToString() => $"{Failure?.Name ?? "result"}, {Billed} billed, {Seconds:0.###} s";
}

/// <summary>What the documentation promises for each fault of the catalog, reckoned without the client: every random number is 0.5, a task is ready at the third look.</summary>
internal sealed class FaultOracle(bool isTask, bool isInline, bool hasOtherSpelling)
{
    private const double Deadline = 600;
    private const double Budget = 120;
    private const double Silence = 30;
    private const double RetryAfter = 7;
    private const double FirstLook = 0.665;
    private const int LooksNeeded = 3;

    public FaultOutcome Expect(FaultCase fault) => fault.Operation switch
    {
        GatewayOperation.Submit => Submit(fault.FaultName, fault.Always),
        GatewayOperation.Poll => Poll(fault.FaultName, fault.Always),
        _ => Download(fault.FaultName, fault.Always),
    };

    private static FaultOutcome Failed<T>(int billed = 0, double seconds = 0)
        where T : AIHubMixException => new(typeof(T), billed, seconds);

    private static double Backoff(int retry) => 0.5 * Math.Min(30, Math.Pow(2, retry));

    /// <summary>When a submit is given up whose every attempt fails at once: before the first delay that would not end within the budget.</summary>
    private static double GivenUp(Func<int, double> delay, int mostRetries = int.MaxValue)
    {
        double elapsed = 0;
        for (int retry = 0; retry < mostRetries && elapsed + delay(retry) < Budget; retry++)
        {
            elapsed += delay(retry);
        }

        return elapsed;
    }

    /// <summary>When the last of some looks at a task is answered.</summary>
    /// <param name="looks">How many are still to come.</param>
    /// <param name="from">When the last one was answered, since the task was accepted.</param>
    /// <param name="duration">How long each answer takes.</param>
    private static double Looks(int looks, double from = 0, double duration = 0)
    {
        double at = from;
        for (int look = 0; look < looks; look++)
        {
            // Timers count whole milliseconds.
            at += (Math.Floor(Math.Round(Math.Clamp(at / 5, 0.7, 5) * 950, 6)) / 1000) + duration;
        }

        return at;
    }

    private FaultOutcome Result(double after = 0) => new(null, 1, after + (isTask ? Looks(LooksNeeded) : 0));

    private FaultOutcome Submit(string fault, bool always) => (fault, always) switch
    {
        ("400 moderation_blocked", _) => Failed<ModerationException>(1),
        ("401 invalid key", _) => Failed<AuthenticationFailedException>(),
        ("403 insufficient_user_quota", _) => Failed<QuotaExceededException>(),
        ("400 prompt_missing" or "400 size_not_supported" or "400 n_not_within_range" or "402" or "403 model not allowed" or "404" or "408" or "413" or "422", _) => Failed<AIHubMixApiException>(),

        ("429 bare", false) => Result(Backoff(0)),
        ("429 bare", true) => Failed<RateLimitedException>(0, GivenUp(Backoff)),
        ("429, Retry-After 7 s" or "429, Retry-After the date in 7 s", false) => Result(RetryAfter),
        ("429, Retry-After 7 s" or "429, Retry-After the date in 7 s", true) => Failed<RateLimitedException>(0, GivenUp(_ => RetryAfter)),
        ("503 unknown model", false) => Result(hasOtherSpelling ? 0 : Backoff(0)),
        ("503 unknown model", true) => Failed<ModelUnavailableException>(0, GivenUp(Backoff, 2)),
        ("503, Retry-After 7 s", false) => Result(RetryAfter),
        ("503, Retry-After 7 s", true) => Failed<ModelUnavailableException>(0, GivenUp(_ => RetryAfter, 2)),
        ("refused", false) => Result(Backoff(0)),
        ("refused", true) => Failed<ConnectionFailedException>(0, GivenUp(Backoff)),

        ("500" or "502 html" or "504 html" or "520 html" or "522 html" or "524 html" or "200 error", _) => Failed<AIHubMixApiException>(1),
        ("connection reset (BeforeRequestRead)" or "connection reset (AfterRequestRead)", _) => Failed<ConnectionFailedException>(),
        ("connection reset (AfterRequestRead)" or "connection reset" or "connection closed", _) => Failed<ConnectionFailedException>(1),
        ("200 html" or "200 empty" or "gigantic body", _) => Failed<MalformedResponseException>(1),
        ("malformed base64", _) => isInline ? Failed<MalformedResponseException>(1) : Result(),

        // The half of a task's answer names the task; the half of a list of URLs, or of a picture, is of no use.
        ("truncated body" or "truncated by reset", _) => isTask ? Result() : Failed<ConnectionFailedException>(1),
        ("truncated chunks", _) => Result(),
        ("no answer" or "stalled body", _) => Failed<GenerationTimeoutException>(1, Deadline),
        ("slow body" or "after 3 s", _) => Result(3),
        ("as text/plain" or "as application/octet-stream", _) => Result(),
        _ => throw new ArgumentException($"Nothing is known of '{fault}'.", nameof(fault)),
    };

    private FaultOutcome Poll(string fault, bool always)
    {
        return (fault, always) switch
        {
            ("401 invalid key", _) => Ends<AuthenticationFailedException>(),
            ("403 insufficient_user_quota", _) => Ends<QuotaExceededException>(),
            ("400 of the vendor" or "402" or "403 model not allowed" or "422" or "200 error", _) => Ends<AIHubMixApiException>(),
            ("404" or "task 'Task not found'", _) => Ends<TaskNotFoundException>(),
            ("task 'Error'" or "task 'Ready' without sample" or "task 'Ready' with null", _) => Ends<TaskFailedException>(),
            ("task 'Request Moderated'" or "task 'Content Moderated'", _) => Ends<TaskModeratedException>(),
            ("task 'Dreaming'", false) => Result(),
            ("task without status" or "200 html" or "200 empty" or "gigantic body", false) => Passes(Backoff(0), counted: true),
            ("task without status" or "200 html" or "200 empty" or "gigantic body", true) =>
                Failed<MalformedResponseException>(1, FirstLook + Backoff(0) + Backoff(1) + Backoff(2)),

            ("408" or "429 bare" or "503 unknown model" or "refused" or "connection reset (BeforeRequestRead)" or "connection reset (AfterRequestRead)", false) => Passes(Backoff(0), counted: false),
            ("429, Retry-After 7 s" or "503, Retry-After 7 s", false) => Passes(RetryAfter, counted: false),
            ("429, Retry-After the date in 7 s", false) => Passes(RetryAfter - FirstLook, counted: false),
            ("500" or "502 html" or "504 html" or "520 html" or "522 html" or "524 html" or "connection reset" or "truncated body" or "truncated by reset", false) =>
                Passes(Backoff(0), counted: true),
            ("no answer" or "stalled body", false) => Passes(Silence + Backoff(0), counted: true),

            // .NET repeats a GET by itself when the connection is closed in good order before an answer.
            ("connection closed", false) => new FaultOutcome(null, 1, Looks(LooksNeeded - 1)),
            ("slow body" or "after 3 s", false) => new FaultOutcome(null, 1, Looks(LooksNeeded - 1, FirstLook + 3)),
            ("slow body" or "after 3 s", true) => new FaultOutcome(null, 1, Looks(LooksNeeded, duration: 3)),
            ("truncated chunks" or "as text/plain" or "as application/octet-stream", _) => Result(),
            (_, true) => Failed<GenerationTimeoutException>(1, Deadline),
            _ => throw new ArgumentException($"Nothing is known of '{fault}'.", nameof(fault)),
        };

        static FaultOutcome Ends<T>()
            where T : AIHubMixException => Failed<T>(1, FirstLook);

        static FaultOutcome Passes(double wait, bool counted) => new(null, 1, Looks(LooksNeeded - (counted ? 2 : 1), FirstLook + wait));
    }

    private FaultOutcome Download(string fault, bool always)
    {
        double before = isTask ? Looks(LooksNeeded) : 0;
        FaultOutcome expected = (fault, always) switch
        {
            ("403 expired URL" or "404" or "410", _) => Failed<ImageExpiredException>(1),
            ("429, Retry-After 7 s" or "503, Retry-After 7 s", false) => Fetched(RetryAfter),
            ("200 html" or "200 empty", true) => Failed<ImageDownloadException>(1, Backoff(0) + Backoff(1) + Backoff(2)),
            ("no answer" or "stalled body", false) => Fetched(Silence + Backoff(0)),
            ("connection closed", false) => Fetched(0),
            ("slow body" or "after 3 s", _) => Fetched(3),
            ("429 bare" or "500" or "503" or "200 html" or "200 empty" or "refused" or "connection reset (BeforeRequestRead)" or "connection reset (AfterRequestRead)" or "connection reset" or "truncated body" or "truncated by reset"
                or "truncated chunks", false) => Fetched(Backoff(0)),
            (_, true) => Failed<ImageDownloadException>(1, Deadline),
            _ => throw new ArgumentException($"Nothing is known of '{fault}'.", nameof(fault)),
        };
        return expected with { Seconds = expected.Seconds + before };

        static FaultOutcome Fetched(double seconds) => new(null, 1, seconds);
    }
}
