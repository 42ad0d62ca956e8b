// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.IntegrityMode;

/**
 * Looks for the reason why a check fails: it makes the check again under other assumptions, those that deviate least first,
 * and stops with the first that match.
 */
final class Diagnoser {
    /** Checks made at most: some 100 ms. */
    private static final int MOST_TRIALS = 60_000;

    private static final int MOST_MATCHES = 3;
    private static final int LONGEST_SEARCHED = 320;

    private final Context context;
    private final Shape shape;
    private final Octets packet;
    private final int checkLength;
    private final Opening opening;
    private int trials;

    Diagnoser(Context context, Shape shape, Octets packet, int checkLength, Opening opening) {
        this.context = context;
        this.shape = shape;
        this.packet = packet;
        this.checkLength = checkLength;
        this.opening = opening;
    }

    Diagnosis diagnose() {
        List<Variants.Candidate> candidates = context.opener().candidates(context.ring(), opening.holder());
        Settings settings = opening.settings();
        Octets body = packet.from(Math.min(shape.clearLength(), packet.length()));
        Set<String> matches = new LinkedHashSet<>();
        if (body.length() >= shape.fixedLength() + checkLength) {
            List<Variants.Clear> clears = clears(body, settings, candidates);
            List<Variants.Check> checks = Variants.checks(settings, checkLength, candidates);
            assumptions(clears, checks, matches);
            if (matches.isEmpty() && whole() && packet.length() <= LONGEST_SEARCHED) {
                changedOctet(matches);
            }
        }
        return new Diagnosis(
                new ArrayList<>(matches),
                tried(settings, candidates),
                matches.isEmpty() ? context.effort().shortened() : "");
    }

    private boolean whole() {
        return context.effort() == Effort.WHOLE;
    }

    /** Those that make sense: under a wrong key that is one in sixteen, and nearly all the time goes into the others. */
    private List<Variants.Clear> clears(Octets body, Settings settings, List<Variants.Candidate> candidates) {
        return Variants.clears(body, settings, candidates, context.opener()).stream()
                .filter(clear -> whole() || plausible(clear))
                .toList();
    }

    private boolean plausible(Variants.Clear clear) {
        return (clear.deviations().isEmpty() && !opening.settings().ciphered())
                || Opening.plausible(shape, clear.body(), clear.cipher());
    }

    private void assumptions(List<Variants.Clear> clears, List<Variants.Check> checks, Set<String> matches) {
        List<Counted> counted = clears.stream().map(Counted::new).toList();
        // a CRC is short enough to match by chance where much is tried
        int most = opening.settings().mode() == IntegrityMode.RC
                ? 1
                : context.effort().deviations();
        for (int deviations = 0; deviations <= most && matches.isEmpty(); deviations++) {
            for (Counted clear : counted) {
                for (Variants.Check check : checks) {
                    int left = deviations
                            - clear.clear.deviations().size()
                            - check.deviations().size();
                    if (left >= 0) {
                        tryCoverages(clear, check, left, matches);
                    }
                }
            }
        }
    }

    /** A clear body, and the octets that may be counted in its check by how long that is: made once. */
    private final class Counted {
        private final Variants.Clear clear;
        private final Map<Integer, List<Coverage>> byOccupied = new HashMap<>();

        Counted(Variants.Clear clear) {
            this.clear = clear;
        }

        List<Coverage> coverages(int occupied) {
            return byOccupied.computeIfAbsent(occupied, octets -> {
                Octets body = clear.body();
                return Coverage.all(
                        new Coverage.Parts(
                                shape,
                                packet.slice(0, shape.clearLength()),
                                body.slice(0, shape.fixedLength()),
                                body.from(shape.fixedLength() + octets)),
                        octets);
            });
        }
    }

