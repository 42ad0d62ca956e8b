// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * The fields that every submit_sm of a link has alike, SMPP 3.4 clause 4.4.1.
 *
 * @param serviceType up to 5 characters of ASCII
 * @param esmClass one octet; 40 says that the user data has a header
 * @param protocolId TP-PID, one octet; 7F is (U)SIM data download
 * @param dataCoding one octet; F6 and 16 are 8 bit data, class 2
 * @param registeredDelivery one octet; 01 asks for a final receipt
 * @param messagePayload the user data goes in the parameter message_payload and short_message is empty
 * @param validity how the end of the validity is written
 */
public record SubmitFields(
        String serviceType,
        int esmClass,
        int protocolId,
        int dataCoding,
        int registeredDelivery,
        boolean messagePayload,
        Validity validity) {
    /** How validity_period is written (SMPP 3.4 clause 7.1.1). */
    public enum Validity {
        /** A moment: a late submit is dead. */
        ABSOLUTE,
        /**
         * A length, which the SMSC counts from when it takes the submit. For SMSCs that refuse absolute times: what is
         * written is shorter by the response time-out, so that a copy that the SMSC takes within that is dead in time.
         */
        RELATIVE
    }

    /** Data download to the card, with a receipt. */
    public static final SubmitFields DATA_DOWNLOAD =
            new SubmitFields("", 0x40, 0x7F, 0xF6, 1, false, Validity.ABSOLUTE);

    /** The same with another way to write the validity. */
    public SubmitFields with(Validity other) {
        return new SubmitFields(
                serviceType, esmClass, protocolId, dataCoding, registeredDelivery, messagePayload, other);
    }

    /** @throws IllegalArgumentException where a field is out of its range; the message names it */
    public SubmitFields {
        Ranges.ascii("service type", serviceType, 5);
        Ranges.octet("esm_class", esmClass);
        Ranges.octet("protocol_id", protocolId);
        Ranges.octet("data_coding", dataCoding);
        Ranges.octet("registered_delivery", registeredDelivery);
    }
}
