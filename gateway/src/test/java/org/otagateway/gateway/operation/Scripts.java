// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.KicCoding;
import org.otagateway.gateway.card.KidCoding;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.input.YamlFile;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** Scripts as in a job file, compiled for one card. */
final class Scripts {
    private Scripts() {}

    /** A route whose packets carry so many octets of a compact script. */
    static PacketRoom room(int octets) {
        return room(octets, ScriptFormat.COMPACT);
    }

    static PacketRoom room(int octets, ScriptFormat format) {
        return new PacketRoom() {
            @Override
            public int octets(int keyVersion) {
                return octets;
            }

            @Override
            public ScriptFormat format() {
                return format;
            }
        };
    }

    /** Operations of a script, read against an application of a file system. */
    static List<Operation> read(FileCommand files, String script) {
        Application application = new Application(
                "rfm",
                Tar.hex(files == FileCommand.SIM ? "B00010" : "B00011"),
                Spi.hex("1639"),
                1,
                KicCoding.OF_KEY,
                KidCoding.OF_KEY,
                8,
                ScriptFormat.COMPACT,
                "",
                files == FileCommand.SIM
                        ? Optional.empty()
                        : Optional.of(new CommandApdu(0x80, 0xAA, 0, 0, Octets.EMPTY, 0)));
        String yaml = "script:\n" + script.indent(2);
        return ScriptYaml.read(
                        YamlFile.read("job.yaml", yaml, UnaryOperator.identity())
                                .required("script")
                                .asList(),
                        ScriptContext.of(Path.of("."), List.of(application)))
                .stream()
                .map(ScriptYaml.Entry::operation)
                .toList();
    }

    static Plan compile(PacketRoom room, Map<String, String> columns, String script) throws CompileException {
        return compile(room, FileCommand.UICC, columns, script);
    }

    static Plan compile(PacketRoom room, FileCommand files, Map<String, String> columns, String script)
            throws CompileException {
        return PlanCompiler.compile(
                read(files, script), ExpectedStatusWords.defaultFor(files.cla()), values(columns), room, files);
    }

    static CardValues values(Map<String, String> columns) {
        return new CardValues() {
            @Override
            public String column(String name) {
                String value = columns.get(name);
                if (value == null) {
                    throw new IllegalArgumentException(name + ": expected a value");
                }
                return value;
            }

            @Override
            public KeySet keys(int version) {
                throw new IllegalArgumentException("no keys of version " + version);
            }

            @Override
            public List<Integer> keyVersions() {
                return List.of(1);
            }
        };
    }
}
