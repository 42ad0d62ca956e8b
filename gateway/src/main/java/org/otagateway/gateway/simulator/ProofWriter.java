// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.List;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.CommandPacket;
import org.otagateway.packet.secured.ProofOfReceipt;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponseSecurity;
import org.otagateway.packet.secured.ResponseStatus;
import org.otagateway.packet.secured.ResponseStatus.Meaning;

/** Makes proofs of receipt as SPI2 asks for them (TS 102 225 clause 5.2, TS 31.115 clause 4.3). Not thread-safe. */
final class ProofWriter {
    private final CardBehaviour behaviour;
    private final ResponseCodec responses = new ResponseCodec();

    ProofWriter(CardBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    /**
     * An answer on its way.
     *
     * @param packet from RPL to its end
     */
    record Proof(ResponseStatus status, Octets packet, UiccAnswer answer) {}

    /** A proof with the security that was asked for; without any where the card lacks the key. Empty for none wanted. */
    Optional<Proof> protectedAs(
            CommandPacket command, ResponseStatus status, Octets data, KeySets keys, UiccState card) {
        CommandHeader header = command.header();
        if (!isWanted(header, status)) {
            return Optional.empty();
        }
        Octets packet = seal(header, command.counter(), status, data, keys);
        if (header.spi().responseChannel() == ResponseChannel.DELIVER_REPORT) {
            Octets report = UserData.response(packet);
            if (report.length() <= behaviour.maxReport()) {
                return Optional.of(new Proof(status, packet, reportOnly(report)));
            }
        }
        // As real cards do, the DELIVER-REPORT says that the answer comes by SMS-SUBMIT.
        ResponseStatus follows = Meaning.RESPONSE_BY_SUBMIT.status();
        Octets report = UserData.response(seal(header, command.counter(), follows, Octets.EMPTY, keys));
        List<Octets> submits = UserData.submits(packet, card.nextSubmitReference());
        return Optional.of(new Proof(status, packet, new UiccAnswer(UiccAnswer.Kind.ACKNOWLEDGED, report, submits)));
    }

    /** An error without any security, in the DELIVER-REPORT whatever was asked for. Empty for none wanted. */
    Optional<Proof> unprotected(CommandHeader header, Counter counter, ResponseStatus status) {
        if (!isWanted(header, status)) {
            return Optional.empty();
        }
        Octets packet =
                responses.seal(ResponseSecurity.NONE, header.tar(), counter, status, Octets.EMPTY, KeySets.NONE);
        return Optional.of(new Proof(status, packet, reportOnly(UserData.response(packet))));
    }

    private static UiccAnswer reportOnly(Octets report) {
        return new UiccAnswer(UiccAnswer.Kind.ACKNOWLEDGED, report, List.of());
    }

    private static boolean isWanted(CommandHeader header, ResponseStatus status) {
        ProofOfReceipt wanted = header.spi().proofOfReceipt();
        return wanted == ProofOfReceipt.ALWAYS
                || (wanted == ProofOfReceipt.ON_ERROR && !status.equals(ResponseStatus.POR_OK));
    }

    private Octets seal(CommandHeader header, Counter counter, ResponseStatus status, Octets data, KeySets keys) {
        try {
            ResponseSecurity security = header.responseSecurity();
            int unpadded = ResponseSecurity.NONE.packetLength(data.length(), keys) + security.checkLength();
            byte[] padding = new byte[security.packetLength(data.length(), keys) - unpadded];
            if (padding.length > 0 && startsWith80(security, keys)) {
                padding[0] = (byte) 0x80;
            }
            return responses.seal(security, header.tar(), counter, status, data, Octets.copyOf(padding), keys);
        } catch (IllegalArgumentException e) {
            // SPI2 asks for what KIc and KID do not give; nothing else is thrown for these values.
            return responses.seal(ResponseSecurity.NONE, header.tar(), counter, status, data, keys);
        }
    }

    private boolean startsWith80(ResponseSecurity security, KeySets keys) {
        return switch (behaviour.padding()) {
            case ZEROS -> false;
            case ISO_9797 -> true;
            case ISO_9797_UNDER_AES ->
                keys.key(security.kic().keyVersion(), KeyRole.KIC)
                        .filter(key -> key.type() == KeyType.AES)
                        .isPresent();
        };
    }
}
