// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.script.ScriptReading;
import org.otagateway.packet.script.TemplateLength;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.SealingException;
import org.otagateway.packet.sms.PacketKind;
import org.otagateway.packet.sms.Segmenter;

/**
 * Makes packets: a pure function of settings, script, counter, reference and keys (design rule 2). Not thread-safe: it
 * keeps its ciphers.
 */
public final class Composer {
    private final CommandCodec codec = new CommandCodec();
    private final MessageDigest sha256;

    public Composer() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The packet of a script.
     *
     * @param apdus hexadecimal, one APDU each
     * @param reference 1…255
     * @throws ComposeException where an APDU is wrong, a key does not fit, or the route's parts do not carry it
     */
    public ComposedPacket compose(
            PacketSettings settings, List<String> apdus, Counter counter, int reference, KeySets keys)
            throws ComposeException {
        Octets script = script(settings.format(), apdus);
        fits(settings, script.length(), keys);
        Octets packet;
        try {
            packet = codec.seal(settings.header(), counter, script, keys);
        } catch (SealingException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
        return segments(settings, packet, reference);
    }

    /** A packet that was made before, cut once more. */
    public ComposedPacket segments(PacketSettings settings, Octets packet, int reference) {
        List<Octets> userData = Segmenter.segment(PacketKind.COMMAND, packet, settings.width(), reference);
        return new ComposedPacket(packet, userData, Octets.copyOf(sha256.digest(packet.toByteArray())));
    }

    /**
     * The octets of a script.
     *
     * @throws ComposeException naming the first command that is wrong, and what is
     */
    public static Octets script(ScriptFormat format, List<String> apdus) throws ComposeException {
        return switch (format) {
            case COMPACT -> compact(apdus);
            case EXPANDED_DEFINITE -> expanded(TemplateLength.DEFINITE, apdus);
            case EXPANDED_INDEFINITE -> expanded(TemplateLength.INDEFINITE, apdus);
        };
    }

    private static Octets compact(List<String> apdus) throws ComposeException {
        ScriptReading reading = ScriptReading.compact(apdus);
        if (reading instanceof ScriptReading.Valid valid) {
            return valid.script().encode();
        }
        throw new ComposeException(
                "script " + ((ScriptReading.Invalid) reading).faults().get(0));
    }

    private static Octets expanded(TemplateLength form, List<String> apdus) throws ComposeException {
        List<CommandApdu> commands = new ArrayList<>();
        for (int i = 0; i < apdus.size(); i++) {
            try {
                commands.add(CommandApdu.decode(Octets.hex(apdus.get(i))).fold(apdu -> apdu, bad -> {
                    throw new IllegalArgumentException(bad.describe());
                }));
            } catch (IllegalArgumentException e) {
                throw new ComposeException("script command " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        try {
            return ExpandedScript.of(form, commands).encode();
        } catch (IllegalArgumentException e) {
            throw new ComposeException("script: " + e.getMessage(), e);
        }
    }

    private static void fits(PacketSettings settings, int needed, KeySets keys) throws ComposeException {
        try {
            int room = Segmenter.capacity(settings.maxParts(), settings.width());
            int available = settings.header().capacity(room, keys);
            if (needed > available) {
                throw new ComposeException("script: expected at most " + Math.max(available, 0)
                        + " octets, which is what " + settings.maxParts() + " short messages carry, got " + needed);
            }
        } catch (SealingException e) {
            throw new ComposeException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A script whose last command asks for so many octets (SW 6Cxx).
     *
     * @param le 1…256
     * @throws ComposeException where the last command has no such Le
     */
    public static List<String> withLe(List<String> apdus, int le) throws ComposeException {
        int last = apdus.size() - 1;
        List<String> changed = new ArrayList<>(apdus);
        try {
            CommandApdu apdu = CommandApdu.decode(Octets.hex(apdus.get(last))).orThrow();
            changed.set(
                    last,
                    new CommandApdu(apdu.cla(), apdu.ins(), apdu.p1(), apdu.p2(), apdu.data(), le)
                            .encode()
                            .toHex());
        } catch (MalformedException | IllegalArgumentException e) {
            throw new ComposeException("script command " + (last + 1) + ": no other length fits", e);
        }
        return changed;
    }

    /** The harmless script of a probe: SELECT of the master file, in the class of the job's first command. */
    public static List<String> probe(List<String> script) {
        boolean sim = !script.isEmpty() && script.get(0).regionMatches(true, 0, "A0", 0, 2);
        return List.of(sim ? "A0A40000023F00" : "00A40004023F00");
    }
}
