// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.files.FileCommand;

/** The words of remote file management in a job file. */
final class FileWords {
    private static final int MOST_OFFSET = 0x7FFF;
    private static final int MOST_OCTETS = 0x8000;

    private FileWords() {}

    static List<Word> all() {
        return List.of(
                new Word(SelectFile.WORD, reader(FileWords::select), SelectFile::fromJson),
                new Word(ReadBinary.WORD, reader(FileWords::readBinary), ReadBinary::fromJson),
                new Word(UpdateBinary.WORD, reader(FileWords::updateBinary), UpdateBinary::fromJson));
    }

    /** A reader whose operations are checked against the file systems of all profiles. */
    private static Word.FromYaml reader(Function<YamlNode, FileOperation> yaml) {
        return (node, context) -> {
            FileOperation operation = yaml.apply(node);
            for (FileCommand files : context.fileSystems()) {
                try {
                    operation.require(files);
                } catch (IllegalArgumentException e) {
                    throw fault(node, e);
                }
            }
            return operation;
        };
    }

    /** A fault at the key that the message names, or at the word. */
    private static UserError fault(YamlNode node, IllegalArgumentException e) {
        String field = String.valueOf(e.getMessage()).replaceFirst(":.*", "");
        if (node instanceof YamlMap map) {
            Optional<YamlNode> at = map.optional(field);
            if (at.isPresent() && at.get() instanceof YamlScalar scalar) {
                return scalar.wrong(Expectation.of(e));
            }
        }
        return node instanceof YamlScalar scalar ? scalar.wrong(Expectation.of(e)) : node.fault(Expectation.of(e));
    }

    private static SelectFile select(YamlNode node) {
        if (node instanceof YamlScalar file) {
            return new SelectFile(file.parse(FileTarget::parse));
        }
        YamlMap map = node.asMap();
        FileTarget target = map.optionalScalar("aid")
                .map(aid -> aid.parse(FileTarget::application))
                .orElseGet(() -> map.scalar("file").parse(FileTarget::parse));
        map.noOtherKeys();
        return new SelectFile(target);
    }

    private static ReadBinary readBinary(YamlNode node) {
        if (node instanceof YamlScalar file) {
            return new ReadBinary(file.parse(FileTarget::parse), 0, OptionalInt.empty());
        }
        YamlMap map = node.asMap();
        ReadBinary read = new ReadBinary(file(map), offset(map), length(map, MOST_OCTETS));
        map.noOtherKeys();
        return read;
    }

    private static UpdateBinary updateBinary(YamlNode node) {
        YamlMap map = node.asMap();
        UpdateBinary update =
                new UpdateBinary(file(map), offset(map), length(map, MOST_OCTETS), content(map, "data", "value"));
        map.noOtherKeys();
        return update;
    }

    static @Nullable FileTarget file(YamlMap map) {
        return map.optionalScalar("file")
                .map(file -> file.parse(FileTarget::parse))
                .orElse(null);
    }

    private static int offset(YamlMap map) {
        return map.optionalScalar("offset")
                .map(offset -> offset.integer(0, MOST_OFFSET))
                .orElse(0);
    }

    static OptionalInt length(YamlMap map, int most) {
        return map.optionalScalar("length")
                .map(length -> OptionalInt.of(length.integer(1, most)))
                .orElse(OptionalInt.empty());
    }

    /** What stands behind one of two keys: hexadecimal, or words, which may be a list. */
    static Content content(YamlMap map, String hexKey, String wordsKey) {
        Optional<YamlScalar> data = map.optionalScalar(hexKey);
        Optional<YamlNode> value = map.optional(wordsKey);
        if (data.isPresent() == value.isPresent()) {
            throw map.fault("either " + wordsKey + " (in words) or " + hexKey + " (in hexadecimal)");
        }
        if (data.isPresent()) {
            return data.get().parse(Content::data);
        }
        YamlNode words = value.orElseThrow();
        if (words instanceof YamlList list) {
            return Content.value(String.join(
                    ", ",
                    list.nodes().stream()
                            .map(entry -> entry.asScalar().anyText())
                            .toList()));
        }
        return words.asScalar().parse(Content::value);
    }
}
