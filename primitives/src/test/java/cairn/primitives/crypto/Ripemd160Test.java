package cairn.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.primitives.Bytes;
import cairn.primitives.Vectors;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class Ripemd160Test {
  private static final int BLOCK = 64;

  @TestFactory
  Stream<DynamicNode> hashesAsTheVectorsSay() {
    return Vectors.json("crypto", "ripemd160", file -> file.valueStream().map(this::test));
  }

  private DynamicNode test(JsonNode row) {
    var message = Bytes.fromHex(row.get(0).asString());
    var key = row.get(2).isNull() ? null : Bytes.fromHex(row.get(2).asString());
    return dynamicTest(
        row.get(3).asString(),
        () ->
            assertThat(key == null ? Ripemd160.hash(message) : hmac(key, message))
                .hasToString(row.get(3).asString()));
  }

  @Test
  void agreesWithBouncyCastleAtEveryLengthAndOffset() {
    var bytes = new byte[5 * BLOCK];
    new Random(160).nextBytes(bytes);
    for (int length = 0; length < 4 * BLOCK; length++) {
      var message = Bytes.wrap(bytes, length % BLOCK, length);
      assertThat(Ripemd160.hash(message)).isEqualTo(bouncyCastle(message));
    }
  }

  /** RFC 2104. */
  private static Bytes hmac(Bytes key, Bytes message) {
    var block = new byte[BLOCK];
    (key.length() > BLOCK ? Ripemd160.hash(key) : key).copyTo(block, 0);
    var inner = Ripemd160.hash(xor(block, 0x36).concat(message));
    return Ripemd160.hash(xor(block, 0x5c).concat(inner));
  }

  private static Bytes xor(byte[] block, int value) {
    var result = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      result[i] = (byte) (block[i] ^ value);
    }
    return Bytes.wrap(result);
  }

  private static Bytes bouncyCastle(Bytes message) {
    var digest = new RIPEMD160Digest();
    digest.update(message.backingArray(), message.backingOffset(), message.length());
    var hash = new byte[Ripemd160.LENGTH];
    digest.doFinal(hash, 0);
    return Bytes.wrap(hash);
  }
}
