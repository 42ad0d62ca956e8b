// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
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
    ICCID,
    /** "262-01; 1234; 0a0b0c0d; updated", "none" (TS 31.102 clause 4.2.17). */
    LOCATION,
    /** "normal; 2" with the digits of the MNC (TS 31.102 clause 4.2.18). */
    ADMINISTRATIVE_DATA,
    /** "1, 2, 17-19": the services that are on (TS 31.102 clause 4.2.8). */
    SERVICES,
    /** The same of a SIM: those allocated and activated (TS 51.011 clause 10.3.7). */
    SIM_SERVICES,
    /** "112; SOS; police ambulance" (TS 31.102 clause 4.2.21). */
    EMERGENCY_NUMBER,
    /** "112, 911" (TS 51.011 clause 10.3.27). */
    SIM_EMERGENCY_NUMBERS,
    /** "Full Name; Short" (TS 31.102 clause 4.2.58). */
    NETWORK_NAME,
    /** "262-01 0000-fffe 1" (TS 31.102 clause 4.2.59). */
    OPERATOR_RULE,
    /** "de, en" (TS 31.102 clause 4.2.1). */
    LANGUAGES,
    /** "de, en" (TS 51.011 clause 10.3.1). */
    SIM_LANGUAGES,
    /** "a0000000871002; USIM" (TS 102 221 clause 13.1). */
    APPLICATION_ENTRY,
    /** "3, 12" (TS 31.102 clause 4.2.15). */
    ACCESS_CLASSES,
    /** "30 min" (TS 31.102 clause 4.2.6). */
    SEARCH_PERIOD;

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
            case LOCATION -> LocationInformation.of(text).encode();
            case ADMINISTRATIVE_DATA -> AdministrativeData.of(text).encode();
            case SERVICES -> ServiceTable.of(text).encode(length);
            case SIM_SERVICES -> ServiceTable.of(text).encodeSim(length);
            case EMERGENCY_NUMBER ->
                record(text, length, () -> EmergencyNumber.of(text).encode(length));
            case SIM_EMERGENCY_NUMBERS -> EmergencyNumber.encodeSim(text, length);
            case NETWORK_NAME -> record(text, length, () -> NetworkName.of(text).encode(length));
            case OPERATOR_RULE ->
                record(text, length, () -> OperatorRule.of(text).encode(length));
            case LANGUAGES -> Languages.encode(text, length);
            case SIM_LANGUAGES -> Languages.encodeSim(text, length);
            case APPLICATION_ENTRY ->
                record(text, length, () -> ApplicationEntry.of(text).encode(length));
            case ACCESS_CLASSES -> AccessClasses.encode(text);
            case SEARCH_PERIOD -> SearchPeriod.encode(text);
        };
    }

    /** A record that may be unused. */
    private static Octets record(String text, OptionalInt length, Supplier<Octets> used) {
        return FileText.isNone(text) && length.isPresent() ? Fill.to(length.getAsInt(), Octets.EMPTY) : used.get();
    }

    private static <T> String orNone(Optional<T> used) {
        return used.map(Object::toString).orElse(FileText.NONE);
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
            case LOCATION -> LocationInformation.decode(octets).map(LocationInformation::toString);
            case ADMINISTRATIVE_DATA -> AdministrativeData.decode(octets).map(AdministrativeData::toString);
            case SERVICES -> ServiceTable.decode(octets).map(ServiceTable::toString);
            case SIM_SERVICES -> ServiceTable.decodeSim(octets).map(ServiceTable::toString);
            case EMERGENCY_NUMBER -> EmergencyNumber.decode(octets).map(FileValue::orNone);
            case SIM_EMERGENCY_NUMBERS -> EmergencyNumber.decodeSim(octets);
            case NETWORK_NAME -> NetworkName.decode(octets).map(FileValue::orNone);
            case OPERATOR_RULE -> OperatorRule.decode(octets).map(FileValue::orNone);
            case LANGUAGES -> Languages.decode(octets);
            case SIM_LANGUAGES -> Languages.decodeSim(octets);
            case APPLICATION_ENTRY -> ApplicationEntry.decode(octets).map(FileValue::orNone);
            case ACCESS_CLASSES -> AccessClasses.decode(octets);
            case SEARCH_PERIOD -> SearchPeriod.decode(octets);
        };
    }
}
