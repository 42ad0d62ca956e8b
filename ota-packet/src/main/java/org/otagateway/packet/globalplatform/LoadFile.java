// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * What LOAD carries, cut into blocks (Card Specification clause 11.6.2.3, table 11-58).
 *
 * <pre>
 * | E2 DAP block… | C4 BER length, load file data block |
 * </pre>
 *
 * @param daps signatures of security domains, perhaps none
 * @param code load file data block: the components of a {@link CapFile}
 */
public record LoadFile(List<Dap> daps, Octets code) {
    private static final String CLAUSE = "GPC 11.6.2.3";
    private static final int DAP_BLOCK = 0xE2;
    private static final int DOMAIN = 0x4F;
    private static final int SIGNATURE = 0xC3;
    private static final int DATA_BLOCK = 0xC4;

    /**
     * A signature over the hash of the load file data block.
     *
     * @param securityDomain that checks it
     * @param signature 1…255 octets
     */
    public record Dap(Aid securityDomain, Octets signature) {
        public Dap {
            if (signature.isEmpty() || signature.length() > 255) {
                throw new IllegalArgumentException(
                        "DAP signature: expected 1 to 255 octets, got " + signature.length());
            }
        }

        /**
         * The signature of {@code key} over the hash of the load file data block (Card Specification clause C.3).
         *
         * @throws IllegalArgumentException where the key makes signatures of more than 255 octets
         */
        public static Dap signed(Aid securityDomain, Octets hash, SigningKey key) {
            return new Dap(securityDomain, key.sign(hash));
        }

        Octets encode() {
            return Tlv.encode(
                    DAP_BLOCK,
                    Octets.concat(Tlv.encode(DOMAIN, securityDomain.value()), Tlv.encode(SIGNATURE, signature)));
        }

        static Dap read(Octets value) throws MalformedException {
            OctetReader in = new OctetReader(value, CLAUSE);
            Tlv domain = Tlv.read(in, "DAP security domain");
            int at = in.offset();
            Tlv signature = Tlv.read(in, "DAP signature");
            in.end("DAP block");
            int length = signature.value().length();
            if (domain.tag() != DOMAIN || signature.tag() != SIGNATURE || length == 0 || length > 255) {
                throw in.fail("DAP block", at, "4f AID, c3 and 1 to 255 octets", value.toHex());
            }
            return new Dap(Aid.of(in, 0, "DAP security domain", domain.value()), signature.value());
        }
    }

    /** @throws IllegalArgumentException where 256 blocks of 255 octets do not hold it */
    public LoadFile {
        daps = List.copyOf(daps);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("expected code");
        }
        int most = LoadCommand.MAX_BLOCKS * LoadCommand.MAX_BLOCK_LENGTH;
        if (code.length() > 0xFFFF || encoded(daps, code).length() > most) {
            throw new IllegalArgumentException(
                    "load file: expected at most " + most + " octets, got " + code.length() + " of code");
        }
    }

    /** Reads what the blocks of all LOAD commands hold together. */
    public static Decoded<LoadFile> decode(Octets octets) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(octets, CLAUSE);
            int most = LoadCommand.MAX_BLOCKS * LoadCommand.MAX_BLOCK_LENGTH;
            if (octets.length() > most) {
                throw in.fail("load file", 0, "at most " + most + " octets", Integer.toString(octets.length()));
            }
            List<Dap> daps = new ArrayList<>();
            while (true) {
                int at = in.offset();
                Tlv object = Tlv.read(in, "load file");
                if (object.tag() == DAP_BLOCK) {
                    daps.add(Dap.read(object.value()));
                } else if (object.tag() == DATA_BLOCK && !object.value().isEmpty()) {
                    in.end("load file");
                    return new LoadFile(daps, object.value());
                } else {
                    throw in.fail("load file tag", at, "e2, or c4 with code", object.tagText());
                }
            }
        });
    }

    /** All octets of it. */
    public Octets encode() {
        return encoded(daps, code);
    }

    private static Octets encoded(List<Dap> daps, Octets code) {
        Octets signatures = Octets.concat(daps.stream().map(Dap::encode).toArray(Octets[]::new));
        return Octets.concat(signatures, Tlv.encode(DATA_BLOCK, code));
    }

    /** The shortest blocks of which 256 hold it, octets. */
    public int leastBlockLength() {
        int blocks = LoadCommand.MAX_BLOCKS;
        return (encode().length() + blocks - 1) / blocks;
    }

    /**
     * The LOAD commands, each with {@code blockLength} octets and the last with the rest.
     *
     * @throws IllegalArgumentException where it is not within {@link #leastBlockLength()}…255
     */
    public List<LoadCommand> commands(int blockLength) {
        if (blockLength < leastBlockLength() || blockLength > LoadCommand.MAX_BLOCK_LENGTH) {
            throw new IllegalArgumentException(
                    "LOAD block: expected " + leastBlockLength() + " to 255 octets, got " + blockLength);
        }
        Octets all = encode();
        List<LoadCommand> commands = new ArrayList<>();
        for (int at = 0; at < all.length(); at += blockLength) {
            int end = Math.min(at + blockLength, all.length());
            commands.add(new LoadCommand(end == all.length(), commands.size(), all.slice(at, end)));
        }
        return commands;
    }
}