    private void tryCoverages(Counted counted, Variants.Check check, int deviations, Set<String> matches) {
        Octets body = counted.clear.body();
        int foundTo = shape.fixedLength() + check.algorithm().checkLength();
        if (Math.max(shape.fixedLength() + check.occupied(), foundTo) > body.length()) {
            return;
        }
        Octets found = body.slice(shape.fixedLength(), foundTo);
        for (Coverage coverage : counted.coverages(check.occupied())) {
            if (coverage.deviations().size() != deviations
                    || matches.size() >= MOST_MATCHES
                    || trials++ > MOST_TRIALS) {
                continue;
            }
            if (context.opener()
                    .check(check.algorithm(), check.key(), coverage.message())
                    .equals(found)) {
                List<String> all = new ArrayList<>(counted.clear.deviations());
                all.addAll(check.deviations());
                all.addAll(coverage.deviations());
                matches.add(all.isEmpty() ? "as it stands" : String.join(", ", all));
            }
        }
    }

    /** One octet was changed under way: each is tried with each value, or with each bit turned where the check is a CRC. */
    private void changedOctet(Set<String> matches) {
        byte[] octets = packet.toByteArray();
        boolean crc = opening.settings().mode() == IntegrityMode.RC;
        for (int at = 0; at < octets.length && matches.size() < MOST_MATCHES; at++) {
            byte was = octets[at];
            for (int change = 1; change < 0x100; change++) {
                if (crc && Integer.bitCount(change) != 1) {
                    continue;
                }
                octets[at] = (byte) (was ^ change);
                Opening other = context.opener()
                        .open(shape, Octets.copyOf(octets), opening.settings(), checkLength, opening.holder());
                if (other.check() == Opening.Check.MATCHES) {
                    matches.add("one octet was changed: at offset " + at + " (" + name(at) + ") "
                            + OctetReader.hex8(was & 0xFF) + " stands for " + OctetReader.hex8(octets[at] & 0xFF));
                }
            }
            octets[at] = was;
        }
    }

    private String name(int at) {
        boolean command = shape == Shape.COMMAND;
        if (at < 2) {
            return command ? "CPL" : "RPL";
        }
        if (at == 2) {
            return command ? "CHL" : "RHL";
        }
        if (command && at < 7) {
            return at < 5 ? "SPI" : at == 5 ? "KIc" : "KID";
        }
        if (at < shape.clearLength()) {
            return "TAR";
        }
        if (opening.settings().ciphered()) {
            return "ciphered data";
        }
        int inside = at - shape.clearLength();
        if (inside < 5) {
            return "CNTR";
        }
        if (inside == 5) {
            return "PCNTR";
        }
        if (inside < shape.fixedLength()) {
            return "status";
        }
        return inside < shape.fixedLength() + checkLength ? "RC/CC" : "data";
    }

    private List<String> tried(Settings settings, List<Variants.Candidate> candidates) {
        String length = shape == Shape.COMMAND ? "CPL" : "RPL";
        List<String> tried = new ArrayList<>();
        tried.add("user data header " + shape.userDataHeader().toHex()
                + (shape == Shape.COMMAND ? " counted in" : " left out"));
        tried.add(length + " counted differently or left out");
        tried.add("padding not counted, PCNTR counted as 0");
        tried.add("counters 16 below and above, and 0");
        tried.add(settings.ciphered() ? "not ciphered at all" : "ciphered although SPI says not");
        if (settings.mode() == IntegrityMode.CC) {
            tried.add("a CMAC of 4 octets");
            if (context.effort() != Effort.LIKELY) {
                tried.add("KIC and KID swapped");
                tried.add("every algorithm that the keys fit");
            }
        } else {
            tried.add("CRC-16 and CRC-32");
        }
        long versions = candidates.stream()
                .mapToInt(Variants.Candidate::version)
                .distinct()
                .count();
        if (versions > 1) {
            tried.add("the keys of " + versions + " key versions");
        }
        if (whole() && packet.length() <= LONGEST_SEARCHED) {
            tried.add(settings.mode() == IntegrityMode.RC ? "each bit turned alone" : "each octet changed alone");
        }
        return tried;
    }
}
