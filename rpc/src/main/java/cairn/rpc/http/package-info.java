/**
 * HTTP/1.1, as much of it as RPC needs, with Bitcoin Core's limits and answers.
 *
 * <p>{@link cairn.rpc.http.HttpServer} listens; each connection is a {@link
 * cairn.rpc.http.HttpConnection} on a virtual thread, which reads a request ({@link
 * cairn.rpc.http.RequestReader}), has it handled, writes the response, and only then reads the
 * next. It knows nothing of JSON.
 */
@NullMarked
package cairn.rpc.http;

import org.jspecify.annotations.NullMarked;
