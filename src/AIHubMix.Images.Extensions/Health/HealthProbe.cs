namespace AIHubMix.Images.Extensions;

/// <summary>How far a health check goes.</summary>
public enum HealthProbe
{
    /// <summary>Nothing is sent: the settings are valid, there is a key, and it looks like one.</summary>
    Configuration,

    /// <summary>Beside that, the host of tasks is asked for a task that does not exist, with the key, and the host of predictions the same without the key. No such request can be billed.
    /// An answer shows that the hosts are up, and 401 or 403 from the host of tasks that the key is refused; no other answer shows that it is accepted.</summary>
    Gateway,
}
