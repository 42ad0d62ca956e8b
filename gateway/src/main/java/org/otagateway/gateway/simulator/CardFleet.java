// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.simulator.ram.CardContent;
import org.otagateway.gateway.simulator.ram.StoredKey;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.smpp.smsc.DeliverReport;
import org.otagateway.smpp.smsc.Handset;
import org.otagateway.smpp.smsc.MobileMessage;
import org.otagateway.smpp.smsc.MobileNetwork;
import org.otagateway.smpp.smsc.ShortMessage;
import org.otagateway.smpp.smsc.Uplink;

/**
 * Handsets with software UICCs, found by MSISDN. A card that was never written takes some 210 octets of heap. Thread-safe:
 * one card runs at a time.
 */
public final class CardFleet implements MobileNetwork {
    private static final int DATA_DOWNLOAD = 0x7F;
    /** TP-FCS: (U)SIM data download error (3GPP TS 23.040 clause 9.2.3.22). */
    private static final int DATA_DOWNLOAD_ERROR = 0xD5;

    private final UiccState[] cards;
    private final long[] msisdns;
    private final CardProfile profile;
    private final SoftwareUicc system;
    private final CardMishaps mishaps;
    private final RandomGenerator random;
    private final PowerSupply power = new ChancePower();

    private CardFleet(
            List<UiccState> cards,
            CardProfile profile,
            CardMishaps mishaps,
            InstantSource clock,
            RandomGenerator random,
            CardEvent.Listener listener) {
        this.cards = cards.toArray(new UiccState[0]);
        this.msisdns = cards.stream().mapToLong(UiccState::msisdnNumber).toArray();
        this.profile = profile;
        this.mishaps = mishaps;
        this.random = random;
        this.system = new SoftwareUicc(profile, clock, listener);
    }

    /**
     * Makes a card of each row of CARDS.csv. A row that is no card, or whose ICCID or MSISDN an earlier one has, is left
     * out.
     *
     * @param defaultType the algorithm of keys whose {@code algN} is missing
     * @param mishaps how likely a card loses its power
     * @param random decides when
     * @param journal takes down what the cards do
     * @param refused takes one line for each row left out; it may throw to stop there
     * @throws UserError where the file cannot be read or lacks a column
     */
    public static CardFleet read(
            Path cards,
            KeyType defaultType,
            CardProfile profile,
            CardMishaps mishaps,
            InstantSource clock,
            RandomGenerator random,
            JsonLinesJournal journal,
            Consumer<UserError> refused) {
        return read(cards, defaultType, profile, mishaps, clock, random, journal.cardEvents(), refused);
    }

    static CardFleet read(
            Path cards,
            KeyType defaultType,
            CardProfile profile,
            CardMishaps mishaps,
            InstantSource clock,
            RandomGenerator random,
            CardEvent.Listener listener,
            Consumer<UserError> refused) {
        List<UiccState> fleet = new ArrayList<>();
        Set<String> iccids = new HashSet<>();
        CardsFile.read(
                cards,
                defaultType,
                profile.ram().domains(),
                card -> {
                    if (!iccids.add(card.iccid())) {
                        throw new UserError(cards + ": iccid: expected each once, got '" + card.iccid() + "' twice");
                    }
                    fleet.add(card);
                },
                refused);
        fleet.sort(Comparator.comparingLong(UiccState::msisdnNumber));
        return new CardFleet(withoutDoubles(fleet, cards, refused), profile, mishaps, clock, random, listener);
    }

    private static List<UiccState> withoutDoubles(List<UiccState> sorted, Path file, Consumer<UserError> refused) {
        List<UiccState> kept = new ArrayList<>(sorted.size());
        for (UiccState card : sorted) {
            if (!kept.isEmpty() && kept.get(kept.size() - 1).msisdnNumber() == card.msisdnNumber()) {
                refused.accept(new UserError(file + ": msisdn: expected each once, got '" + card.msisdn() + "' twice"));
            } else {
                kept.add(card);
            }
        }
        return kept;
    }

    /** The number of cards. */
    public int size() {
        return cards.length;
    }

    @Override
    public Optional<Handset> handset(String msisdn) {
        return card(msisdn).map(card -> (message, uplink) -> deliver(card, message, uplink));
    }

