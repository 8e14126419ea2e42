package cairn.bench.micro;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Checking one signature, next to hashing one header. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Signatures {
  private final Secp256k1 curve = Secp256k1.instance();
  private final Bytes hash = Sha256.hash(Bytes.of(1));
  private final SecretKey secret = new SecretKey(Sha256.hash(Bytes.of(2)));
  private final Bytes publicKey = curve.publicKey(secret);
  private final Bytes xOnlyKey = curve.xOnlyKey(secret).x();
  private final Bytes ecdsa = curve.signEcdsa(secret, hash).toDer();
  private final Bytes schnorr = curve.signSchnorr(secret, hash, hash);
  private final Bytes header = Bytes.wrap(new byte[80]);

  @Benchmark
  public boolean verifyEcdsa() {
    return curve.verifyEcdsa(publicKey, hash, ecdsa);
  }

  @Benchmark
  public boolean verifySchnorr() {
    return curve.verifySchnorr(xOnlyKey, hash, schnorr);
  }

  @Benchmark
  public Bytes hashHeader() {
    return Sha256.doubleHash(header);
  }
}
