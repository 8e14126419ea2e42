package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.optional;

import cairn.genesis.ConsensusParameters;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;

/** What the blocks of a signet must satisfy (BIP 325), as several answers tell it. */
public final class SignetChallenge {
  private static final String NAME = "signet_challenge";

  private SignetChallenge() {}

  /** What {@link #put} puts. */
  public static Field field() {
    return optional(NAME, Result.hex("The script that the blocks of a signet must satisfy"));
  }

  /** Puts it into an object, if the network is a signet. */
  public static void put(ConsensusParameters consensus, JsonObjectBuilder json) {
    var challenge = consensus.signetChallenge();
    if (challenge != null) {
      json.put(NAME, challenge.bytes());
    }
  }
}
