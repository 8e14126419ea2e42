package cairn.primitives.descriptor;

import cairn.primitives.Script;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.signing.SigningProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A descriptor (BIP 380): a text that says which scripts are meant, and what is needed to spend
 * them.
 */
public final class Descriptor {
  /** Nothing is ever added to it. */
  private static final SigningProvider NOTHING_KNOWN = new SigningProvider();

  private final ScriptExpression expression;
  private final AddressFormat format;

  private Descriptor(ScriptExpression expression, AddressFormat format) {
    this.expression = expression;
    this.format = format;
  }

  /**
   * What a text was read as.
   *
   * @param descriptors one, or several where steps such as {@code <0;1>} mean several (BIP 389)
   * @param secrets the secret keys in the text; the descriptors themselves hold none
   */
  public record Parsed(List<Descriptor> descriptors, SigningProvider secrets) {
    public Parsed {
      descriptors = List.copyOf(descriptors);
    }
  }

  /** Scripts, and what is known of them and of their keys, without secret ones. */
  public record Expanded(List<Script> scripts, SigningProvider provider) {
    public Expanded {
      scripts = List.copyOf(scripts);
    }
  }

  /**
   * Reads a descriptor, of which the checksum is checked if it is there.
   *
   * @throws DescriptorException if the text is no descriptor; the message is Core's
   */
  public static Parsed parse(String text, AddressFormat format) throws DescriptorException {
    var secrets = new SigningProvider();
    var descriptors =
        new DescriptorParser(format, secrets)
            .parse(DescriptorChecksum.strip(text)).stream()
                .map(expression -> new Descriptor(expression, format))
                .toList();
    return new Parsed(descriptors, secrets);
  }

  /** As {@link #parse}, of a text that must have a checksum. */
  public static Parsed parseChecked(String text, AddressFormat format) throws DescriptorException {
    if (text.indexOf('#') < 0) {
      throw new DescriptorException("Missing checksum");
    }
    return parse(text, format);
  }

  /** The descriptor that says most about a script of an output, by what {@code provider} knows. */
  public static Descriptor infer(
      Script scriptPubKey, SigningProvider provider, AddressFormat format) {
    return new Descriptor(new Inference(provider).of(scriptPubKey), format);
  }

  /** The descriptor that says most about a script of an output of which nothing is known. */
  public static Descriptor infer(Script scriptPubKey, AddressFormat format) {
    return infer(scriptPubKey, NOTHING_KNOWN, format);
  }

  /** Whether it means other scripts at each index. */
  public boolean isRange() {
    return any(expression, part -> part.keys().stream().anyMatch(DescriptorKey::isRange));
  }

  /** Whether it says what is needed to spend its scripts. */
  public boolean isSolvable() {
    return !any(
        expression,
        part -> part instanceof ScriptExpression.Addr || part instanceof ScriptExpression.Raw);
  }

  /** Whether it means one script at each index, or none, and not the several of {@code combo}. */
  public boolean isSingle() {
    return !(expression instanceof ScriptExpression.Combo);
  }

  /** Whether it means any scripts. */
  public boolean hasScripts() {
    return !(expression instanceof ScriptExpression.Unused);
  }

  /** What is dangerous in it, in Core's words. */
  public List<String> warnings() {
    var warnings = new ArrayList<String>();
    any(
        expression,
        part -> {
          if (part instanceof ScriptExpression.OfMiniscript miniscript) {
            warnings.addAll(miniscript.warnings());
          }
          return false;
        });
    return warnings;
  }

  private static boolean any(ScriptExpression expression, Predicate<ScriptExpression> condition) {
    return condition.test(expression)
        || expression.subs().stream().anyMatch(sub -> any(sub, condition));
  }

  /**
   * The scripts at an index.
   *
   * @param index 0 to 2^31 - 1; of no meaning where this is no range
   * @param secrets where hardened steps find their keys
   * @return empty if a secret key is missing
   */
  public Optional<Expanded> expand(int index, SigningProvider secrets) {
    var found = new SigningProvider();
    return new Expansion(index, secrets, found)
        .of(expression)
        .map(scripts -> new Expanded(scripts, found));
  }

  /** Adds to {@code out} the secret keys at an index, of those that {@code secrets} knows. */
  public void expandPrivate(int index, SigningProvider secrets, SigningProvider out) {
    any(
        expression,
        part -> {
          part.keys().forEach(key -> key.expandPrivate(index, secrets, out));
          return false;
        });
  }

  /** The text with the secret keys that {@code secrets} knows, and its checksum. */
  public String text(SigningProvider secrets) {
    try {
      return DescriptorChecksum.append(new ExpressionText(format, secrets).of(expression));
    } catch (DescriptorException e) {
      throw new AssertionError("made of what descriptors are made of", e);
    }
  }

  /** The text without secret keys, and its checksum. */
  @Override
  public String toString() {
    return text(NOTHING_KNOWN);
  }
}
