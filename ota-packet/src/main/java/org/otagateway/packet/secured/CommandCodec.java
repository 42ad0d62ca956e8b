// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySets;

/**
 * Seals and opens command packets (TS 102 225 clause 5.1). Not thread-safe: one for each thread, kept, since its ciphers cost
 * more to make than a packet.
 *
 * <pre>
 * octet  0  1   2    3  4   5    6    7 8 9   10 … 14  15     16 …
 *       | CPL | CHL | SPI | KIc | KID | TAR  | CNTR   | PCNTR | RC/CC | data | padding |
 *       |              clear                 |        ciphered where SPI says so       |
 * </pre>
 *
 * CPL counts the octets behind it, CHL those from SPI to RC/CC. The check is over all octets but itself.
 */
public final class CommandCodec {
    private static final String CLAUSE = "TS 102 225 5.1";

    private final PacketEngine engine = new PacketEngine();

    /**
     * Seals {@code data}, padded with zeros.
     *
     * @return the packet from CPL to the end
     * @throws SealingException where a key is missing or does not fit, or CPL would overflow
     */
    public Octets seal(CommandHeader header, Counter counter, Octets data, KeySets keys) {
        Protection protection = protection(header, keys);
        int padding = protection.paddingFor(CommandHeader.COUNTER_LENGTH + header.checkLength() + data.length());
        return seal(header, protection, counter, data, PacketEngine.zeros(padding));
    }

    /**
     * Seals {@code data} with the given padding octets, as others pad.
     *
     * @param padding at most 255 octets that fill the last block
     * @throws SealingException as {@link #seal(CommandHeader, Counter, Octets, KeySets)}
     * @throws IllegalArgumentException where the padding does not fill the last block
     */
    public Octets seal(CommandHeader header, Counter counter, Octets data, Octets padding, KeySets keys) {
        return seal(header, protection(header, keys), counter, data, padding);
    }

    private Octets seal(CommandHeader header, Protection protection, Counter counter, Octets data, Octets padding) {
        int body = CommandHeader.COUNTER_LENGTH + header.checkLength() + data.length() + padding.length();
        if (padding.length() > 0xFF || protection.paddingFor(body) != 0) {
            throw new IllegalArgumentException("padding: " + padding.length() + " octets do not fill the last block");
        }
        int cpl = CommandHeader.CLEAR_LENGTH - 2 + body;
        if (cpl > CommandHeader.MAX_CPL) {
            throw new SealingException(new SecurityFailure.Structure(
                    new Malformed(CLAUSE, "CPL", 0, "at most 65535", Integer.toString(cpl), Octets.EMPTY)));
        }
        int spi = header.spi().value();
        int tar = header.tar().value();
        byte[] head = {
            (byte) (cpl >> 8),
            (byte) cpl,
            (byte) header.headerLength(),
            (byte) (spi >> 8),
            (byte) spi,
            (byte) header.kic().octet(),
            (byte) header.kid().octet(),
            (byte) (tar >> 16),
            (byte) (tar >> 8),
            (byte) tar
        };
        byte[] fixed = new byte[CommandHeader.COUNTER_LENGTH];
        for (int i = 0; i < 5; i++) {
            fixed[i] = (byte) (counter.value() >>> (8 * (4 - i)));
        }
        fixed[5] = (byte) padding.length();
        return engine.seal(protection, Octets.EMPTY, head, fixed, data, padding);
    }

