package cairn.arrows;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrowsTest {
  @TestFactory
  Stream<DynamicTest> eachPackageKnowsOnlyWhatTheDesignAllows() throws IOException {
    var packages =
        CompiledClass.ofModules(Path.of("..")).stream()
            .collect(groupingBy(CompiledClass::packageName, TreeMap::new, toList()));
    assertThat(packages).containsKeys("cairn.primitives", "cairn.ledger", "cairn.bench");
    return packages.entrySet().stream()
        .map(each -> dynamicTest(each.getKey(), () -> hasNoWrongArrow(each.getValue())));
  }

  private static void hasNoWrongArrow(List<CompiledClass> classes) {
    assertThat(classes.stream().flatMap(Arrows.OF_CAIRN::wrong)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cairn.primitives.Block,        cairn.genesis.Network",
    "cairn.primitives.Block,        org.bouncycastle.crypto.digests.RIPEMD160Digest",
    "cairn.primitives.Block,        java.nio.file.Path",
    "cairn.primitives.Block,        java.lang.Thread",
    "cairn.genesis.Network,         cairn.ledger.Coin",
    "cairn.ledger.Ledger,           cairn.p2p.Peer",
    "cairn.ledger.Ledger,           org.rocksdb.RocksDB",
    "cairn.ledger.rules.Rule,       cairn.ledger.store.RocksDatabase",
    "cairn.ledger.rules.Rule,       org.slf4j.Logger",
    "cairn.ledger.rules.Rule,       java.time.Clock",
    "cairn.ledger.script.deep.Code, cairn.ledger.store.RocksDatabase",
    "cairn.p2p.Peer,                cairn.ledger.Ledger",
    "cairn.p2p.Peer,                io.netty.channel.Channel",
    "cairn.rpc.Method,              cairn.node.Main",
    "cairn.rpc.Method,              cairn.ledger.store.RocksDatabase",
    "cairn.wallet.Wallet,           cairn.ledger.Ledger",
    "cairn.wallet.Wallet,           cairn.rpc.Method",
    "cairn.node.Main,               cairn.bench.Main",
    "cairn.node.Main,               com.google.common.collect.ImmutableList",
    "cairn.junit.CairnExtension,    cairn.ledger.Ledger",
    "cairn.unheard.Of,              cairn.primitives.Block",
  })
  void seesAnArrowThatPointsTheWrongWay(String from, String to) {
    assertThat(Arrows.OF_CAIRN.wrong(new CompiledClass(from, Set.of(to))))
        .containsExactly(from + " -> " + to);
  }

  @ParameterizedTest
  @CsvSource({
    "cairn.primitives.Block,                 java.util.List",
    "cairn.primitives.Block,                 cairn.primitives.crypto.Secp256k1",
    "cairn.primitives.crypto.deep.Ripemd160, org.bouncycastle.crypto.digests.RIPEMD160Digest",
    "cairn.ledger.rules.Rule,                cairn.primitives.Block",
    "cairn.ledger.rules.Rule,                cairn.ledger.script.Interpreter",
    "cairn.ledger.store.RocksDatabase,       org.rocksdb.util.Environment",
    "cairn.ledger.store.RocksDatabase,       java.nio.file.Path",
    "cairn.rpc.Method,                       cairn.ledger.Ledger",
    "cairn.node.Main,                        cairn.p2p.Peer",
    "cairn.bench.Main,                       org.openjdk.jmh.annotations.Benchmark",
    "cairn.p2p.Peer,                         org.jspecify.annotations.Nullable",
  })
  void letsAnArrowOfTheDesignPass(String from, String to) {
    assertThat(Arrows.OF_CAIRN.wrong(new CompiledClass(from, Set.of(to)))).isEmpty();
  }
}
