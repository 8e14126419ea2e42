package cairn.rpc.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header fields of a message, in their order. Names are compared without regard to case. */
public final class HttpHeaders {
  private final List<Field> fields = new ArrayList<>();

  /** One line of a header. */
  record Field(String name, String value) {}

  void add(String name, String value) {
    fields.add(new Field(name, value));
  }

  List<Field> fields() {
    return fields;
  }

  /** The first value that goes by this name. */
  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** All values that go by this name. */
  List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** Whether the first value that goes by this name is {@code value}, in whatever case. */
  public boolean says(String name, String value) {
    return first(name).filter(value::equalsIgnoreCase).isPresent();
  }
}
