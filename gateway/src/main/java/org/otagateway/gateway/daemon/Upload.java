// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.NamedFiles;
import org.otagateway.gateway.vault.Vault;

/** Files that one request hands over: a card file, sealed on the disk, and a job file with the files it names. */
public final class Upload implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path place;
    private final Vault vault;
    private final Map<String, Path> named = new LinkedHashMap<>();
    private final MessageDigest digest = sha256();

    Upload(Path place, Vault vault) {
        this.place = place;
        this.vault = vault;
    }

    Path place() {
        return place;
    }

    /** Takes the card file; {@link #cardsDigest} is known once the stream is closed. */
    public OutputStream cards() throws IOException {
        OutputStream file =
                new BufferedOutputStream(Files.newOutputStream(cardsFile(), StandardOpenOption.CREATE_NEW), BUFFER);
        return new BufferedOutputStream(new DigestOutputStream(vault.sealing(file), digest), BUFFER);
    }

    /** Whether a card file came. */
    boolean hasCards() {
        return Files.exists(cardsFile());
    }

    /** SHA-256 of the card file. Once only. */
    byte[] cardsDigest() {
        return digest.digest();
    }

    /** Reads the card file; before its digest was compared nothing vouches for it. */
    InputStream readCards() throws IOException {
        return vault.unsealing(new BufferedInputStream(Files.newInputStream(cardsFile()), BUFFER));
    }

    /** SHA-256 of what {@link #readCards} gives, hexadecimal. */
    String digestAgain() throws IOException {
        MessageDigest again = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = readCards()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                again.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(again.digest());
    }

    /** Waits until the card file is on the disk. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(cardsFile(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Where the job file goes. */
    public Path job() throws IOException {
        return file("job");
    }

    /**
     * Where a file goes that the job file names; its name is a key and no path here.
     *
     * @throws UserError where it was there before
     */
    public Path named(String name) throws IOException {
        Path file = file("named-" + named.size());
        if (named.putIfAbsent(name, file) != null) {
            throw new UserError("expected each file once, got '" + name + "' twice");
        }
        return file;
    }

    /** The files that the job file may name. */
    NamedFiles named() {
        return NamedFiles.given(named);
    }

    private Path file(String name) throws IOException {
        return Files.createDirectories(place.resolve("files")).resolve(name);
    }

    /** Forgets the files beside the card file. */
    void dropFiles() {
        Inbox.remove(place.resolve("files"));
    }

    private Path cardsFile() {
        return place.resolve("cards");
    }

    /** Removes the files, unless they are kept for a job. */
    @Override
    public void close() {
        Inbox.remove(place);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
