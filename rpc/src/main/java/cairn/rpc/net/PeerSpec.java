package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.p2p.permissions.Permission;
import cairn.rpc.spec.Result;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What {@code getpeerinfo} tells of a peer. */
final class PeerSpec {
  private static final String CONNECTION_TYPES =
      """
      Who opened the connection, and what for:
      outbound-full-relay (this node, for everything),
      block-relay-only (this node, for blocks alone),
      inbound (the peer),
      manual (this node, since the operator asked for it),
      addr-fetch (this node, to ask for addresses),
      feeler (this node, to see whether the address is good).\
      """;

  private static final String TRANSPORTS =
      """
      How messages are carried:
      detecting (that is not clear yet),
      v1 (in the open),
      v2 (encrypted, BIP 324).\
      """;

  private PeerSpec() {}

  static Result of() {
    return Result.object(
        "",
        field("id", Result.number("The number of the connection")),
        field("addr", Result.string("The peer's address and port, or the name it was called by")),
        optional("addrbind", Result.string("This node's end of the connection")),
        optional("addrlocal", Result.string("Where the peer says that it sees this node")),
        field(
            "network",
            Result.string("The network (" + NetworkNames.TEXT + ", not_publicly_routable)")),
        optional(
            "mapped_as",
            Result.number("The autonomous system of the peer, by -asmap if there is one")),
        field("services", Result.hex("The services that the peer offers")),
        field(
            "servicesnames",
            Result.array("the same in words", Result.string("the name of a service"))),
        field("relaytxes", Result.bool("Whether the peer is told of transactions")),
        field(
            "last_inv_sequence",
            Result.number("What was in the mempool when it was last told, by its number")),
        field("inv_to_send", Result.number("Of how many transactions it will be told next")),
        field("lastsend", Result.time("When something was last sent, in seconds since 1970")),
        field("lastrecv", Result.time("When something was last received, likewise")),
        field(
            "last_transaction",
            Result.time("When it last sent a transaction that was accepted, likewise")),
        field("last_block", Result.time("When it last sent a new block, likewise")),
        field("bytessent", Result.number("Bytes sent to it")),
        field("bytesrecv", Result.number("Bytes received from it")),
        field("conntime", Result.time("When the connection was opened, in seconds since 1970")),
        field("timeoffset", Result.number("How many seconds its clock is ahead")),
        optional("pingtime", Result.number("Seconds that it took to answer the last ping")),
        optional("minping", Result.number("The fewest seconds that it took")),
        optional("pingwait", Result.number("Seconds that an answer has been awaited")),
        field("version", Result.number("The version of the protocol that it speaks")),
        field("subver", Result.string("What it calls itself (BIP 14)")),
        field("inbound", Result.bool("Whether the peer has opened the connection")),
        field(
            "bip152_hb_to",
            Result.bool("Whether it was asked to send compact blocks unasked (BIP 152)")),
        field("bip152_hb_from", Result.bool("Whether it has asked for that")),
        field(
            "presynced_headers",
            Result.number(
                "Height of the headers so far of a branch that may lack work; -1 if there is"
                    + " none")),
        field("synced_headers", Result.number("Height of its best header, as far as is known")),
        field("synced_blocks", Result.number("Height of the last block that both have")),
        field(
            "inflight",
            Result.array("", Result.number("The heights of blocks that it was asked for"))),
        field("addr_relay_enabled", Result.bool("Whether addresses are exchanged with it")),
        field("addr_processed", Result.number("How many of its addresses were looked at")),
        field("addr_rate_limited", Result.number("How many were not, since they came too fast")),
        field(
            "permissions",
            Result.array("What the operator lets it do", Result.string(permissions()))),
        field("minfeefilter", Result.number("What transactions must pay for it to be told")),
        field("bytessent_per_msg", byMessage("Bytes sent with this kind of message")),
        field(
            "bytesrecv_per_msg",
            byMessage("Bytes received with this kind of message; '*other*' is all unknown ones")),
        field("connection_type", Result.string(CONNECTION_TYPES)),
        field("transport_protocol_type", Result.string(TRANSPORTS)),
        field(
            "session_id",
            Result.string("By which both ends can tell that it is one connection; v2 alone")));
  }

  private static String permissions() {
    return Arrays.stream(Permission.values())
        .map(Permission::toString)
        .collect(Collectors.joining(", "));
  }

  private static Result byMessage(String description) {
    return Result.map("", "msg", Result.number(description));
  }
}
