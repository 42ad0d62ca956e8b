// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that a YAML file names: where they are found, and which it asked for. Not thread-safe. */
public final class NamedFiles {
    private final Finder finder;
    private final Set<String> named = new LinkedHashSet<>();

    private NamedFiles(Finder finder) {
        this.finder = finder;
    }

    @FunctionalInterface
    private interface Finder {
        @Nullable
        Path find(String name);
    }

    /** Each is seen from {@code file}. */
    public static NamedFiles beside(String file) {
        return new NamedFiles(name -> Path.of(file).resolveSibling(name));
    }

    /** These alone, by the names that the file gives them: for a file that came from elsewhere. */
    public static NamedFiles given(Map<String, Path> files) {
        return new NamedFiles(Map.copyOf(files)::get);
    }

    /**
     * The octets of a file.
     *
     * @throws IOException where it cannot be read; its message says why
     * @throws InvalidPathException where the name is none of a file
     */
    byte[] read(String name) throws IOException {
        named.add(name);
        Path path = finder.find(name);
        try {
            if (path == null) {
                throw new NoSuchFileException(name);
            }
            return InputFile.octets(path);
        } catch (IOException e) {
            throw new IOException(InputFile.why(path == null ? Path.of("") : path, e), e);
        }
    }

    /** The names that were asked for, in this order. */
    public List<String> named() {
        return List.copyOf(named);
    }
}
