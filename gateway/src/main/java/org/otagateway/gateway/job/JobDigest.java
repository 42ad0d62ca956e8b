// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.otagateway.gateway.input.InputFile;

/**
 * What names a job: the SHA-256 of the SHA-256 of its job file and the SHA-256 of its card file, so that no octet can
 * move from one file to the other without a change.
 */
public final class JobDigest {
    private static final int BUFFER = 1 << 16;

    private JobDigest() {}

    /** 64 hexadecimal digits; a {@link org.otagateway.gateway.app.UserError} where a file cannot be read. */
    public static String of(Path job, Path cards) {
        return of(of(job), of(cards));
    }

    /** The same from the SHA-256 of each file. */
    public static String of(byte[] job, byte[] cards) {
        MessageDigest both = sha256();
        both.update(job);
        both.update(cards);
        return HexFormat.of().formatHex(both.digest());
    }

    /** The SHA-256 of one file; a {@link org.otagateway.gateway.app.UserError} where it cannot be read. */
    public static byte[] of(Path file) {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw InputFile.unreadable(file, e);
        }
        return digest.digest();
    }

    /** The SHA-256 of a text in UTF-8, which stands for a card file. */
    public static byte[] of(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
