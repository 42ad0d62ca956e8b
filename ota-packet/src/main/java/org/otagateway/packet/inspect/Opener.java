// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.CipherEngine;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.IntegrityEngine;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.secured.IntegrityMode;

/**
 * Deciphers and checks a packet with whatever keys there are. Unlike the codecs it goes on where the check fails, so that
 * the content can be shown and the reason found. Not thread-safe.
 */
final class Opener {
    private static final int MOST_KEPT = 100;

    // made when a key is there: loading the ciphers takes longer than to explain a packet without
    private @Nullable CipherEngine ciphers;
    private @Nullable IntegrityEngine checks;

    // the ciphers are set up once for a key that is the same object
    private final IdentityHashMap<Object, List<Variants.Candidate>> candidates = new IdentityHashMap<>();

    /**
     * {@link Variants#candidates}, kept.
     *
     * @param ring always the same
     * @param first whose keys are tried first
     */
    List<Variants.Candidate> candidates(KeyRing ring, KeyRing.@Nullable Holder first) {
        if (candidates.size() >= MOST_KEPT) {
            candidates.clear();
        }
        return candidates.computeIfAbsent(first == null ? ring : first, key -> Variants.candidates(ring, first));
    }

    /**
     * The opening that explains most, of all holders.
     *
     * @param packet from CPL or RPL to the end
     * @param checkLength octets of RC/CC as the header says
     */
    Opening open(Shape shape, Octets packet, Settings settings, int checkLength, KeyRing ring) {
        Opening best = open(shape, packet, settings, checkLength, (KeyRing.Holder) null);
        if (!settings.ciphered() && settings.mode() != IntegrityMode.CC) {
            return best;
        }
        for (KeyRing.Holder holder : ring.holders()) {
            Opening opening = open(shape, packet, settings, checkLength, holder);
            if (opening.rank(shape) > best.rank(shape) || (opening.rank(shape) == 0 && best.holder() == null)) {
                best = opening;
            }
            if (best.check() == Opening.Check.MATCHES) {
                break;
            }
        }
        return best;
    }

    Opening open(Shape shape, Octets packet, Settings settings, int checkLength, KeyRing.@Nullable Holder holder) {
        Octets body = packet.from(Math.min(shape.clearLength(), packet.length()));
        CipherAlgorithm cipher = null;
        if (settings.ciphered()) {
            int version = settings.kic().keyVersion();
            Key key = holder == null
                    ? null
                    : holder.keys().key(version, KeyRole.KIC).orElse(null);
            if (key == null) {
                return failed(settings, holder, "no KIC of key version " + version);
            }
            cipher = Settings.cipher(settings.kic(), key).orElse(null);
            if (cipher == null) {
                return failed(settings, holder, "the algorithm of KIc " + settings.kic() + " is not known");
            }
            if (!cipher.accepts(key)) {
                return failed(settings, holder, Words.misfit(Words.cipher(cipher), key));
            }
            if (body.length() % cipher.blockLength() != 0 || body.isEmpty()) {
                return failed(
                        settings,
                        holder,
                        body.length() + " ciphered octets are not whole blocks of " + cipher.blockLength());
            }
            body = decipher(cipher, key, body);
        }
        return checked(shape, packet, settings, checkLength, holder, body, cipher);
    }

    private Opening checked(
            Shape shape,
            Octets packet,
            Settings settings,
            int checkLength,
            KeyRing.@Nullable Holder holder,
            Octets body,
            @Nullable CipherAlgorithm cipher) {
        if (settings.mode() == IntegrityMode.NONE) {
            return new Opening(body, Opening.Check.NONE, cipher, null, holder, settings, "");
        }
        IntegrityAlgorithm integrity = null;
        Key key = null;
        String problem = "";
        switch (settings.mode()) {
            case RC -> {
                integrity =
                        Settings.redundancyCheck(settings.kid(), checkLength).orElse(null);
                problem = integrity == null ? "the algorithm of KID " + settings.kid() + " is not known" : "";
            }
            case CC -> {
                int version = settings.kid().keyVersion();
                key = holder == null
                        ? null
                        : holder.keys().key(version, KeyRole.KID).orElse(null);
                if (key == null) {
                    problem = "no KID of key version " + version;
                } else {
                    integrity =
                            Settings.checksum(settings.kid(), checkLength, key).orElse(null);
                    problem = integrity == null
                            ? "the algorithm of KID " + settings.kid() + " is not known"
                            : integrity.accepts(key) ? "" : Words.misfit(Words.integrity(integrity), key);
                }
            }
            default -> problem = "a digital signature is left to agreement";
        }
        if (problem.isEmpty() && integrity != null && integrity.checkLength() != checkLength) {
            problem = Words.integrity(integrity) + " makes " + integrity.checkLength() + " octets, the header says "
                    + checkLength;
        }
        if (problem.isEmpty() && body.length() < shape.fixedLength() + checkLength) {
            problem = "the packet ends inside RC/CC";
        }
        if (!problem.isEmpty() || integrity == null) {
            return new Opening(body, Opening.Check.NOT_MADE, cipher, integrity, holder, settings, problem);
        }
        Octets counted = Octets.concat(
                shape.prefix(),
                packet.slice(0, shape.clearLength()),
                body.slice(0, shape.fixedLength()),
                body.from(shape.fixedLength() + checkLength));
        Octets found = body.slice(shape.fixedLength(), shape.fixedLength() + checkLength);
        boolean same = check(integrity, key, counted).equals(found);
        return new Opening(
                body, same ? Opening.Check.MATCHES : Opening.Check.FAILS, cipher, integrity, holder, settings, "");
    }

    private static Opening failed(Settings settings, KeyRing.@Nullable Holder holder, String problem) {
        return new Opening(null, Opening.Check.NOT_MADE, null, null, holder, settings, problem);
    }

    /** Deciphers whole blocks. */
    Octets decipher(CipherAlgorithm cipher, Key key, Octets ciphered) {
        byte[] in = ciphered.toByteArray();
        byte[] out = new byte[in.length];
        if (ciphers == null) {
            ciphers = new CipherEngine();
        }
        ciphers.decrypt(cipher, key, in, 0, in.length, out, 0);
        return Octets.copyOf(out);
    }

    /** The whole check of {@code message}. */
    Octets check(IntegrityAlgorithm algorithm, @Nullable Key key, Octets message) {
        byte[] out = new byte[8];
        byte[] in = message.toByteArray();
        if (checks == null) {
            checks = new IntegrityEngine();
        }
        checks.compute(algorithm, key, in, 0, in.length, out, 0);
        return Octets.copyOf(out, 0, algorithm.checkLength());
    }
}
