package cairn.wallet.cli;

import cairn.genesis.Networks;
import cairn.primitives.Block;
import cairn.primitives.filter.BlockFilter;
import cairn.wallet.WalletException;
import cairn.wallet.json.Json;
import cairn.wallet.json.JsonText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of a node as a wallet asks that has no money: it has the genesis block of regtest. */
final class RehearsalNode implements AutoCloseable {
  private static final String LENGTH = "content-length:";

  private final ServerSocket server;
  private final Map<String, Object> answers;

  RehearsalNode() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    answers = answers(Networks.regtest().genesis());
    Thread.ofVirtual().start(this::accept);
  }

  private static Map<String, Object> answers(Block genesis) {
    var hash = genesis.hash().toString();
    var filter = BlockFilter.of(genesis, List.of()).serialized().toHex();
    return Map.of(
        "getblockchaininfo",
        Map.of("chain", "regtest", "blocks", 0, "headers", 0, "bestblockhash", hash),
        "getblockhash",
        hash,
        "getblockfilter",
        Map.of("filter", filter),
        "getblockheader",
        genesis.header().serialized().toHex(),
        "getblock",
        genesis.serialized().toHex(),
        "getrawmempool",
        List.of());
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      assert server.isClosed() : e;
    }
  }

  private void serve(Socket connection) {
    try (var socket = connection) {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        int length = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
          if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
            length = Integer.parseInt(line.substring(LENGTH.length()).strip());
          }
        }
        var question = Json.parse(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        send(socket.getOutputStream(), JsonText.of(answer(question), false));
      }
    } catch (IOException | WalletException e) {
      // The wallet has gone; should it have failed, it says so itself.
      assert connection.isClosed() : e;
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("no more questions");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private Object answer(Json question) throws WalletException {
    if (question.value() instanceof List<?>) {
      var all = new ArrayList<Object>();
      for (var each : question.items()) {
        all.add(answer(each));
      }
      return all;
    }
    var answer = new LinkedHashMap<String, Object>();
    answer.put("id", question.get("id").integer());
    answer.put("result", answers.getOrDefault(question.get("method").text(), Map.of()));
    return answer;
  }

  private static void send(OutputStream out, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var head = "HTTP/1.1 200 OK\r\nContent-Length: " + bytes.length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
