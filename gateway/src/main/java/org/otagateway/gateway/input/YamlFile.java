// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otagateway.gateway.app.UserError;

/** Reads YAML into nodes that know their lines. No aliases, no doubled keys, one document. */
public final class YamlFile {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final Pattern MARK = Pattern.compile(" in '?reader'?, line ([0-9]{1,9}), column");

    private final String file;
    private final YAMLParser parser;
    private final UnaryOperator<String> expand;
    private final NamedFiles files;

    private YamlFile(String file, YAMLParser parser, UnaryOperator<String> expand, NamedFiles files) {
        this.file = file;
        this.files = files;
        this.parser = parser;
        this.expand = expand;
    }

    /** Reads a file whose whole is a map, its values as they stand. */
    public static YamlMap read(Path path) {
        return read(path, NamedFiles.beside(path.toString()));
    }

    /** The same for a file that may name {@code files}. */
    public static YamlMap read(Path path, NamedFiles files) {
        return read(path.toString(), InputFile.text(path), UnaryOperator.identity(), files);
    }

    /**
     * Reads a text whose whole is a map.
     *
     * @param file what faults call it
     * @param expand what each value goes through; its {@link IllegalArgumentException} becomes a {@link UserError}
     * @throws UserError where it is no such YAML
     */
    public static YamlMap read(String file, String text, UnaryOperator<String> expand) {
        return read(file, text, expand, NamedFiles.beside(file));
    }

    private static YamlMap read(String file, String text, UnaryOperator<String> expand, NamedFiles files) {
        try (YAMLParser parser = FACTORY.createParser(BarePlaceholders.quoted(text))) {
            return new YamlFile(file, parser, expand, files).document();
        } catch (JsonProcessingException e) {
            throw notYaml(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The reader tells where it began ("while scanning ...", " in 'reader', line 1, column 1:") and then what stopped it,
     * in the same form; the last is what has to be mended. The octets around it, which it shows too, may be secret.
     */
    private static UserError notYaml(String file, JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNr(), 0);
        String problem = "no message";
        String before = problem;
        boolean marked = false;
        for (String text : String.valueOf(e.getOriginalMessage()).lines().toList()) {
            Matcher mark = MARK.matcher(text);
            if (mark.lookingAt()) {
                line = Integer.parseInt(mark.group(1));
                problem = before;
                marked = true;
            } else if (!marked && before.equals("no message")) {
                problem = text;
            }
            before = text;
        }
        return UserError.in(file, line, null, null, "YAML (" + problem.strip() + ")");
    }

    private YamlMap document() throws IOException {
        YamlNode.Place whole = new YamlNode.Place(file, 1, "", files);
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw whole.fault(null, "a map of keys and values");
        }
        YamlMap map = node(first, whole).asMap();
        if (parser.nextToken() != null) {
            throw new YamlNode.Place(file, line(), "", files).fault(null, "the end of the file after one document");
        }
        return map;
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private YamlNode node(JsonToken token, YamlNode.Place place) throws IOException {
        if (parser.isCurrentAlias()) {
            throw place.fault(null, "a value, not an alias");
        }
        return switch (token) {
            case START_OBJECT -> map(place);
            case START_ARRAY -> list(place);
            case VALUE_NULL -> throw place.fault(null, "a value");
            default -> new YamlScalar(place, expanded(place, parser.getText()), false);
        };
    }

    private YamlMap map(YamlNode.Place place) throws IOException {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            YamlNode.Place child = place.child(key, line());
            if (nodes.put(key, node(parser.nextToken(), child)) != null) {
                throw child.fault(null, "each key once");
            }
        }
        return new YamlMap(place, nodes);
    }

    private YamlList list(YamlNode.Place place) throws IOException {
        List<YamlNode> nodes = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            YamlNode.Place child =
                    new YamlNode.Place(file, line(), place.field() + "[" + (nodes.size() + 1) + "]", files);
            nodes.add(node(token, child));
        }
        return new YamlList(place, nodes);
    }

    private String expanded(YamlNode.Place place, String text) {
        try {
            return expand.apply(text);
        } catch (IllegalArgumentException e) {
            throw place.fault(text, Expectation.of(e));
        }
    }
}
