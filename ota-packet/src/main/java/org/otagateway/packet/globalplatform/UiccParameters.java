// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * UICC system specific parameters, object EA (TS 102 226 clause 8.2.1.3.2.2).
 *
 * <pre>
 * | [80 toolkit] | [81 access to files] | [82 administrative access to files] |
 * </pre>
 *
 * @param toolkit toolkit parameters
 * @param access the file systems that the applet may use
 * @param administrative the file systems that it may manage
 */
public record UiccParameters(@Nullable UiccToolkit toolkit, List<FileAccess> access, List<FileAccess> administrative) {
    private static final int TOOLKIT = 0x80;
    private static final int ACCESS = 0x81;
    private static final int ADMINISTRATIVE = 0x82;

    public UiccParameters {
        access = List.copyOf(access);
        administrative = List.copyOf(administrative);
    }

    /** The value of object EA. */
    public Octets encode() {
        return Octets.concat(
                toolkit == null ? Octets.EMPTY : Tlv.encode(TOOLKIT, toolkit.encode()),
                FileAccess.encode(ACCESS, access),
                FileAccess.encode(ADMINISTRATIVE, administrative));
    }

    /** Reads the value of object EA, each object at most once. */
    public static Decoded<UiccParameters> decode(Octets value) {
        return Decoded.attempt(() -> read(value));
    }

    static UiccParameters read(Octets value) throws MalformedException {
        OctetReader in = new OctetReader(value, InstallParameters.CLAUSE);
        InstallParameters.Once once = new InstallParameters.Once(in);
        UiccToolkit toolkit = null;
        List<FileAccess> access = List.of();
        List<FileAccess> administrative = List.of();
        while (!in.atEnd()) {
            Tlv object = once.next("UICC parameter");
            switch (object.tag()) {
                case TOOLKIT -> toolkit = UiccToolkit.read(object.value());
                case ACCESS -> access = FileAccess.read(object.value());
                case ADMINISTRATIVE -> administrative = FileAccess.read(object.value());
                default -> throw once.unknown("80, 81 or 82");
            }
        }
        return new UiccParameters(toolkit, access, administrative);
    }

    /**
     * Object 80 (clause 8.2.1.3.2.2.1): the toolkit parameters, TARs included, and the number of services.
     *
     * @param parameters the fields of both codings
     * @param services most services of the applet, 0…8
     */
    public record UiccToolkit(ToolkitParameters parameters, int services) {
        private static final int MAX_SERVICES = 8;

        public UiccToolkit {
            ToolkitParameters.within("services", services, MAX_SERVICES);
        }

        Octets encode() {
            return Octets.concat(parameters.encodeWithoutTars(), parameters.encodeTars(), Octets.of(services));
        }

        static UiccToolkit read(Octets value) throws MalformedException {
            OctetReader in = new OctetReader(value, "TS 102 226 8.2.1.3.2.2.1");
            ToolkitParameters parameters = ToolkitParameters.readWithoutTars(in);
            parameters = parameters.with(ToolkitParameters.readTars(in));
            int at = in.offset();
            int services = in.u8("services");
            if (services > MAX_SERVICES) {
                throw in.fail("services", at, "at most " + MAX_SERVICES, Integer.toString(services));
            }
            in.end("toolkit parameters");
            return new UiccToolkit(parameters, services);
        }
    }

    /**
     * Access to the files of one file system (clauses 8.2.1.3.2.2.2 and 8.2.1.3.2.2.3).
     *
     * <pre>
     * | length 1, AID | length 1, access domain | length 1, DAP |     length 00: the files shared by all applications
     * </pre>
     *
     * @param application of an ADF, or null for the shared file system
     * @param accessDomain its parameter and data
     * @param authentication access domain DAP, perhaps none
     */
    public record FileAccess(@Nullable Aid application, Octets accessDomain, Octets authentication) {
        public FileAccess {
            ToolkitParameters.within("access domain octets", accessDomain.length(), 0xFF);
            ToolkitParameters.within("access domain DAP octets", authentication.length(), 0xFF);
        }

        static Octets encode(int tag, List<FileAccess> all) {
            if (all.isEmpty()) {
                return Octets.EMPTY;
            }
            Octets[] parts = new Octets[all.size()];
            for (int i = 0; i < parts.length; i++) {
                FileAccess one = all.get(i);
                parts[i] = Octets.concat(
                        Tlv.lengthAndValue(one.application == null ? Octets.EMPTY : one.application.value()),
                        Tlv.lengthAndValue(one.accessDomain),
                        Tlv.lengthAndValue(one.authentication));
            }
            return Tlv.encode(tag, Octets.concat(parts));
        }

        static List<FileAccess> read(Octets value) throws MalformedException {
            OctetReader in = new OctetReader(value, "TS 102 226 8.2.1.3.2.2.2");
            List<FileAccess> all = new ArrayList<>();
            do {
                Aid application = in.peek("AID length") == 0 ? null : Aid.read(in, "AID");
                if (application == null) {
                    in.u8("AID length");
                }
                all.add(new FileAccess(
                        application,
                        Tlv.readLengthAndValue(in, "access domain"),
                        Tlv.readLengthAndValue(in, "access domain DAP")));
            } while (!in.atEnd());
            return all;
        }
    }
}
