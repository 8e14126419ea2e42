/**
 * ZMQ: what happens to the chain and to the mempool, published for whoever subscribes, in the
 * messages and the order of Bitcoin Core.
 *
 * <p>The chain thread tells {@link cairn.rpc.zmq.Publications}, which put messages into the queues
 * of those who have subscribed and wait for nobody: each {@link cairn.rpc.zmq.Subscriber} has
 * threads of his own, and who takes too long misses messages. {@link cairn.rpc.zmq.Zmtp} is what
 * goes over the wire; {@code docs/decisions/0020-zmq.md} says why it is our own.
 */
@NullMarked
package cairn.rpc.zmq;

import org.jspecify.annotations.NullMarked;
