// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.Arrays;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * bind_receiver, bind_transmitter, bind_transceiver (SMPP 3.4 clauses 4.1.1, 4.1.3, 4.1.5): one layout.
 *
 * @param systemId at most 15 characters
 * @param password at most 8 octets
 * @param systemType at most 12 characters
 * @param interfaceVersion one octet: 33, 34, 50 hexadecimal
 * @param addrTon one octet
 * @param addrNpi one octet
 * @param addressRange at most 40 characters
 */
public record Bind(
        BindKind kind,
        int sequence,
        String systemId,
        SecretOctets password,
        String systemType,
        int interfaceVersion,
        int addrTon,
        int addrNpi,
        String addressRange)
        implements Pdu {
    /** @throws IllegalArgumentException where a part does not fit its field */
    public Bind {
        Checks.cString("system_id", systemId, 16);
        if (password.length() > 8) {
            throw new IllegalArgumentException("password: expected at most 8 octets, got " + password.length());
        }
        Checks.cString("system_type", systemType, 13);
        Checks.octet("interface_version", interfaceVersion);
        Checks.octet("addr_ton", addrTon);
        Checks.octet("addr_npi", addrNpi);
        Checks.cString("address_range", addressRange, 41);
    }

    static Bind decode(BindKind kind, PduHeader header, PduReader in) throws MalformedPduException {
        String systemId = in.cString("system_id", 16);
        byte[] password = in.cOctets("password", 9);
        Bind bind = new Bind(
                kind,
                header.sequence(),
                systemId,
                SecretOctets.copyOf(password),
                in.cString("system_type", 13),
                in.octet("interface_version"),
                in.octet("addr_ton"),
                in.octet("addr_npi"),
                in.cString("address_range", 41));
        Arrays.fill(password, (byte) 0);
        in.end("bind");
        return bind;
    }

    @Override
    public byte[] encode() {
        byte[] secret = password.reveal();
        byte[] octets = new PduWriter(kind.request(), 0, sequence, 64)
                .cString(systemId)
                .cOctets(secret)
                .cString(systemType)
                .octet(interfaceVersion)
                .octet(addrTon)
                .octet(addrNpi)
                .cString(addressRange)
                .finish();
        Arrays.fill(secret, (byte) 0);
        return octets;
    }

    @Override
    public int commandId() {
        return kind.request().code();
    }

    @Override
    public int commandStatus() {
        return 0;
    }
}
