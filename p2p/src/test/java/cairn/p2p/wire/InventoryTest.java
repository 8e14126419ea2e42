package cairn.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.UnknownItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static final String HASH = "2a".repeat(31) + "07";
  private static final String SHOWN = "07" + "2a".repeat(31);

  @ParameterizedTest
  @CsvSource({
    "01000000, tx",
    "02000000, block",
    "03000000, merkleblock",
    "04000000, cmpctblock",
    "05000000, wtx",
    "01000040, witness-tx",
    "02000040, witness-block",
    "00000000, 0x00000000",
    "03000040, 0x40000003",
    "ffffffff, 0xffffffff",
  })
  void readsAndWritesItems(String code, String shown) throws DecodeException {
    var item = InventoryItem.read(new ByteReader(Bytes.fromHex(code + HASH)));
    assertThat(item).hasToString(shown + " " + SHOWN);
    var out = new ByteWriter();
    item.write(out);
    assertThat(out.toBytes().toHex()).isEqualTo(code + HASH);
    assertThat(out.length()).isEqualTo(InventoryItem.LENGTH);
  }

  @Test
  void namesEachKindOfThingByItsOwnHash() throws DecodeException {
    var txid = Txid.fromDisplay(SHOWN);
    var wtxid = Wtxid.fromDisplay(SHOWN);
    var block = BlockHash.fromDisplay(SHOWN);
    assertThat(read(1)).isEqualTo(InventoryItem.of(txid));
    assertThat(read(1 | 1 << 30)).isEqualTo(new TxItem(InventoryType.WITNESS_TX, txid));
    assertThat(read(5)).isEqualTo(InventoryItem.of(wtxid)).isEqualTo(new WtxItem(wtxid));
    assertThat(read(2)).isEqualTo(InventoryItem.of(block));
    assertThat(read(3)).isEqualTo(new BlockItem(InventoryType.FILTERED_BLOCK, block));
    assertThat(read(6)).isEqualTo(new UnknownItem(6, txid));
  }

  private static InventoryItem read(int code) throws DecodeException {
    var bytes = new ByteWriter().int32(code).bytes(Bytes.fromHex(HASH)).toBytes();
    return InventoryItem.read(new ByteReader(bytes));
  }

  @Test
  void aTypeGoesWithItsHash() {
    var txid = Txid.fromDisplay(SHOWN);
    var block = BlockHash.fromDisplay(SHOWN);
    assertThatThrownBy(() -> new TxItem(InventoryType.WTX, txid))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BlockItem(InventoryType.TX, block))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new UnknownItem(5, txid)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheServicesThatItKnows() {
    var flags = new ServiceFlags(0x8000_0000_0000_0c4dL);
    assertThat(flags.names())
        .containsExactly(
            "NETWORK",
            "BLOOM",
            "WITNESS",
            "COMPACT_FILTERS",
            "NETWORK_LIMITED",
            "P2P_V2",
            "UNKNOWN[2^63]");
    assertThat(flags.toHex()).isEqualTo("8000000000000c4d");
    assertThat(flags.has(ServiceFlags.NETWORK.with(ServiceFlags.BLOOM))).isTrue();
    assertThat(flags.without(ServiceFlags.BLOOM).has(ServiceFlags.BLOOM)).isFalse();
    assertThat(ServiceFlags.NONE.has(ServiceFlags.NETWORK)).isFalse();
    assertThat(ServiceFlags.NONE.names()).isEmpty();
  }
}