    /**
     * The content of a file, as a card reader with all rights would see it.
     *
     * @param path two octets for each file from the MF down, without the MF; {@code 7fff} at its start is ADF.USIM
     * @return all records, one after another; empty where there is no such card or EF
     */
    public Optional<Octets> fileContent(String msisdn, Octets path) {
        return card(msisdn).flatMap(card -> {
            synchronized (system) {
                return content(card, path);
            }
        });
    }

    private Optional<Octets> content(UiccState card, Octets path) {
        FileTree tree = card.tree(profile.files());
        DedicatedFile directory = tree.root();
        for (int i = 0; i + 2 < path.length(); i += 2) {
            int fid = path.get(i) << 8 | path.get(i + 1);
            Optional<DedicatedFile> found = i == 0 && fid == DedicatedFile.CURRENT_ADF
                    ? tree.application(FileTree.USIM_AID)
                    : tree.child(directory, fid)
                            .filter(DedicatedFile.class::isInstance)
                            .map(DedicatedFile.class::cast);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            directory = found.get();
        }
        if (path.length() < 2 || path.length() % 2 != 0) {
            return Optional.empty();
        }
        int fid = path.get(path.length() - 2) << 8 | path.get(path.length() - 1);
        return tree.child(directory, fid)
                .filter(ElementaryFile.class::isInstance)
                .map(ElementaryFile.class::cast)
                .map(file -> Octets.copyOf(card.content(tree, file)));
    }

    /**
     * The packages and applications of a card, as a card reader with all rights would see them.
     *
     * @return empty where there is no such card
     */
    public Optional<CardContent.Snapshot> applets(String msisdn) {
        return card(msisdn).map(card -> {
            synchronized (system) {
                return card.content(profile.ram()).snapshot();
            }
        });
    }

    /** The versions of the keys that the issuer security domain of a card has, in order; none where there is no such card. */
    public List<Integer> keyVersions(String msisdn) {
        return card(msisdn)
                .map(card -> {
                    synchronized (system) {
                        return card.storedKeys(0).stream()
                                .map(StoredKey::version)
                                .distinct()
                                .sorted()
                                .toList();
                    }
                })
                .orElse(List.of());
    }

    private Optional<UiccState> card(String msisdn) {
        if (!msisdn.matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        int index = Arrays.binarySearch(msisdns, Long.parseLong(msisdn));
        return index < 0 ? Optional.empty() : Optional.of(cards[index]);
    }

    /** Chance decides when a card loses its power. */
    private final class ChancePower implements PowerSupply {
        @Override
        public boolean failsBeforeTheScript() {
            return random.nextDouble() < mishaps.powerCuts();
        }

        @Override
        public boolean failsAfterTheAnswer() {
            // Without resets the row of random numbers stays as it was before there were any.
            return mishaps.resets() > 0 && random.nextDouble() < mishaps.resets();
        }
    }

    /** A terminal hands a message to the card where it is (U)SIM data download of class 2 (TS 31.111 clause 7.1.1). */
    private DeliverReport deliver(UiccState card, ShortMessage message, Uplink uplink) {
        if (!message.udhi() || message.protocolId() != DATA_DOWNLOAD || !isClass2(message.dataCoding())) {
            return DeliverReport.ACKNOWLEDGED;
        }
        UiccAnswer answer;
        String msisdn;
        synchronized (system) {
            answer = system.receive(card, message.source(), message.userData(), power);
            msisdn = card.msisdn();
        }
        for (Octets part : answer.submits()) {
            uplink.submit(new MobileMessage(msisdn, message.source(), true, DATA_DOWNLOAD, 0xF6, part));
        }
        return switch (answer.kind()) {
            case ACKNOWLEDGED -> DeliverReport.acknowledged(answer.report());
            case ERROR -> DeliverReport.error(DATA_DOWNLOAD_ERROR, answer.report());
            case POWER_LOST -> DeliverReport.UNREACHABLE;
        };
    }

    /**
     * TP-DCS (3GPP TS 23.038 clause 4).
     *
     * <pre>
     * 00x1xx10   general, class 2      1111xx10   data coding and class, class 2
     * </pre>
     */
    private static boolean isClass2(int dataCoding) {
        return (dataCoding & 0xD3) == 0x12 || (dataCoding & 0xF3) == 0xF2;
    }
}
