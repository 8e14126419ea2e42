package cairn.p2p.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a {@link Connection} what happens on its channel. */
final class PeerHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);

  private final Connection connection;

  PeerHandler(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes over a channel that another handler has prepared.
   *
   * @param bytes of the peer that have come already
   */
  void takeOver(ByteBuffer bytes) {
    connection.open();
    arrived(bytes);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connection.open();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    try {
      arrived(bytes.nioBuffer());
    } finally {
      bytes.release();
    }
  }

  private void arrived(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      connection.arrived(bytes);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    connection.pump();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.end(new CloseReason.ByPeer());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("{} failed", connection, cause);
    }
    connection.end(new CloseReason.Failed(Failures.reason(cause)));
  }
}
