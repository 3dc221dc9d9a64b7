namespace AIHubMix.Images.Simulator;

/// <summary>What a test expected of the traffic with the simulator did not hold. Any test framework shows it as a failure.</summary>
public sealed class SimulatorAssertionException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public SimulatorAssertionException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was expected, and what happened.</param>
    public SimulatorAssertionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that another one led to.</summary>
    /// <param name="message">What was expected, and what happened.</param>
    /// <param name="innerException">The other one.</param>
    public SimulatorAssertionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
