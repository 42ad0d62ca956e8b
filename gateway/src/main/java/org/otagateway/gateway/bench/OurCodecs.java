// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandPacket;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.packet.secured.ResponseSecurity;

/**
 * The codecs of this gateway, kept from packet to packet.
 *
 * @param fromOctets whether key objects are made for each packet out of octets, as when a vault has just unwrapped them
 */
record OurCodecs(boolean fromOctets) implements Contender {
    @Override
    public Task task(Work work) {
        return switch (work) {
            case SEAL_COMMAND ->
                new Kept() {
                    private final CommandCodec codec = new CommandCodec();

                    @Override
                    Octets made(Sample sample, KeySets keys) {
                        return codec.seal(sample.header, sample.counter, sample.data, keys);
                    }
                };
            case OPEN_COMMAND ->
                new Kept() {
                    private final CommandCodec codec = new CommandCodec();

                    @Override
                    Octets made(Sample sample, KeySets keys) {
                        return codec.open(sample.packet, keys)
                                .success()
                                .map(CommandPacket::data)
                                .orElseThrow();
                    }
                };
            case SEAL_RESPONSE ->
                new Kept() {
                    private final ResponseCodec codec = new ResponseCodec();

                    @Override
                    Octets made(Sample sample, KeySets keys) {
                        ResponseSecurity security = sample.header.responseSecurity();
                        return codec.seal(
                                security, sample.header.tar(), sample.counter, sample.status, sample.data, keys);
                    }
                };
            case OPEN_RESPONSE ->
                new Kept() {
                    private final ResponseCodec codec = new ResponseCodec();

                    @Override
                    Octets made(Sample sample, KeySets keys) {
                        return codec.open(sample.packet, sample.header.responseSecurity(), keys)
                                .success()
                                .map(ResponsePacket::data)
                                .orElseThrow();
                    }
                };
        };
    }

    private abstract class Kept implements Task {
        private Octets last = Octets.EMPTY;

        abstract Octets made(Sample sample, KeySets keys);

        @Override
        public void run(Sample sample) {
            last = made(
                    sample,
                    fromOctets
                            ? Sample.keySets(
                                    sample.keyType,
                                    sample.kic,
                                    sample.kid,
                                    sample.header.kic().keyVersion())
                            : sample.keys);
        }

        @Override
        public Octets result() {
            return last;
        }
    }
}