    /** Reads the clear header and checks all that can be checked without keys. */
    public static Decoded<ParsedCommand> parse(Octets packet) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(packet, CLAUSE);
            int cpl = reader.u16("CPL");
            if (cpl != reader.remaining()) {
                throw reader.fail("CPL", 0, reader.remaining() + ", the octets behind it", Integer.toString(cpl));
            }
            int chl = reader.u8("CHL");
            Spi spi = Spi.read(reader);
            Kic kic = new Kic(reader.u8("KIc"));
            if (spi.ciphered() && !kic.known()) {
                throw reader.fail("KIc", 5, "a coding of 0, 1, 2, 3, 5, 9 or D", kic.toString());
            }
            Kid kid = new Kid(reader.u8("KID"));
            if (!kid.known(spi.integrity())) {
                String codings = spi.integrity() == IntegrityMode.RC ? "0, 1, 3 or 5" : "0, 1, 2, 3, 5 or 9";
                throw reader.fail("KID", 6, "a coding of " + codings, kid.toString());
            }
            Tar tar = new Tar(reader.u24("TAR"));
            int checkLength = chl - CommandHeader.MIN_CHL;
            String wanted =
                    checkLength < 0 ? "0 or more" : Protection.wantedCheckLength(spi.integrity(), kid, checkLength);
            if (wanted != null) {
                throw reader.fail(
                        "CHL", 2, "13 and an RC/CC of " + wanted + " octets as SPI says", Integer.toString(chl));
            }
            int body = reader.remaining();
            int fixed = CommandHeader.COUNTER_LENGTH + checkLength;
            if (!spi.ciphered()) {
                reader.u40("CNTR");
                reader.u8("PCNTR");
                reader.octets("RC/CC", checkLength);
            } else if (body < fixed) {
                throw reader.fail(
                        "ciphered data", CommandHeader.CLEAR_LENGTH, "at least " + fixed + " octets", body + " octets");
            }
            int block = Protection.blockLength(kic);
            if (spi.ciphered() && block != 0 && body % block != 0) {
                throw wholeBlocks(reader, block, body);
            }
            return new ParsedCommand(new CommandHeader(spi, kic, kid, tar, checkLength), packet);
        });
    }

    /** Deciphers and checks what {@link #parse} gave. */
    public Opened<CommandPacket> open(ParsedCommand command, KeySets keys) {
        try {
            return new Opened.Ok<>(opened(command, keys));
        } catch (SecurityFailureException e) {
            return new Opened.Failed<>(e.failure());
        } catch (MalformedException e) {
            return new Opened.Failed<>(new SecurityFailure.Structure(e.malformed()));
        }
    }

    /** {@link #parse}, then {@link #open(ParsedCommand, KeySets)}. */
    public Opened<CommandPacket> open(Octets packet, KeySets keys) {
        return parse(packet)
                .<Opened<CommandPacket>>fold(
                        parsed -> open(parsed, keys), bad -> new Opened.Failed<>(new SecurityFailure.Structure(bad)));
    }

    private CommandPacket opened(ParsedCommand command, KeySets keys)
            throws SecurityFailureException, MalformedException {
        CommandHeader header = command.header();
        Octets packet = command.packet();
        OctetReader wire = new OctetReader(packet, CLAUSE);
        Protection protection = header.resolve(keys);
        if (protection.checkLength() != header.checkLength()) {
            throw wire.fail(
                    "CHL",
                    2,
                    "13 and an RC/CC of " + protection.checkLength() + " octets as the key says",
                    Integer.toString(header.headerLength()));
        }
        int body = packet.length() - CommandHeader.CLEAR_LENGTH;
        if (body % protection.blockLength() != 0) {
            throw wholeBlocks(wire, protection.blockLength(), body);
        }
        engine.open(protection, Octets.EMPTY, packet, CommandHeader.CLEAR_LENGTH, CommandHeader.COUNTER_LENGTH);
        int dataAt = CommandHeader.COUNTER_LENGTH + header.checkLength();
        int pcntr = engine.bodyOctet(5);
        int data = body - dataAt - pcntr;
        if (data < 0) {
            throw wire.fail(
                    "PCNTR", 15, "at most " + (body - dataAt) + ", the octets of data", Integer.toString(pcntr));
        }
        return new CommandPacket(
                header,
                engine.bodyCounter(),
                engine.bodyOctets(dataAt + data, pcntr),
                engine.bodyOctets(CommandHeader.COUNTER_LENGTH, header.checkLength()),
                engine.bodyOctets(dataAt, data));
    }

    private static MalformedException wholeBlocks(OctetReader reader, int block, int body) {
        return reader.fail(
                "ciphered data", CommandHeader.CLEAR_LENGTH, "whole blocks of " + block + " octets", body + " octets");
    }

    private static Protection protection(CommandHeader header, KeySets keys) {
        try {
            Protection protection = header.resolve(keys);
            if (protection.checkLength() != header.checkLength()) {
                throw new SealingException(new SecurityFailure.KeyUnavailable(
                        KeyRole.KID,
                        header.kid().keyVersion(),
                        protection.integrity() + " makes " + protection.checkLength() + " octets, asked for "
                                + header.checkLength()));
            }
            return protection;
        } catch (SecurityFailureException e) {
            throw new SealingException(e.failure());
        }
    }
}
