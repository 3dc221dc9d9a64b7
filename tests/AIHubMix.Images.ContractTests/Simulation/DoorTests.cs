using System.Net;
using System.Net.Sockets;
using AIHubMix.Images.Simulator.Front;

namespace AIHubMix.Images.ContractTests.Simulation;

public sealed class DoorTests
{
    [Fact]
    public void Shut_ForATime_KeepsItsPortFromEverybodyElse()
    {
        Door[] doors = [.. Enumerable.Range(0, 50).Select(_ => new Door(0))];
        var others = new List<Socket>();
        try
        {
            IDisposable[] shut = [.. doors.Select(door => door.Shut(null, TimeProvider.System))];
            for (int count = 0; count < 2000; count++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                others.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                socket.Listen();
            }

            Assert.Empty(doors.Select(door => door.Port).Intersect(others.Select(other => ((IPEndPoint)other.LocalEndPoint!).Port)));
            foreach (IDisposable bolt in shut)
            {
                bolt.Dispose();
            }
        }
        finally
        {
            others.ForEach(other => other.Dispose());
            Array.ForEach(doors, door => door.Dispose());
        }
    }
}
