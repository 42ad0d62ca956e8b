// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.InputFile;
import org.otagateway.gateway.input.YamlFile;

/** The card profiles by their names: those of a folder, and {@code generic}, which a file of that name replaces. */
public final class CardProfiles {
    /** The profile of a card whose row names none. */
    public static final String GENERIC = "generic";

    private final Map<String, CardProfile> byName;

    private CardProfiles(Map<String, CardProfile> byName) {
        this.byName = byName;
    }

    /**
     * Reads all files {@code *.yaml} of a folder; a profile has the name of its file.
     *
     * @param folder null: {@code generic} alone
     * @throws UserError where the folder or a file cannot be read or is wrong
     */
    public static CardProfiles load(@Nullable Path folder) {
        Map<String, CardProfile> profiles = new TreeMap<>();
        profiles.put(GENERIC, builtIn());
        if (folder != null) {
            for (Path file : files(folder)) {
                String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
                profiles.put(name, CardProfileYaml.read(name, YamlFile.read(file)));
            }
        }
        return new CardProfiles(profiles);
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(files::add);
        } catch (IOException e) {
            throw InputFile.unreadable(folder, e);
        }
        return files;
    }

    private static CardProfile builtIn() {
        String resource = GENERIC + ".yaml";
        try (InputStream in = CardProfiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return CardProfileYaml.read(GENERIC, YamlFile.read(resource, text, UnaryOperator.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<CardProfile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<CardProfile> all() {
        return byName.values();
    }

    /** The names, for people. */
    public String names() {
        return String.join(", ", byName.keySet());
    }
}
