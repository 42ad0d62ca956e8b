// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.store.StoreSettings;

/** What opens the API: 32 octets at random in a file beside the database that only its owner may read. Never printed. */
public final class ApiToken {
    private static final int OCTETS = 32;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final String text;
    private final byte[] digest;

    private ApiToken(String text) {
        this.text = text;
        this.digest = digest(text);
    }

    /** Where the token of a store is. */
    public static Path file(StoreSettings store) {
        return store.beside(".token");
    }

    /**
     * The token in {@code file}, which is made where it is missing.
     *
     * @throws OutsideFault where it cannot be written or read, or others may read it
     */
    public static ApiToken obtain(Path file) {
        try {
            byte[] octets = new byte[OCTETS];
            new SecureRandom().nextBytes(octets);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            if (!Files.exists(file)) {
                Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER));
                Files.writeString(draft, text + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
                Files.createLink(file, draft);
                Files.delete(draft);
            }
        } catch (FileAlreadyExistsException e) {
            throw new OutsideFault(file + ": another process made a token at the same time", e);
        } catch (IOException e) {
            throw new OutsideFault("cannot write the token of the API " + file + ": " + e, e);
        }
        return read(file);
    }

    /**
     * The token in {@code file}.
     *
     * @throws OutsideFault where it cannot be read, or others may read it
     */
    public static ApiToken read(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw new OutsideFault(
                        file + ": expected a file that only its owner may read or write (mode 0600), got "
                                + PosixFilePermissions.toString(permissions));
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!text.matches("[A-Za-z0-9_-]{32,256}")) {
                throw new UserError(file + ": expected a token of 32 letters or more");
            }
            return new ApiToken(text);
        } catch (NoSuchFileException e) {
            throw new OutsideFault(file + ": the token of the API is missing", e);
        } catch (IOException e) {
            throw new OutsideFault("cannot read the token of the API " + file + ": " + e, e);
        }
    }

    /** Whether {@code header}, the value of Authorization, carries it; takes the same time whatever it holds. */
    public boolean opens(String header) {
        boolean bearer = header.regionMatches(true, 0, "Bearer ", 0, 7);
        return MessageDigest.isEqual(digest, digest(bearer ? header.substring(7).strip() : "")) && bearer;
    }

    /** The value of Authorization that carries it. */
    public String header() {
        return "Bearer " + text;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "ApiToken";
    }
}
