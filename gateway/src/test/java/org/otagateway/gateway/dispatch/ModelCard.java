// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandPacket;
import org.otagateway.packet.secured.CounterMode;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponseStatus;
import org.otagateway.packet.sms.Concatenation;
import org.otagateway.packet.sms.PacketKind;
import org.otagateway.packet.sms.PartSet;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.packet.sms.Segmenter;
import org.otagateway.packet.sms.UserData;

/** A card as the model of the design rules has it: stores its counter, then runs; and remembers all that it did. */
final class ModelCard {
    private final KeySets keys;
    private final Random random;
    private final Faults faults;
    /** What runs. */
    final LoadingCard load;

    private final CommandCodec commands = new CommandCodec();
    private final ResponseCodec responses = new ResponseCodec();
    private long counter;
    private int reference = -1;
    private PartSet buffer = PartSet.empty(1);

    /** Script data by how often they ran. */
    final Map<Octets, Integer> runs = new HashMap<>();
    /** Script data of packets whose counter was stored. */
    final Set<Octets> taken = new HashSet<>();

    /** Chances of mishaps, in per cent. */
    record Faults(
            int damaged, int powerCut, int refusedAfterCounter, int silentReplay, int unprotectedReplay, int resets) {
        Faults(int damaged, int powerCut, int refusedAfterCounter, int silentReplay, int unprotectedReplay) {
            this(damaged, powerCut, refusedAfterCounter, silentReplay, unprotectedReplay, 0);
        }
    }

    ModelCard(KeySets keys, long counter, Faults faults, Random random) {
        this.keys = keys;
        this.counter = counter;
        this.faults = faults;
        this.random = random;
        this.load = new LoadingCard(faults.resets, random);
    }

    private boolean chance(int perCent) {
        return random.nextInt(100) < perCent;
    }

    /** A segment arrives; gives the TP-UDs of the answer, none where there is no answer. */
    List<Octets> take(Octets userData) {
        UserData data = UserData.decode(userData).success().orElseThrow();
        Concatenation place = data.concatenation().orElse(null);
        if (place == null) {
            return packet(data);
        }
        if (place.reference() != reference) {
            reference = place.reference();
            buffer = PartSet.empty(place.total());
        }
        buffer = buffer.with(place.number(), data);
        UserData whole = buffer.whole().orElse(null);
        if (whole == null) {
            return List.of();
        }
        reference = -1;
        return packet(whole);
    }

    private List<Octets> packet(UserData data) {
        CommandPacket command = commands.open(data.payload(), keys).success().orElse(null);
        if (command == null) {
            return List.of();
        }
        long value = command.counter().value();
        CounterMode mode = command.header().spi().counter();
        boolean taken = switch (mode) {
            case NONE, UNCHECKED -> true;
            case HIGHER -> value > counter;
            case ONE_HIGHER -> value == counter + 1;
        };
        if (!taken) {
            return refusal(command, value, mode);
        }
        if (chance(faults.damaged)) {
            return por(command, 0x01, Octets.EMPTY);
        }
        counter = value;
        this.taken.add(command.data());
        if (chance(faults.powerCut)) {
            load.reset();
            return List.of();
        }
        if (chance(faults.refusedAfterCounter)) {
            return por(command, 0x07, Octets.EMPTY);
        }
        runs.merge(command.data(), 1, Integer::sum);
        return por(command, 0x00, load.run(command.data()));
    }

    private List<Octets> refusal(CommandPacket command, long value, CounterMode mode) {
        if (mode == CounterMode.ONE_HIGHER && value > counter + 1) {
            return por(command, 0x03, Octets.EMPTY);
        }
        if (chance(faults.silentReplay)) {
            return List.of();
        }
        if (chance(faults.unprotectedReplay)) {
            return List.of(Octets.concat(
                    Octets.hex("027100000b0a"),
                    command.header().tar().value() == 0 ? Octets.hex("000000") : tar(command),
                    Octets.hex("00000000000006")));
        }
        return por(command, 0x02, Octets.EMPTY);
    }

    private static Octets tar(CommandPacket command) {
        int tar = command.header().tar().value();
        return Octets.of(tar >> 16, tar >> 8 & 0xFF, tar & 0xFF);
    }

    private List<Octets> por(CommandPacket command, int status, Octets data) {
        Octets packet = responses.seal(
                command.header().responseSecurity(),
                command.header().tar(),
                command.counter(),
                new ResponseStatus(status),
                data,
                keys);
        return new ArrayList<>(
                Segmenter.segment(PacketKind.RESPONSE, packet, ReferenceWidth.EIGHT_BITS, 1 + random.nextInt(255)));
    }

    /** What a packet says, for who looks at the wire; null where it is not whole. */
    static @Nullable CommandPacket read(List<Octets> userData, KeySets keys) {
        PartSet parts = null;
        for (Octets octets : userData) {
            UserData data = UserData.decode(octets).success().orElseThrow();
            Concatenation place = data.concatenation().orElse(null);
            if (place == null) {
                return new CommandCodec().open(data.payload(), keys).success().orElse(null);
            }
            parts = (parts == null ? PartSet.empty(place.total()) : parts).with(place.number(), data);
        }
        UserData whole = parts == null ? null : parts.whole().orElse(null);
        return whole == null
                ? null
                : new CommandCodec().open(whole.payload(), keys).success().orElse(null);
    }
}
