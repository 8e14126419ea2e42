package cairn.p2p.net;

class PortableSocketsTest extends SocketsContract {
  @Override
  Platform platform() {
    return new Platform.Portable();
  }
}
