// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.globalplatform.ChannelException;
import org.otagateway.packet.globalplatform.ChannelKeys;
import org.otagateway.packet.globalplatform.InitializeUpdateResponse;
import org.otagateway.packet.globalplatform.SecureChannel;
import org.otagateway.packet.globalplatform.SecurityLevel;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** The fields of a vector that open a secure channel, and keys and commands. */
final class ChannelFields {
    static final String TRIPLE_DES = "80";
    static final String AES = "88";

    private ChannelFields() {}

    /** The session before EXTERNAL AUTHENTICATE. */
    static SecureChannel open(Fields fields) throws BadVector, ChannelException {
        InitializeUpdateResponse response = response(fields);
        String type = response.protocol() == 2 ? TRIPLE_DES : AES;
        Key enc = key(fields, "static_enc", type);
        Key mac = key(fields, "static_mac", type);
        Key dek = key(fields, "static_dek", type);
        try {
            return SecureChannel.open(
                    new ChannelKeys(enc, mac, dek), fields.octets("host_challenge"), response, level(fields));
        } catch (IllegalArgumentException e) {
            throw new BadVector("initialize_update_response", "one that fits keys, challenge and level", message(e));
        }
    }

    static InitializeUpdateResponse response(Fields fields) throws BadVector {
        return fields.decoded("initialize_update_response", "a response", InitializeUpdateResponse::decode);
    }

    static SecurityLevel level(Fields fields) throws BadVector {
        int code = fields.octets("security_level", 1).get(0);
        return SecurityLevel.of(code)
                .orElseThrow(() -> new BadVector("security_level", "01, 03, 11, 13 or 33", Integer.toHexString(code)));
    }

    static Key key(Fields fields, String field, String type) throws BadVector {
        SecretOctets secret = fields.key(field)
                .orElseThrow(() -> new BadVector(fields.path(field), "a key in hexadecimal", "nothing"));
        KeyType keyType = switch (type) {
            case TRIPLE_DES -> KeyType.TRIPLE_DES;
            case AES -> KeyType.AES;
            default -> throw new BadVector(fields.path("type"), "80 or 88", "'" + type + "'");
        };
        if (!keyType.acceptsLength(secret.length())) {
            throw new BadVector(fields.path(field), keyType.lengthsText() + " octets", secret.length() + " octets");
        }
        return new Key(keyType, secret);
    }

    static CommandApdu command(Fields fields, String field) throws BadVector {
        return fields.decoded(field, "a command APDU", CommandApdu::decode);
    }

    static CommandApdu wrap(SecureChannel channel, CommandApdu command, String field) throws BadVector {
        try {
            return channel.wrap(command);
        } catch (IllegalArgumentException e) {
            throw new BadVector(field, "a command that fits", message(e));
        }
    }

    static String hex(int octet) {
        return Octets.of(octet).toHex();
    }

    /** Compares a key without telling either, where the vector has it. */
    static void same(Check check, String field, Key key) throws BadVector {
        if (check.fields().has(field)) {
            boolean agrees =
                    check.fields().key(field).filter(key.value()::equals).isPresent();
            check.consistent(
                    field,
                    agrees,
                    "the vector's key",
                    "a key with check value " + key.checkValue().toHex());
        }
    }

    static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
