// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponseStatus;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** Packets whose octets are known from elsewhere; made by docs/bench/packets.py. */
record PacketVectors(List<Vector> all) {
    /** User data of one short message, octets. */
    private static final int ONE_MESSAGE = 140;

    /** @param line as it stands in the file, split */
    record Vector(boolean command, Sample sample, List<String> line) {}

    PacketVectors {
        all = List.copyOf(all);
    }

    static PacketVectors read() {
        try (InputStream in = PacketVectors.class.getResourceAsStream("packets.txt")) {
            if (in == null) {
                throw new IllegalStateException("packets.txt is missing in the jar");
            }
            return new PacketVectors(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> vector(List.of(line.split(" ", -1))))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector vector(List<String> line) {
        boolean command = line.get(0).equals("command");
        Octets codings = Octets.hex(line.get(3));
        Kic kic = new Kic(codings.get(0));
        CommandHeader header =
                CommandHeader.of(Spi.hex(line.get(4)), kic, new Kid(codings.get(1)), Tar.hex(line.get(5)));
        return new Vector(
                command,
                new Sample(
                        header,
                        kic.coding() == 2 ? KeyType.AES : KeyType.TRIPLE_DES,
                        octets(line.get(1)).toByteArray(),
                        octets(line.get(2)).toByteArray(),
                        new Counter(Long.parseLong(line.get(6), 16)),
                        new ResponseStatus(command ? 0 : Integer.parseInt(line.get(7), 16)),
                        octets(line.get(8)),
                        octets(line.get(9))),
                line);
    }

    private static Octets octets(String digits) {
        return digits.equals("-") ? Octets.EMPTY : Octets.hex(digits);
    }

    /**
     * Has every packet sealed and opened.
     *
     * @return octets compared
     * @throws IllegalStateException naming the first packet that comes out with other octets
     */
    int check(String name, Contender contender) {
        for (Vector vector : all) {
            Sample sample = vector.sample();
            expect(
                    name,
                    contender.task(vector.command() ? Work.SEAL_COMMAND : Work.SEAL_RESPONSE),
                    sample,
                    sample.packet);
            expect(
                    name,
                    contender.task(vector.command() ? Work.OPEN_COMMAND : Work.OPEN_RESPONSE),
                    sample,
                    sample.data);
        }
        return 2 * all.size();
    }

    private static void expect(String name, Contender.Task task, Sample sample, Octets expected) {
        task.run(sample);
        if (!task.result().equals(expected)) {
            throw new IllegalStateException(name + ": expected " + expected + ", got " + task.result());
        }
    }

    /** What pktbench.c reads: commands of one short message, 16 octets of key, KIc and KID 12 or 15. */
    List<String> forOpenSsl() {
        return all.stream()
                .filter(vector -> vector.command()
                        && vector.sample().kic.length == 16
                        && (vector.line().get(3).equals("1212")
                                || vector.line().get(3).equals("1515"))
                        && vector.sample().packetOctets.length + 3 <= ONE_MESSAGE)
                .map(vector -> String.join(" ", vector.line().subList(1, 7)) + " "
                        + vector.line().get(8) + " 027000" + vector.line().get(9))
                .toList();
    }
}
