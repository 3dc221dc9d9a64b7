namespace AIHubMix.Images.Simulator.Control;

/// <summary>An order that the simulator does not understand; the message says what it would.</summary>
internal sealed class OrderException(string message, Exception? inner = null) : FormatException(message, inner);
