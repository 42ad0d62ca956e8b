// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.time.Duration;
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
    /** How long the other parts of a message are waited for. */
    static final Duration PARTS_KEPT = Duration.ofHours(1);

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
            return;
        }
        Optional<Concatenation> place = data.concatenation();
        if (place.isEmpty()) {
            whole(occasion, sender, data);
        } else {
            part(occasion, sender, place.get(), message.userData());
        }
    }

    /** A PoR in hexadecimal within the text of a receipt; one that was cut short cannot be read and says nothing. */
    void take(Occasion occasion, DeliveryReceipt receipt, String sender) {
        Matcher matcher = IN_TEXT.matcher(receipt.text().toLowerCase(Locale.ROOT));
        if (matcher.find()) {
            responses.take(occasion, sender, Octets.hex(matcher.group(1)));
        }
    }

    private static @Nullable UserData userData(Octets octets) {
        return UserData.decode(octets).success().orElse(null);
    }

    private void whole(Occasion occasion, String sender, UserData data) {
        if (data.packetKind().equals(Optional.of(PacketKind.RESPONSE))) {
            responses.take(occasion, sender, data.payload());
        } else {
            occasion.effects().found(Effects.Finding.OTHER);
        }
    }

    private void part(Occasion occasion, String sender, Concatenation place, Octets octets) {
        PartKey key = new PartKey(sender, place.width().octets(), place.reference(), place.total());
        occasion.tx().correlations().putPart(key, new Part(place.number(), octets), occasion.now());
        PartSet parts = PartSet.empty(place.total());
        for (Part part : occasion.tx().correlations().parts(key, occasion.now().minus(PARTS_KEPT))) {
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
        occasion.tx().correlations().dropParts(key);
        whole(occasion, sender, all.get());
    }
}
