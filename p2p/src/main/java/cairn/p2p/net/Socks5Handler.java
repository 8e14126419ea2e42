package cairn.p2p.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has a proxy connect to a peer, and makes way for another handler then. */
final class Socks5Handler extends ChannelInboundHandlerAdapter {
  private final Socks5Client client;
  private final long timeoutMillis;
  private final PeerHandler next;
  private final Consumer<String> onFailure;
  private @Nullable Future<?> timeout;
  private boolean failed;

  /**
   * @param timeoutMillis for each reply
   * @param onFailure is told why, if there is no connection
   */
  Socks5Handler(
      Socks5Client client, long timeoutMillis, PeerHandler next, Consumer<String> onFailure) {
    this.client = client;
    this.timeoutMillis = timeoutMillis;
    this.next = next;
    this.onFailure = onFailure;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    send(context, new Socks5Client.Send(client.greeting()));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    try {
      take(context, bytes);
    } finally {
      bytes.release();
    }
  }

  private void take(ChannelHandlerContext context, ByteBuf bytes) {
    var buffer = bytes.nioBuffer();
    while (!failed) {
      switch (client.receive(buffer)) {
        case Socks5Client.Wait() -> {
          return;
        }
        case Socks5Client.Send send -> send(context, send);
        case Socks5Client.Refused(var reason) -> fail(context, reason);
        case Socks5Client.Connected() -> {
          cancelTimeout();
          context.pipeline().replace(this, null, next);
          next.takeOver(buffer);
          return;
        }
      }
    }
  }

  private void send(ChannelHandlerContext context, Socks5Client.Send send) {
    cancelTimeout();
    timeout =
        context
            .executor()
            .schedule(() -> fail(context, "timed out"), timeoutMillis, TimeUnit.MILLISECONDS);
    var bytes = send.bytes();
    var _ =
        context.writeAndFlush(
            Unpooled.wrappedBuffer(bytes.backingArray(), bytes.backingOffset(), bytes.length()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, "closed by the proxy");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, Failures.reason(cause));
  }

  private void fail(ChannelHandlerContext context, String reason) {
    cancelTimeout();
    if (!failed) {
      failed = true;
      onFailure.accept(reason);
      var _ = context.close();
    }
  }

  private void cancelTimeout() {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
