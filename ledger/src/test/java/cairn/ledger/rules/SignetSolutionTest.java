package cairn.ledger.rules;

import static cairn.ledger.rules.Verdict.Valid.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.ChainBuilder;
import cairn.ledger.RealBlocks;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.Script;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.primitives.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignetSolutionTest {
  private static final String FAILURE =
      "bad-signet-blksig, signet block signature validation failure";

  private final ChainBuilder chain = ChainBuilder.regtest();

  @TestFactory
  Stream<DynamicNode> acceptsEveryBlockOfSignet() {
    return each(0, Integer.MAX_VALUE, block -> assertThat(signet().solved(block)).isEqualTo(OK));
  }

  @TestFactory
  Stream<DynamicNode> rejectsEveryBlockOfSignetWhoseHeaderIsAnother() {
    return each(
        1,
        Integer.MAX_VALUE,
        block -> assertThat(signet().solved(withTime(block))).hasToString(FAILURE));
  }

  /** The nonce and the bits are not signed, so that a signed block can still be mined. */
  @TestFactory
  Stream<DynamicNode> acceptsOtherNonceAndBits() {
    return each(1, 5, block -> assertThat(signet().solved(withNonce(block))).isEqualTo(OK));
  }

  /** Tests of a file's blocks, {@code most} of them, without the first {@code skipped}. */
  private static Stream<DynamicNode> each(int skipped, int most, Consumer<Block> check) {
    return Vectors.each(
        "chain/signet",
        "blocks_",
        ".dat",
        file ->
            RealBlocks.blocks(file).stream()
                .skip(skipped)
                .limit(most)
                .map(block -> dynamicTest(block.toString(), () -> check.accept(block))));
  }

  @Test
  void acceptsTheGenesisBlockAlthoughNobodySignedIt() {
    assertThat(signet().solved(Networks.signet().genesis())).isEqualTo(OK);
  }

  @Test
  void acceptsMissingSolutionToAChallengeThatAnyoneCanMeet() {
    assertThat(challenge("51").solved(chain.draft().mine())).isEqualTo(OK);
  }

  @Test
  void rejectsMissingSolutionToAnyOtherChallenge() {
    assertThat(challenge("00").solved(chain.draft().mine())).hasToString(FAILURE);
    assertThat(challenge("5187").solved(chain.draft().mine())).hasToString(FAILURE);
  }

  @Test
  void rejectsBlockWithoutWitnessCommitment() {
    assertThat(challenge("51").solved(chain.draft().withoutCommitment().mine()))
        .hasToString(FAILURE);
  }

  @Test
  void rejectsBlockWithoutTransactions() {
    var empty = Block.of(chain.draft().mine().header(), List.of());
    assertThat(challenge("51").solved(empty)).hasToString(FAILURE);
  }

  /** A script of one byte, 51, and no witness. */
  @Test
  void takesScriptAndWitnessFromThePushThatBeginsWithTheHeader() {
    assertThat(challenge("5187").solved(withPush("ecc7daa2" + "0151" + "00"))).isEqualTo(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecc7daa2", // no data
        "ecc7daa3" + "015100", // another header
        "ecc7daa2" + "0151", // no witness
        "ecc7daa2" + "015100" + "00", // more than a witness
        "ecc7daa2" + "0251" + "00", // a script that is cut off
        "ecc7daa2" + "0152" + "00" // a script that does not satisfy the challenge
      })
  void rejectsPushThatHoldsNoSolution(String push) {
    assertThat(challenge("5187").solved(withPush(push))).hasToString(FAILURE);
  }

  @Test
  void takesTheFirstPushThatHoldsASolution() {
    assertThat(
            challenge("5187").solved(withPush("ecc7daa2" + "0151" + "00", "ecc7daa2" + "015200")))
        .isEqualTo(OK);
    assertThat(
            challenge("5187").solved(withPush("ecc7daa2" + "0152" + "00", "ecc7daa2" + "015100")))
        .hasToString(FAILURE);
  }

  @Test
  void isAskedForOnlyWhereThereIsAChallenge() {
    assertThat(Networks.regtest().consensus().signetChallenge()).isNull();
    assertThat(BlockContents.rules(Networks.regtest())).hasSize(7);
    assertThat(BlockContents.rules(Networks.signet())).hasSize(8);
  }

  private static SignetSolution signet() {
    Network signet = Networks.signet();
    return new SignetSolution(
        Objects.requireNonNull(signet.consensus().signetChallenge()), signet.genesis().hash());
  }

  private static SignetSolution challenge(String script) {
    return new SignetSolution(Script.fromHex(script), BlockHash.ZERO);
  }

  /** A block with these pushes after its witness commitment. */
  private Block withPush(String... pushes) {
    return chain
        .draft()
        .editCoinbase(coinbase -> {
          var outputs = new ArrayList<>(coinbase.outputs());
          var script = new ScriptBuilder().raw(outputs.removeLast().scriptPubKey().bytes());
          for (var push : pushes) {
            script.push(Bytes.fromHex(push));
          }
          outputs.add(new TxOut(Amount.ZERO, script.build()));
          return Transaction.of(2, coinbase.inputs(), outputs, 0);
        })
        .mine();
  }

  private static Block withTime(Block block) {
    var header = block.header();
    return Block.of(
        new BlockHeader(
            header.version(),
            header.previous(),
            header.merkleRoot(),
            header.time() + 1,
            header.bits(),
            header.nonce()),
        block.transactions());
  }

  private static Block withNonce(Block block) {
    var header = block.header();
    return Block.of(
        new BlockHeader(
            header.version(),
            header.previous(),
            header.merkleRoot(),
            header.time(),
            header.bits() + 1,
            header.nonce() + 1),
        block.transactions());
  }
}
