package cairn.node.metrics;

import static cairn.node.metrics.Sample.bitcoin;
import static cairn.node.metrics.Sample.field;

import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.Turn;
import cairn.rpc.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the exporters for Bitcoin Core ask a node over JSON-RPC, under the names that they have
 * given to it, so that boards made for them show this node too. Thread-safe.
 *
 * <p>Jeff Stein's bitcoin-prometheus-exporter has {@code bitcoin_}, Primexz's bitcoind-exporter
 * {@code bitcoind_} before its names; but for one.
 */
final class ExporterMetrics {
  private static final Logger log = LoggerFactory.getLogger(ExporterMetrics.class);

  /** More would make the answer long, and no board shows them. */
  private static final int MAX_BANS = 1000;

  private static final int USUAL_BLOCKS = 120;

  /** From bitcoins for 1,000 virtual bytes to satoshis for one. */
  private static final double SATS_PER_VBYTE = 1e5;

  private final MethodTable methods;
  private final LongSupplier activeCalls;
  private final AtomicLong warnings = new AtomicLong();
  private volatile @Nullable LastBlock last;

  /** What is told of a block, which never changes. */
  private record LastBlock(Json hash, Json statistics) {}

  /**
   * @param methods of the node
   * @param activeCalls how many calls are being answered
   */
  ExporterMetrics(MethodTable methods, LongSupplier activeCalls) {
    this.methods = methods;
    this.activeCalls = activeCalls;
  }

  /** All of them as of now. What the node cannot tell is left out. */
  String text(Turn turn) throws InterruptedException {
    var asked = new Asked(methods, turn);
    var samples = new ArrayList<Sample>();
    addChain(samples, asked);
    addLastBlock(samples, asked);
    addNetwork(samples, asked);
    addMempool(samples, asked);
    addProcess(samples, asked);
    return Sample.text(samples);
  }

  /** Answers that are asked for once. */
  private record Asked(MethodTable methods, Turn turn) {
    Json call(String method, Json... arguments) throws InterruptedException {
      try {
        return methods.execute(method, Json.array(arguments), turn);
      } catch (RpcException e) {
        log.debug("Nothing to show of {}: {}", method, e.getMessage());
        return Json.Null.NULL;
      }
    }
  }

  private static void addChain(List<Sample> samples, Asked asked) throws InterruptedException {
    var chain = asked.call("getblockchaininfo");
    samples.addAll(
        List.of(
            field(chain, "blocks", "bitcoin_blocks", "Block height"),
            field(chain, "difficulty", "bitcoin_difficulty", "Difficulty"),
            field(chain, "size_on_disk", "bitcoin_size_on_disk", "Size of block and undo files"),
            field(
                chain,
                "verificationprogress",
                "bitcoin_verification_progress",
                "How much of all transactions is in the chain, 0 to 1"),
            field(chain, "blocks", "bitcoind_blockchain_blocks", "Block height"),
            field(chain, "headers", "bitcoind_blockchain_headers", "Height of the best header"),
            field(
                chain,
                "size_on_disk",
                "bitcoind_blockchain_size_on_disk",
                "Size of block and undo files"),
            field(
                chain,
                "verificationprogress",
                "bitcoind_blockchain_verification_progress",
                "How much of all transactions is in the chain, 0 to 1")));
    samples.add(
        Sample.of(
            "bitcoin_num_chaintips", "Known branches", asked.call("getchaintips"), Sample::size));
    samples.add(
        field(
            asked.call("getchaintxstats"),
            "txcount",
            "bitcoin_txcount",
            "Transactions since the genesis block"));
    for (int blocks : new int[] {USUAL_BLOCKS, -1, 1}) {
      var rate = asked.call("getnetworkhashps", Json.of(blocks));
      var suffix = blocks == USUAL_BLOCKS ? "" : blocks < 0 ? "_neg" + -blocks : "_" + blocks;
      var help = "Hashes a second of the whole network, by the last blocks";
      samples.add(Sample.of("bitcoin_hashps" + suffix, help, rate, Sample::number));
      samples.add(
          Sample.of("mining_hashrate", help, rate, Sample::number)
              .with("blocks", Integer.toString(blocks)));
    }
    var txIndex = Sample.member(asked.call("getindexinfo"), "txindex");
    samples.add(
        field(txIndex, "synced", "bitcoind_txindex_synced", "Whether -txindex has all blocks"));
    samples.add(
        field(
            txIndex,
            "best_block_height",
            "bitcoind_txindex_best_height",
            "Height up to which -txindex has them"));
  }

  private void addLastBlock(List<Sample> samples, Asked asked) throws InterruptedException {
    var hash = asked.call("getbestblockhash");
    var known = last;
    if (known == null || !known.hash().equals(hash)) {
      known = new LastBlock(hash, asked.call("getblockstats", hash));
      last = known;
    }
    var block = known.statistics();
    var prefix = "bitcoin_latest_block_";
    samples.addAll(
        List.of(
            field(block, "height", prefix + "height", "Height of the latest block"),
            field(block, "total_weight", prefix + "weight", "Weight of the latest block"),
            field(block, "total_size", prefix + "size", "Bytes of the latest block"),
            field(block, "txs", prefix + "txs", "Transactions in the latest block"),
            field(block, "ins", prefix + "inputs", "Inputs in the latest block"),
            field(block, "outs", prefix + "outputs", "Outputs in the latest block"),
            bitcoin(block, "total_out", prefix + "value", "Bitcoins sent in the latest block"),
            bitcoin(block, "totalfee", prefix + "fee", "Fees of the latest block, in bitcoin")));
  }

