// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.CardColumns;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.files.CreateFile;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.Structure;

/** The words of remote file management in a job file. */
final class FileWords {
    private static final int MOST_OFFSET = 0x7FFF;
    private static final int MOST_OCTETS = 0x8000;
    private static final int MOST_RECORDS = 254;
    private static final int MOST_RECORD = 255;
    private static final Pattern RECORDS = Pattern.compile("[1-9][0-9]{0,2}(-[1-9][0-9]{0,2})?");
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9A-Fa-f]{4}");
    private static final Map<String, Structure> STRUCTURES = Arrays.stream(Structure.values())
            .collect(Collectors.toUnmodifiableMap(MakeFile::label, structure -> structure));

    private FileWords() {}

    static List<Word> all() {
        return List.of(
                new Word(SelectFile.WORD, reader(FileWords::select), SelectFile::fromJson),
                new Word(ReadBinary.WORD, reader(FileWords::readBinary), ReadBinary::fromJson),
                new Word(UpdateBinary.WORD, reader(FileWords::updateBinary), UpdateBinary::fromJson),
                new Word(ReadRecord.WORD, reader(FileWords::readRecord), ReadRecord::fromJson),
                new Word(UpdateRecord.WORD, reader(FileWords::updateRecord), UpdateRecord::fromJson),
                new Word(SearchRecord.WORD, reader(FileWords::searchRecord), SearchRecord::fromJson),
                new Word(ActivateFile.ACTIVATE, reader(node -> activate(node, true)), ActivateFile::activate),
                new Word(ActivateFile.DEACTIVATE, reader(node -> activate(node, false)), ActivateFile::deactivate),
                new Word(MakeFile.WORD, reader(FileWords::makeFile), MakeFile::fromJson),
                new Word(RemoveFile.WORD, reader(FileWords::removeFile), RemoveFile::fromJson),
                new Word(ResizeFile.WORD, reader(FileWords::resizeFile), ResizeFile::fromJson),
                new Word(VerifyPin.WORD, reader(FileWords::verifyPin), VerifyPin::fromJson),
                new Word(Refresh.WORD, FileWords::refresh, Refresh::fromJson));
    }

    /** A reader whose operations are checked against the file systems of all profiles. */
    private static Word.FromYaml reader(Function<YamlNode, FileOperation> yaml) {
        return (node, context) -> {
            try {
                FileOperation operation = yaml.apply(node);
                for (FileCommand files : context.fileSystems()) {
                    operation.require(files);
                    requireContent(operation, files);
                }
                return operation;
            } catch (IllegalArgumentException e) {
                throw fault(node, e);
            }
        };
    }

    /** What names no column is wrong for all cards or for none: it is compiled for a card without columns. */
    private static void requireContent(FileOperation operation, FileCommand files) {
        if (!operation.columns().isEmpty()) {
            return;
        }
        try {
            operation.compile(new PlanBuilder(NoCard.room(ScriptFormat.COMPACT), files), NoValues.INSTANCE);
        } catch (CompileException e) {
            throw new IllegalArgumentException(e.field() + ": expected " + e.expected(), e);
        }
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

    private static ReadRecord readRecord(YamlNode node) {
        YamlMap map = node.asMap();
        String records = map.scalar("record").anyText();
        if (!RECORDS.matcher(records).matches()) {
            throw map.scalar("record").wrong("a number from 1 to 254, or two such as 1-3");
        }
        String[] range = records.split("-", -1);
        ReadRecord read = new ReadRecord(
                file(map),
                Integer.parseInt(range[0]),
                Integer.parseInt(range[range.length - 1]),
                length(map, MOST_RECORD));
        map.noOtherKeys();
        return read;
    }

    private static UpdateRecord updateRecord(YamlNode node) {
        YamlMap map = node.asMap();
        UpdateRecord update = new UpdateRecord(
                file(map),
                map.scalar("record").integer(1, MOST_RECORDS),
                length(map, MOST_RECORD),
                content(map, "data", "value"));
        map.noOtherKeys();
        return update;
    }

    private static SearchRecord searchRecord(YamlNode node) {
        YamlMap map = node.asMap();
        SearchRecord search = new SearchRecord(
                file(map),
                map.optionalScalar("from")
                        .map(from -> from.integer(1, MOST_RECORDS))
                        .orElse(1),
                map.scalar("pattern").parse(ScriptTemplate::parse));
        map.noOtherKeys();
        return search;
    }

    private static ActivateFile activate(YamlNode node, boolean active) {
        return new ActivateFile(fileAlone(node), active);
    }

    private static RemoveFile removeFile(YamlNode node) {
        return new RemoveFile(fileAlone(node));
    }

    /** The word's one value is the file. */
    private static FileTarget fileAlone(YamlNode node) {
        if (node instanceof YamlScalar file) {
            return file.parse(FileTarget::parse);
        }
        YamlMap map = node.asMap();
        FileTarget target = map.scalar("file").parse(FileTarget::parse);
        map.noOtherKeys();
        return target;
    }

    private static MakeFile makeFile(YamlNode node) {
        YamlMap map = node.asMap();
        FileTarget target = map.scalar("file").parse(FileTarget::parse);
        int identifier = Administration.identifier(target, FileCommand.UICC);
        Structure structure = map.scalar("structure").oneOf(STRUCTURES);
        boolean transparent = structure == Structure.TRANSPARENT;
        int size = map.scalar(transparent ? "size" : "records").integer(1, transparent ? 0xFFFF : MOST_RECORDS);
        int recordLength = transparent ? 0 : map.scalar("record-length").integer(1, MOST_RECORD);
        YamlMap rules = map.required("access").asMap();
        int rulesFile = Integer.parseInt(rules.scalar("file").parse(FileWords::identifier), 16);
        int rulesRecord = rules.scalar("record").integer(1, MOST_RECORDS);
        rules.noOtherKeys();
        map.noOtherKeys();
        return new MakeFile(target, new CreateFile(identifier, structure, size, recordLength, rulesFile, rulesRecord));
    }

    private static String identifier(String text) {
        if (!IDENTIFIER.matcher(text).matches()) {
            throw new IllegalArgumentException("file: expected the identifier of EF.ARR, as 2F06 or 6F06, got " + text);
        }
        return text;
    }

    private static ResizeFile resizeFile(YamlNode node) {
        YamlMap map = node.asMap();
        ResizeFile resize = new ResizeFile(
                map.scalar("file").parse(FileTarget::parse), map.scalar("size").integer(1, 0xFFFF));
        map.noOtherKeys();
        return resize;
    }

    private static VerifyPin verifyPin(YamlNode node) {
        if (node instanceof YamlScalar pin) {
            return new VerifyPin(column(pin), OptionalInt.empty());
        }
        YamlMap map = node.asMap();
        VerifyPin verify = new VerifyPin(
                column(map.scalar("pin")),
                map.optionalScalar("reference")
                        .map(reference -> OptionalInt.of(reference.octet()))
                        .orElse(OptionalInt.empty()));
        map.noOtherKeys();
        return verify;
    }

    /** The profile's way, which must be one for all cards of the job: the operation has it then. */
    private static Refresh refresh(YamlNode node, ScriptContext context) {
        if (!node.asScalar().anyText().equals(Refresh.BY_PROFILE)) {
            throw node.asScalar().wrong(Refresh.BY_PROFILE + ", which is the way of the card profile");
        }
        List<Optional<CommandApdu>> ways = context.applications().stream()
                .map(Application::refresh)
                .distinct()
                .toList();
        if (ways.size() != 1 || ways.get(0).isEmpty()) {
            throw node.asScalar().wrong("card profiles whose application has the key refresh, the same in all");
        }
        return new Refresh(ways.get(0).get());
    }

    /** The name of a column, as adm1 or ${adm1}; what else stands there may be the secret itself. */
    private static String column(YamlScalar pin) {
        String name = pin.anyText().replaceAll("^\\$\\{|}$", "").toLowerCase(Locale.ROOT);
        if (!CardColumns.isSecret(name)) {
            throw pin.secret().wrong("the name of a column with a secret, such as pin1 or adm1");
        }
        return name;
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
