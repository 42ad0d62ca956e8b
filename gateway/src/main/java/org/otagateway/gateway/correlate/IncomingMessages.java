// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.store.Correlations.Part;
import org.otagateway.gateway.store.Correlations.PartKey;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.sms.Concatenation;
import org.otagateway.packet.sms.PacketKind;
import org.otagateway.packet.sms.PartSet;
import org.otagateway.packet.sms.UserData;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/** Puts incoming messages together, across restarts, and hands on those that are PoRs: they carry element 71. */
final class IncomingMessages {
    /** User data with element 71 in hexadecimal, as some SMSCs put it into the text of a receipt. */
    private static final Pattern IN_TEXT = Pattern.compile("027100((?:[0-9a-f]{2}){13,})");

    private final Responses responses;

    IncomingMessages(Responses responses) {
        this.responses = responses;
    }

    void take(Occasion occasion, IncomingMessage message, String sender) {
        @Nullable UserData data = userData(message.userData());
        if (data == null || (!message.hasUserDataHeader() && data.packetKind().isEmpty())) {
            occasion.effects().found(message.hasUserDataHeader() ? Effects.Finding.MALFORMED : Effects.Finding.OTHER);
            responses.heard(occasion, sender);
            return;
        }
        Optional<Concatenation> place = data.concatenation();
        if (place.isEmpty()) {
            boolean unused = whole(occasion, sender, data);
        } else {
            part(occasion, sender, place.get(), message.userData());
        }
    }

    /** A PoR that came with a receipt, in hexadecimal within its text or in a parameter; one that was cut short cannot be read and says nothing. */
    void take(Occasion occasion, DeliveryReceipt receipt, String sender) {
        Optional<UserData> reported = receipt.reportedUserData().map(IncomingMessages::userData);
        if (reported.isPresent() && reported.get().packetKind().equals(Optional.of(PacketKind.RESPONSE))) {
            boolean unused = responses.take(occasion, sender, reported.get().payload());
            return;
        }
        Matcher matcher = IN_TEXT.matcher(receipt.text().toLowerCase(Locale.ROOT));
        if (matcher.find()) {
            boolean unused = responses.take(occasion, sender, Octets.hex(matcher.group(1)));
        }
    }

    private static @Nullable UserData userData(Octets octets) {
        return UserData.decode(octets).success().orElse(null);
    }

    /** False where it is a PoR that answers nothing. */
    private boolean whole(Occasion occasion, String sender, UserData data) {
        if (data.packetKind().equals(Optional.of(PacketKind.RESPONSE))) {
            return responses.take(occasion, sender, data.payload());
        }
        occasion.effects().found(Effects.Finding.OTHER);
        responses.heard(occasion, sender);
        return true;
    }

    private void part(Occasion occasion, String sender, Concatenation place, Octets octets) {
        PartKey key = new PartKey(sender, place.width().octets(), place.reference(), place.total());
        occasion.tx().correlations().putPart(key, new Part(place.number(), octets), occasion.now());
        PartSet parts = PartSet.empty(place.total());
        for (Part part : occasion.tx().correlations().parts(key, occasion.now().minus(Correlator.PARTS_KEPT))) {
            UserData data = userData(part.octets());
            if (data != null && part.number() <= place.total()) {
                parts = parts.with(part.number(), data);
            }
        }
        Optional<UserData> all = parts.whole();
        if (all.isEmpty()) {
            occasion.effects().found(Effects.Finding.PART);
            return;
        }
        // A part may be left over from an earlier message under the same reference. What answers nothing stays, so that
        // parts still to come take the place of the old ones.
        if (whole(occasion, sender, all.get())) {
            occasion.tx().correlations().dropParts(key);
        }
    }
}
