/**
 * JSON as the RPC interface takes and gives it.
 *
 * <p>{@link cairn.rpc.json.Json} is a value. Numbers are kept as they are written, because it shows
 * how many decimals an amount has, and clients compare them. {@link cairn.rpc.json.JsonReader} and
 * {@link cairn.rpc.json.JsonWriter} read and write text.
 */
@NullMarked
package cairn.rpc.json;

import org.jspecify.annotations.NullMarked;
