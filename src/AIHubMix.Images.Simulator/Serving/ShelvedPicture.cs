using AIHubMix.Images.Simulator.Pictures;

namespace AIHubMix.Images.Simulator.Serving;

/// <summary>A picture that can be fetched.</summary>
/// <param name="Request">What to paint; painted when it is fetched.</param>
/// <param name="Entered">The picture in the ledger.</param>
/// <param name="ExpiresAt">When its URL stops working; null for never.</param>
internal sealed record ShelvedPicture(PictureRequest Request, LedgerPicture Entered, DateTimeOffset? ExpiresAt);
