// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.ResponseStatus;

/** One packet in clear and sealed, with the keys of its card, which are random or from a vector and no secret. */
final class Sample {
    final CommandHeader header;
    final KeyType keyType;
    final byte[] kic;
    final byte[] kid;
    final KeySets keys;
    final JdkShare.Keys jdkKeys;
    final Counter counter;
    final ResponseStatus status;
    final Octets data;
    final byte[] dataOctets;
    final Octets packet;
    final byte[] packetOctets;

    /** @param packet from CPL or RPL to the end; empty where it is to be made */
    Sample(
            CommandHeader header,
            KeyType keyType,
            byte[] kic,
            byte[] kid,
            Counter counter,
            ResponseStatus status,
            Octets data,
            Octets packet) {
        this.header = header;
        this.keyType = keyType;
        this.kic = kic.clone();
        this.kid = kid.clone();
        this.keys = keySets(keyType, kic, kid, header.kic().keyVersion());
        this.counter = counter;
        this.status = status;
        this.data = data;
        this.dataOctets = data.toByteArray();
        this.packet = packet;
        this.packetOctets = packet.toByteArray();
        this.jdkKeys = JdkShare.Keys.of(this);
    }

    Sample sealedAs(Octets sealed) {
        return new Sample(header, keyType, kic, kid, counter, status, data, sealed);
    }

    static KeySets keySets(KeyType type, byte[] kic, byte[] kid, int version) {
        return KeySets.of(
                KeySet.of(version, new Key(type, SecretOctets.copyOf(kic)), new Key(type, SecretOctets.copyOf(kid))));
    }
}
