// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySets;

/**
 * Seals and opens response packets (TS 102 225 clause 5.2). Not thread-safe: one for each thread, kept.
 *
 * <pre>
 * octet  0  1   2    3 4 5   6 … 10  11      12       13 …
 *       | RPL | RHL | TAR  | CNTR  | PCNTR | status | RC/CC | data | padding |
 *       |      clear       |         ciphered where SPI2 says so             |
 * </pre>
 *
 * RPL counts the octets behind it, RHL those from TAR to RC/CC. The check is over the user data header 027100, also where
 * the response came in several messages, and all octets but itself (TS 31.115 clause 4.4).
 */
public final class ResponseCodec {
    /** Octets from RPL to TAR. */
    static final int CLEAR_LENGTH = 6;
    /** CNTR, PCNTR and status. */
    static final int FIXED_BODY = 7;

    /** RHL without RC/CC: TAR, CNTR, PCNTR, status. */
    private static final int MIN_RHL = 10;

    private static final int MAX_RPL = 0xFFFF;
    private static final String CLAUSE = "TS 102 225 5.2";
    private static final Octets CHECKED_PREFIX = Octets.of(0x02, 0x71, 0x00);

    private final PacketEngine engine = new PacketEngine();

    /**
     * Seals a response, padded with zeros.
     *
     * @return the packet from RPL to the end
     * @throws SealingException where a key is missing or does not fit, or RPL would overflow
     */
    public Octets seal(
            ResponseSecurity security, Tar tar, Counter counter, ResponseStatus status, Octets data, KeySets keys) {
        int padding = security.protection(keys).paddingFor(FIXED_BODY + security.checkLength() + data.length());
        return seal(security, tar, counter, status, data, PacketEngine.zeros(padding), keys);
    }

    /**
     * Seals a response with the given padding octets.
     *
     * @param padding at most 255 octets that fill the last block
     * @throws SealingException as above
     * @throws IllegalArgumentException where the padding does not fill the last block
     */
    public Octets seal(
            ResponseSecurity security,
            Tar tar,
            Counter counter,
            ResponseStatus status,
            Octets data,
            Octets padding,
            KeySets keys) {
        Protection protection = security.protection(keys);
        if (protection.checkLength() != security.checkLength()) {
            throw new SealingException(new SecurityFailure.KeyUnavailable(
                    KeyRole.KID,
                    security.kid().keyVersion(),
                    protection.integrity() + " makes " + protection.checkLength() + " octets, asked for "
                            + security.checkLength()));
        }
        int body = FIXED_BODY + security.checkLength() + data.length() + padding.length();
        if (padding.length() > 0xFF || protection.paddingFor(body) != 0) {
            throw new IllegalArgumentException("padding: " + padding.length() + " octets do not fill the last block");
        }
        int rpl = CLEAR_LENGTH - 2 + body;
        if (rpl > MAX_RPL) {
            throw new SealingException(new SecurityFailure.Structure(
                    new Malformed(CLAUSE, "RPL", 0, "at most 65535", Integer.toString(rpl), Octets.EMPTY)));
        }
        byte[] head = {
            (byte) (rpl >> 8),
            (byte) rpl,
            (byte) (MIN_RHL + security.checkLength()),
            (byte) (tar.value() >> 16),
            (byte) (tar.value() >> 8),
            (byte) tar.value()
        };
        byte[] fixed = new byte[FIXED_BODY];
        for (int i = 0; i < 5; i++) {
            fixed[i] = (byte) (counter.value() >>> (8 * (4 - i)));
        }
        fixed[5] = (byte) padding.length();
        fixed[6] = (byte) status.code();
        return engine.seal(protection, CHECKED_PREFIX, head, fixed, data, padding);
    }

