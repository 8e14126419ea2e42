package cairn.rpc.auth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Knows users by their passwords (basic authentication, RFC 7617). Immutable. */
public final class Authenticator {
  private static final String SCHEME = "Basic ";

  private final List<Credential> credentials;

  private Authenticator(List<Credential> credentials) {
    this.credentials = List.copyOf(credentials);
  }

  /** Gathers users. Not thread-safe. */
  public static final class Builder {
    private final List<Credential> credentials = new ArrayList<>();
    private final SecureRandom random;

    public Builder(SecureRandom random) {
      this.random = random;
    }

    /** Adds a user with a password. */
    public Builder user(String name, String password) {
      credentials.add(Credential.of(name, password, random));
      return this;
    }

    /** Adds a user as {@code user:salt$hash}; false if it is not written so. */
    public boolean hashed(String text) {
      var credential = Credential.parse(text);
      credential.ifPresent(credentials::add);
      return credential.isPresent();
    }

    public Authenticator build() {
      return new Authenticator(credentials);
    }
  }

  /** Who the value of an {@code Authorization} header proves to be. */
  public Optional<String> user(String authorization) {
    if (!authorization.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String userAndPassword;
    try {
      var decoded = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      userAndPassword = new String(decoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not base64
    }
    int colon = userAndPassword.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    var user = userAndPassword.substring(0, colon);
    var password = userAndPassword.substring(colon + 1);
    boolean admitted = false;
    for (var credential : credentials) {
      admitted |= credential.admits(user, password);
    }
    return admitted ? Optional.of(user) : Optional.empty();
  }
}
