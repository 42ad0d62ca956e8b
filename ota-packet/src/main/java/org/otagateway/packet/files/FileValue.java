// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.OptionalInt;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;

/** What a file or a record holds, written and read in words. */
public enum FileValue {
    /** "262-01, 262-02" (TS 31.102 clause 4.2.16). */
    PLMN_LIST,
    /** "262-01 e-utran gsm, 262-02" (TS 31.102 clause 4.2.5). */
    PLMN_ACT_LIST,
    /** "Operator", "Operator; show network; hide abroad" (TS 31.102 clause 4.2.12). */
    SPN,
    /** "+491711234567; Alice", "none" (TS 31.102 clause 4.4.2.3). */
    NUMBER,
    /** "+491710760000; name" (TS 31.102 clause 4.2.27). */
    SERVICE_CENTRE,
    /** "262011234567890" (TS 31.102 clause 4.2.2). */
    IMSI,
    /** "8949010000000000018" (TS 102 221 clause 13.2). */
    ICCID;

    /**
     * The octets of a value.
     *
     * @param length octets of the file or record, which the value is filled up to; empty where it is not known
     * @throws IllegalArgumentException with "field: expected …, got …" where the text is none, does not fit, or where a
     *     length is needed
     */
    public Octets encode(String text, OptionalInt length) {
        Octets octets = octets(text, length);
        if (length.isPresent() && octets.length() != length.getAsInt()) {
            throw new IllegalArgumentException(
                    "length: expected " + octets.length() + " octets, got " + length.getAsInt());
        }
        return octets;
    }

    private Octets octets(String text, OptionalInt length) {
        return switch (this) {
            case PLMN_LIST -> Plmn.encodeText(text, length);
            case PLMN_ACT_LIST -> PlmnWithAct.encodeText(text, length);
            case SPN -> ServiceProviderName.of(text).encode();
            case NUMBER -> DialingNumber.encodeText(text, length);
            case SERVICE_CENTRE -> ServiceCentre.encodeText(text, length);
            case IMSI -> CardIdentity.encodeImsi(text.strip());
            case ICCID -> CardIdentity.encodeIccid(text.strip());
        };
    }

    /** The words for what a file or record holds. */
    public Decoded<String> decode(Octets octets) {
        return switch (this) {
            case PLMN_LIST -> Plmn.decodeList(octets).map(FileText::join);
            case PLMN_ACT_LIST -> PlmnWithAct.decodeList(octets).map(FileText::join);
            case SPN -> ServiceProviderName.decode(octets).map(ServiceProviderName::toString);
            case NUMBER -> DialingNumber.decodeText(octets);
            case SERVICE_CENTRE -> ServiceCentre.decode(octets).map(ServiceCentre::toString);
            case IMSI -> CardIdentity.decodeImsi(octets);
            case ICCID -> CardIdentity.decodeIccid(octets);
        };
    }
}
