// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.Opened;
import org.otagateway.packet.secured.ParsedResponse;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.packet.secured.ResponseSecurity;
import org.otagateway.packet.secured.ResponseStatus;
import org.otagateway.packet.secured.SealingException;
import org.otagateway.packet.secured.Spi;

/** A response packet: from its fields, and to them. Not thread-safe. */
final class ResponseFields {
    /** The number of commands and a status word: less is no answer to a script. */
    private static final int SHORTEST_SCRIPT_RESPONSE = 3;

    private final ResponseCodec codec = new ResponseCodec();

    /**
     * Seals the response that {@code decoded} describes, with its padding where it has one, else with zeros.
     *
     * @param decoded {@code response_decoded} or {@code deliver_report_decoded}
     */
    Octets seal(Fields fields, Fields decoded) throws BadVector {
        int known = decoded.has("cc") ? decoded.octets("cc").length() : 0;
        ResponseSecurity security = security(fields, known);
        KeySets keys = Settings.responseKeys(fields, security);
        ResponseStatus status = new ResponseStatus(decoded.octets("status", 1).get(0));
        Octets data = decoded.octets("data");
        try {
            Optional<Octets> padding = decoded.optionalOctets("padding");
            Octets packet = padding.isPresent()
                    ? codec.seal(
                            security,
                            Settings.tar(decoded),
                            Settings.counter(decoded),
                            status,
                            data,
                            padding.get(),
                            keys)
                    : codec.seal(security, Settings.tar(decoded), Settings.counter(decoded), status, data, keys);
            return packet;
        } catch (SealingException e) {
            throw Settings.sealing(e);
        } catch (IllegalArgumentException e) {
            throw new BadVector(
                    decoded.path("padding"),
                    "octets that fill the last block",
                    decoded.octets("padding").length() + " octets");
        }
    }

    /** Opens a response packet. */
    ResponsePacket open(Fields fields, String field, Octets packet) throws BadVector {
        ParsedResponse parsed = Settings.value(ResponseCodec.parse(packet), field);
        ResponseSecurity security = security(fields, parsed.checkLength());
        Opened<ResponsePacket> opened = codec.open(parsed, security, Settings.responseKeys(fields, security));
        if (opened.failure().isPresent()) {
            throw new BadVector(
                    field,
                    "a packet that opens with these keys",
                    "one that does not: " + opened.failure().get().describe());
        }
        return opened.success().orElseThrow();
    }

    /** {@code response_decoded}: the fields in clear, and the data read as the answer to a compact script. */
    static ObjectNode clear(ResponsePacket packet) {
        ObjectNode decoded = JsonNodeFactory.instance.objectNode();
        decoded.put("status", packet.status().toHex());
        decoded.put("tar", packet.tar().toString());
        decoded.put("cntr", packet.counter().toHex());
        decoded.put("pcntr", Octets.of(packet.paddingCounter()).toHex());
        decoded.put("cc", packet.check().toHex());
        decoded.put("padding", packet.padding().toHex());
        decoded.put("data", packet.data().toHex());
        if (packet.data().length() >= SHORTEST_SCRIPT_RESPONSE) {
            CompactResponse.decode(packet.data())
                    .success()
                    .ifPresent(script -> decoded.putObject("script")
                            .put("number_of_commands", script.commandsExecuted())
                            .put("last_status_word", script.lastStatusWord().toString())
                            .put("last_response_data", script.lastResponseData().toHex()));
        }
        return decoded;
    }

    /** What stands behind the response: "checksum", "redundancy check" or "none". */
    static String assurance(ResponsePacket packet) {
        return switch (packet.assurance()) {
            case NONE -> "none";
            case REDUNDANCY_CHECK -> "redundancy check";
            case CHECKSUM -> "checksum";
        };
    }

    /**
     * The security that SPI2 asked for. An AES-CMAC has 4 or 8 octets: the object's {@code cc_length} says which where it
     * cannot be that of an RC of the command, or else what is known of the response itself.
     */
    private static ResponseSecurity security(Fields fields, int known) throws BadVector {
        Spi spi = Settings.spi(fields);
        Kic kic = Settings.kic(fields);
        Kid kid = Settings.kid(fields);
        int length = switch (spi.responseIntegrity()) {
            case NONE, DS -> 0;
            case RC -> kid.coding() == 5 ? 4 : 2;
            case CC -> known == 4 ? 4 : 8;
        };
        if (spi.responseIntegrity() == IntegrityMode.CC
                && spi.integrity() != IntegrityMode.RC
                && fields.has("cc_length")
                && fields.number("cc_length") != 0) {
            length = fields.number("cc_length");
        }
        try {
            return new ResponseSecurity(spi.responseIntegrity(), spi.responseCiphered(), kic, kid, length);
        } catch (IllegalArgumentException e) {
            throw new BadVector("cc_length", "a length that SPI2 and KID allow", length + " (" + e.getMessage() + ")");
        }
    }
}
