// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * What a card answers to a compact script (TS 102 226 clause 5.1.2).
 *
 * <pre>
 * | number of commands executed (1) | status word of the last one (2) | its response data |
 * </pre>
 *
 * @param commandsExecuted 0…255; the command that failed and ended the script counts
 * @param lastStatusWord of the last command executed
 * @param lastResponseData of the last command executed, perhaps none
 */
public record CompactResponse(int commandsExecuted, StatusWord lastStatusWord, Octets lastResponseData) {
    public CompactResponse {
        if (commandsExecuted < 0 || commandsExecuted > 255) {
            throw new IllegalArgumentException("number of commands: expected 0 to 255, got " + commandsExecuted);
        }
    }

    public Octets encode() {
        return Octets.concat(Octets.of(commandsExecuted, lastStatusWord.sw1(), lastStatusWord.sw2()), lastResponseData);
    }

    public static Decoded<CompactResponse> decode(Octets octets) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(octets, "TS 102 226 5.1.2");
            return new CompactResponse(
                    in.u8("number of commands"), new StatusWord(in.u16("last status word")), in.rest());
        });
    }
}