  private void addNetwork(List<Sample> samples, Asked asked) throws InterruptedException {
    var network = asked.call("getnetworkinfo");
    if (Sample.size(Sample.member(network, "warnings")).orElse(0) > 0) {
      warnings.incrementAndGet();
    }
    var traffic = asked.call("getnettotals");
    samples.addAll(
        List.of(
            field(network, "connections", "bitcoin_peers", "Peers"),
            field(network, "connections_in", "bitcoin_conn_in", "Inbound connections"),
            field(network, "connections_out", "bitcoin_conn_out", "Outbound connections"),
            field(network, "version", "bitcoin_server_version", "The version of the node"),
            field(network, "protocolversion", "bitcoin_protocol_version", "Of the protocol"),
            field(traffic, "totalbytesrecv", "bitcoin_total_bytes_recv", "Bytes received"),
            field(traffic, "totalbytessent", "bitcoin_total_bytes_sent", "Bytes sent"),
            field(network, "connections", "bitcoind_total_connections", "Peers"),
            field(network, "connections_in", "bitcoind_connections_in", "Inbound connections"),
            field(network, "connections_out", "bitcoind_connections_out", "Outbound connections"),
            field(traffic, "totalbytesrecv", "bitcoind_total_bytes_recv", "Bytes received"),
            field(traffic, "totalbytessent", "bitcoind_total_bytes_sent", "Bytes sent"),
            Sample.counter(
                "bitcoin_warnings_total",
                "How often there were warnings",
                (double) warnings.get())));
    if (asked.call("listbanned") instanceof Json.Arr(var bans)) {
      for (var ban : bans.subList(0, Math.min(bans.size(), MAX_BANS))) {
        var address = Sample.member(ban, "address").asString();
        samples.add(
            field(ban, "ban_created", "bitcoin_ban_created", "When a ban was created")
                .with("address", address)
                .with("reason", "manually added"));
        samples.add(
            field(ban, "banned_until", "bitcoin_banned_until", "When a ban expires")
                .with("address", address)
                .with("reason", "manually added"));
      }
    }
  }

  private static void addMempool(List<Sample> samples, Asked asked) throws InterruptedException {
    var mempool = asked.call("getmempoolinfo");
    samples.addAll(
        List.of(
            field(mempool, "bytes", "bitcoin_mempool_bytes", "Virtual bytes in the mempool"),
            field(mempool, "size", "bitcoin_mempool_size", "Transactions in the mempool"),
            field(mempool, "usage", "bitcoin_mempool_usage", "Memory that the mempool takes"),
            field(
                mempool,
                "mempoolminfee",
                "bitcoin_mempool_minfee",
                "What it takes to come in, in bitcoins for 1,000 virtual bytes"),
            field(
                mempool,
                "unbroadcastcount",
                "bitcoin_mempool_unbroadcast",
                "Own transactions that no peer has asked for yet"),
            field(mempool, "usage", "bitcoind_mempool_usage", "Memory that the mempool takes"),
            field(mempool, "maxmempool", "bitcoind_mempool_max", "Memory that it may take"),
            field(
                mempool,
                "size",
                "bitcoind_mempool_transaction_count",
                "Transactions in the mempool")));
    for (int blocks : new int[] {2, 3, 5, 20}) {
      var fee = Sample.member(asked.call("estimatesmartfee", Json.of(blocks)), "feerate");
      samples.add(
          Sample.of(
              "bitcoin_est_smart_fee_" + blocks,
              "Estimated fee for so many blocks, in bitcoins for 1,000 virtual bytes",
              fee,
              Sample::number));
      samples.add(
          Sample.of(
                  "bitcoind_smart_fee",
                  "Estimated fee for so many blocks, in satoshis for a virtual byte",
                  fee,
                  Sample::number)
              .times(SATS_PER_VBYTE)
              .with("blocks", Integer.toString(blocks)));
    }
  }

  private void addProcess(List<Sample> samples, Asked asked) throws InterruptedException {
    samples.add(
        Sample.of(
            "bitcoin_uptime",
            "Seconds for which the node has been running",
            asked.call("uptime"),
            Sample::number));
    var memory = Sample.member(asked.call("getmemoryinfo"), "locked");
    for (var part : List.of("used", "free", "total", "locked", "chunks_used", "chunks_free")) {
      var help = "Memory for keys, as getmemoryinfo tells it";
      samples.add(field(memory, part, "bitcoin_meminfo_" + part, help));
      samples.add(field(memory, part, "bitcoind_memory_" + part, help));
    }
    samples.add(
        Sample.gauge(
            "bitcoin_rpc_active",
            "Calls that are being answered",
            (double) activeCalls.getAsLong()));
  }
}
