// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.otagateway.gateway.app.UserError;

/** Files that people name. */
public final class InputFile {
    /** Files that are read whole are written by hand: more is a mistake. */
    private static final long MAX_OCTETS = 4L * 1024 * 1024;

    private InputFile() {}

    /** The text of a file in UTF-8, without a byte order mark; a {@link UserError} where it cannot be read. */
    public static String text(Path path) {
        try {
            if (Files.size(path) > MAX_OCTETS) {
                throw UserError.in(path.toString(), 0, null, null, "a file of at most " + MAX_OCTETS + " octets");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw UserError.in(path.toString(), 0, null, null, "text in UTF-8");
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * The octets of a file.
     *
     * @throws IOException where it cannot be read, or is larger than any file that is read whole
     */
    static byte[] octets(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] octets = in.readNBytes((int) MAX_OCTETS + 1);
            if (octets.length > MAX_OCTETS) {
                throw new IOException("it has more than " + MAX_OCTETS + " octets");
            }
            return octets;
        }
    }

    /** The fault that a file cannot be read. */
    public static UserError unreadable(Path path, IOException e) {
        return UserError.in(path.toString(), 0, null, null, "a file that can be read (" + why(path, e) + ")");
    }

    static String why(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is none";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (Files.isDirectory(path)) {
            return "it is a directory";
        }
        return String.valueOf(e.getMessage());
    }
}