    /** Reads the clear header: enough to find the packets that this may answer. */
    public static Decoded<ParsedResponse> parse(Octets packet) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(packet, CLAUSE);
            int rpl = reader.u16("RPL");
            if (rpl != reader.remaining()) {
                throw reader.fail("RPL", 0, reader.remaining() + ", the octets behind it", Integer.toString(rpl));
            }
            int rhl = reader.u8("RHL");
            int checkLength = rhl - MIN_RHL;
            if (checkLength != 0 && checkLength != 2 && checkLength != 4 && checkLength != 8) {
                throw reader.fail("RHL", 2, "10, 12, 14 or 18", Integer.toString(rhl));
            }
            Tar tar = new Tar(reader.u24("TAR"));
            reader.u40("CNTR");
            reader.u8("PCNTR");
            reader.u8("status");
            reader.octets("RC/CC", checkLength);
            return new ParsedResponse(tar, checkLength, packet);
        });
    }

    /**
     * Deciphers and checks a response with the security that its command asked for. An error without any protection, as
     * cards send it although more was asked for, comes out with {@link ResponsePacket.Assurance#NONE}.
     */
    public Opened<ResponsePacket> open(ParsedResponse response, ResponseSecurity security, KeySets keys) {
        try {
            ResponsePacket plain = unprotectedError(response, security);
            return new Opened.Ok<>(plain != null ? plain : opened(response, security, keys));
        } catch (SecurityFailureException e) {
            return new Opened.Failed<>(e.failure());
        } catch (MalformedException e) {
            return new Opened.Failed<>(new SecurityFailure.Structure(e.malformed()));
        }
    }

    /** {@link #parse}, then {@link #open(ParsedResponse, ResponseSecurity, KeySets)}. */
    public Opened<ResponsePacket> open(Octets packet, ResponseSecurity security, KeySets keys) {
        return parse(packet)
                .<Opened<ResponsePacket>>fold(
                        parsed -> open(parsed, security, keys),
                        bad -> new Opened.Failed<>(new SecurityFailure.Structure(bad)));
    }

    /** The response as an error in clear where the command asked for more; null where it is not one. */
    private static @Nullable ResponsePacket unprotectedError(ParsedResponse response, ResponseSecurity security)
            throws MalformedException {
        if (response.checkLength() != 0) {
            return null;
        }
        Octets body = response.packet().from(CLEAR_LENGTH);
        int block = Protection.blockLength(security.kic());
        // without a check in the plan, ciphered octets are known by their whole blocks alone
        boolean clear = security.integrity() != IntegrityMode.NONE
                || (security.ciphered() && body.length() % (block == 0 ? 8 : block) != 0);
        if (!clear || body.get(6) == ResponseStatus.POR_OK.code()) {
            return null;
        }
        return packet(response, body, ResponsePacket.Assurance.NONE);
    }

    private ResponsePacket opened(ParsedResponse response, ResponseSecurity security, KeySets keys)
            throws SecurityFailureException, MalformedException {
        OctetReader wire = new OctetReader(response.packet(), CLAUSE);
        if (response.checkLength() != security.checkLength()) {
            throw wrongCheck(wire, security.checkLength(), response);
        }
        Protection protection = security.resolve(keys);
        if (protection.checkLength() != response.checkLength()) {
            throw wrongCheck(wire, protection.checkLength(), response);
        }
        int body = response.packet().length() - CLEAR_LENGTH;
        if (body % protection.blockLength() != 0) {
            throw wire.fail(
                    "ciphered data",
                    CLEAR_LENGTH,
                    "whole blocks of " + protection.blockLength() + " octets",
                    body + " octets");
        }
        engine.open(protection, CHECKED_PREFIX, response.packet(), CLEAR_LENGTH, FIXED_BODY);
        ResponsePacket.Assurance assurance = switch (security.integrity()) {
            case NONE, DS -> ResponsePacket.Assurance.NONE;
            case RC -> ResponsePacket.Assurance.REDUNDANCY_CHECK;
            case CC -> ResponsePacket.Assurance.CHECKSUM;
        };
        return packet(response, engine.bodyOctets(0, body), assurance);
    }

    private static MalformedException wrongCheck(OctetReader wire, int wanted, ParsedResponse response) {
        return wire.fail(
                "RHL",
                2,
                "10 and an RC/CC of " + wanted + " octets as SPI2 says",
                Integer.toString(MIN_RHL + response.checkLength()));
    }

    private static ResponsePacket packet(ParsedResponse response, Octets clear, ResponsePacket.Assurance assurance)
            throws MalformedException {
        OctetReader reader = new OctetReader(clear, CLAUSE);
        Counter counter = new Counter(reader.u40("CNTR"));
        int pcntr = reader.u8("PCNTR");
        ResponseStatus status = new ResponseStatus(reader.u8("status"));
        Octets check = reader.octets("RC/CC", response.checkLength());
        int data = reader.remaining() - pcntr;
        if (data < 0) {
            throw new OctetReader(response.packet(), CLAUSE)
                    .fail(
                            "PCNTR",
                            11,
                            "at most " + reader.remaining() + ", the octets of data",
                            Integer.toString(pcntr));
        }
        return new ResponsePacket(
                response.tar(),
                counter,
                status,
                clear.from(clear.length() - pcntr),
                check,
                reader.octets("data", data),
                assurance);
    }
}
