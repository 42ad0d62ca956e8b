// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.otagateway.gateway.capture.PcapWriter;
import org.otagateway.gateway.capture.Wire;
import org.otagateway.packet.bytes.Octets;

/** Octets of every kind that the inspector knows, changed at random. */
final class ChangedOctets {
    private static final List<String> SEEDS = List.of(
            "00281516091212b000114fc11d0a371d273f81d2970e56214333ca04910a1956b1c0fb8b922a5228aa7a",
            "001612b000110000000000000055f47118381175fb01612f",
            "02700000201506093535b00011c49ac91ab8159ba5b83a54fb6385e0a5e31694f8b215fafc",
            "027100001612b0001100000000000000b5bcd6353a421fae016132",
            "0700031402017000000d0d00000000b000110000000001000000a40000",
            "440881214365877ff6227052000000002502700000201506093535b00011c49ac91ab8159ba5b83a54fb6385e0a5e31694f8b215fafc",
            "410005912143f57ff61b027100001612b0001100000000000000b5bcd6353a421fae016132",
            "00071b027100001612b0001100000000000000b5bcd6353a421fae016132",
            "80c2000036d134820283818b2e440881214365877ff6227052000000001d02700000180d04193535b00000e3ec80a849b554421276af"
                    + "3883927c20",
            "d02d81030113008202818305008b22410005912143f57ff617027100001212b00011000000000000000055f471183811",
            "00a40004026f4600d6000005014869ffff00b0000010",
            "aa1c220700a40004026f46220a00d6000005014869ffff81010182010283010122",
            "ae8022070 0a40004026f460000".replace(" ", ""),
            "029000014869ffff",
            "ab0f8001022302900023056f6b6f6b9000",
            "0000001080000015000000000000000100000012800000040000000000000007410000",
            "80e60c003c07a000000001020308a00000000102030408a00000000102030401001ec900ef1ac7020200c8020400ca10000100140101"
                    + "02000006b00010b0001100",
            "80d800811701881000010203040506070809" + "0a0b0c0d0e0f03aabbcc",
            "019000e3134f07a00000000102039f700107c50100ce0201ff");

    private ChangedOctets() {}

    /** The same for the same state of {@code random}. */
    static byte[] of(EntryPoint target, SplittableRandom random) {
        byte[] octets = seed(random);
        if (random.nextInt(4) == 0) {
            octets = join(octets, seed(random));
        }
        byte[] cut = random.nextInt(5) == 0 ? Arrays.copyOf(octets, random.nextInt(octets.length)) : octets;
        change(cut, random);
        return switch (target) {
            case SMPP -> join(pdu(cut, random), pdu(cut, random));
            case TEXT, LOG_LINE -> text(cut, random);
            case PCAP -> file(random.nextBoolean() ? smpp(cut, false, random) : card(cut), random);
            case PCAPNG -> file(smpp(cut, true, random), random);
            default -> cut;
        };
    }

    private static byte[] file(byte[] file, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            change(file, random);
        }
        return file;
    }

    private static byte[] text(byte[] octets, SplittableRandom random) {
        HexFormat form =
                random.nextBoolean() ? HexFormat.of() : HexFormat.ofDelimiter(random.nextBoolean() ? ":" : " ");
        String digits = random.nextInt(4) == 0
                ? Base64.getEncoder().encodeToString(octets)
                : (random.nextBoolean() ? "id=17 " : "") + form.formatHex(octets);
        byte[] text = (digits + "\n").getBytes(StandardCharsets.ISO_8859_1);
        change(text, random);
        return text;
    }

    private static byte[] seed(SplittableRandom random) {
        return HexFormat.of().parseHex(SEEDS.get(random.nextInt(SEEDS.size())));
    }

    private static void change(byte[] octets, SplittableRandom random) {
        for (int changes = random.nextInt(5); changes > 0 && octets.length > 0; changes--) {
            int at = random.nextInt(octets.length);
            octets[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt(2) * 0xFF : random.nextInt(256));
        }
    }

    private static byte[] join(byte[] one, byte[] other) {
        return Octets.concat(Octets.copyOf(one), Octets.copyOf(other)).toByteArray();
    }

    /** A submit_sm or deliver_sm around user data. */
    private static byte[] pdu(byte[] userData, SplittableRandom random) {
        Octets data = Octets.copyOf(userData, 0, Math.min(userData.length, 254));
        Octets body = Octets.concat(
                Octets.hex("000101343900010131320040" + "7f00" + "0000" + "01" + "00f600"),
                Octets.of(data.length()),
                data);
        int id = random.nextBoolean() ? 4 : 5;
        int length = 16 + body.length();
        return Octets.concat(
                        Octets.of(
                                0, 0, length >> 8, length & 0xFF, 0, 0, 0, id, 0, 0, 0, 0, 0, 0, 0, random.nextInt(4)),
                        body)
                .toByteArray();
    }

    private static byte[] smpp(byte[] userData, boolean blocks, SplittableRandom random) {
        List<byte[]> frames = new ArrayList<>();
        int sequence = 1;
        for (int i = 0; i < 4; i++) {
            byte[] pdu = pdu(userData, random);
            frames.add(Wire.ethernet(Wire.tcp(40_000, 2775, sequence, 1, 24, pdu)));
            sequence += random.nextInt(5) == 0 ? random.nextInt(400) : pdu.length;
            byte[] answer = HexFormat.of().parseHex("0000001280000004000000000000000%d4100".formatted(i));
            frames.add(Wire.ethernet(Wire.tcp(2775, 40_000, 1 + i * 18L, sequence, 24, answer)));
        }
        return blocks
                ? Wire.pcapng(ByteOrder.LITTLE_ENDIAN, Wire.ETHERNET, frames)
                : Wire.pcap(ByteOrder.LITTLE_ENDIAN, Wire.ETHERNET, frames);
    }

    private static byte[] card(byte[] exchange) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            PcapWriter writer = new PcapWriter(file);
            writer.card(0, Octets.copyOf(exchange));
            writer.card(1, Octets.concat(Octets.hex("80120000ff"), Octets.copyOf(exchange), Octets.hex("9000")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return file.toByteArray();
    }
}
