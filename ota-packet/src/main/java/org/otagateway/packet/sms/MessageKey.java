// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

/**
 * What the parts of one concatenated message have in common.
 *
 * @param sender the originating address as the caller writes it
 * @param reference 0…255 or 0…65535 by width
 * @param total 1…255
 */
public record MessageKey(String sender, ReferenceWidth width, int reference, int total) {
    public static MessageKey of(String sender, Concatenation place) {
        return new MessageKey(sender, place.width(), place.reference(), place.total());
    }
}
