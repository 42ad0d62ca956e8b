// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;

/** Where the root key comes from: the environment, or a file that only its owner may read. */
final class RootKey {
    /** Octets of a root key, for AES-256. */
    static final int OCTETS = 32;

    /** The variable of the environment that holds it, 64 hexadecimal digits. */
    static final String VARIABLE = "OTA_ROOT_KEY";

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private RootKey() {}

    /** @throws VaultException where it is no root key; the message does not hold it */
    static SecretOctets fromEnvironment(String digits) {
        return parse(VARIABLE, digits);
    }

    /** The key in {@code file}, or null where there is no such file. */
    static @Nullable SecretOctets read(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw new VaultException(file + ": expected a file that only its owner may read or write (mode 0600),"
                        + " got " + PosixFilePermissions.toString(permissions));
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new VaultException(file + ": the root key cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes a key at random and writes it to {@code file}, which did not exist; it is on the disk when this returns. */
    static SecretOctets make(Path file) {
        byte[] octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        byte[] text = (HexFormat.of().formatHex(octets) + "\n").getBytes(StandardCharsets.US_ASCII);
        // Written apart and linked into place: a kill leaves a whole key or none.
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(text);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.createLink(file, draft);
            Files.delete(draft);
            sync(file.toAbsolutePath().getParent());
            return SecretOctets.copyOf(octets);
        } catch (FileAlreadyExistsException e) {
            throw new VaultException(file + ": another process made a root key at the same time", e);
        } catch (IOException e) {
            throw new VaultException(file + ": the root key cannot be written: " + e.getMessage(), e);
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    private static void sync(@Nullable Path directory) throws IOException {
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static SecretOctets parse(String source, String digits) {
        try {
            SecretOctets key = SecretOctets.hex(digits.strip());
            if (key.length() == OCTETS) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw new VaultException(source + ": expected a root key of 64 hexadecimal digits", e);
        }
        throw new VaultException(source + ": expected a root key of 64 hexadecimal digits");
    }
}
