package cairn.p2p.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Says in words what is wrong with a file; exceptions often have no more than their names. */
public final class FileFailure {
  private FileFailure() {}

  /** What has happened, without the name of the file. */
  public static String text(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "Permission denied";
      case NoSuchFileException _ -> "No such file or directory";
      case FileAlreadyExistsException _ -> "there is such a file already";
      case NotDirectoryException _ -> "Not a directory";
      case CharacterCodingException _ -> "it is not text in UTF-8";
      case FileSystemException at ->
          Objects.requireNonNullElse(at.getReason(), at.getClass().getSimpleName());
      default ->
          Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    };
  }
}
