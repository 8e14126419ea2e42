package cairn.primitives.address;

/**
 * How one network writes its addresses and keys. Each network's is in {@code genesis}.
 *
 * <p>Networks share formats: testnet3, testnet4 and signet have the same, and regtest differs from
 * them by its {@code hrp} alone. So a text names its network only roughly.
 *
 * @param pubKeyPrefix the byte before the hash of a P2PKH address, 0 to 255
 * @param scriptPrefix the byte before the hash of a P2SH address, 0 to 255
 * @param secretPrefix the byte before a private key in wallet import format, 0 to 255
 * @param xpubPrefix the four bytes before an extended public key (BIP 32), most significant first
 * @param xprvPrefix the four bytes before an extended private key (BIP 32), most significant first
 * @param hrp the human-readable part of SegWit addresses (BIP 173): 1 to 83 ASCII characters from
 *     {@code !} to {@code ~}, none in upper case
 */
public record AddressFormat(
    int pubKeyPrefix,
    int scriptPrefix,
    int secretPrefix,
    int xpubPrefix,
    int xprvPrefix,
    String hrp) {
  private static final int MAX_HRP_LENGTH = 83;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left; the message begins with the component's name
   */
  public AddressFormat {
    requireByte("pubKeyPrefix", pubKeyPrefix);
    requireByte("scriptPrefix", scriptPrefix);
    requireByte("secretPrefix", secretPrefix);
    if (hrp.isEmpty() || hrp.length() > MAX_HRP_LENGTH) {
      throw new IllegalArgumentException("hrp has 1 to 83 characters, not " + hrp.length());
    }
    if (!hrp.chars().allMatch(c -> c >= '!' && c <= '~' && !(c >= 'A' && c <= 'Z'))) {
      throw new IllegalArgumentException("hrp has a character that BIP 173 does not allow");
    }
  }

  private static void requireByte(String name, int value) {
    if (value < 0 || value > 0xff) {
      throw new IllegalArgumentException(name + " is a byte, 0 to 255, not " + value);
    }
  }
}
