// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.CardBehaviour.ReplayAnswer;
import org.otagateway.gateway.simulator.ram.RemoteApplets;
import org.otagateway.gateway.simulator.ram.SecurityDomain;
import org.otagateway.gateway.simulator.ram.StoredKey;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.CommandPacket;
import org.otagateway.packet.secured.CounterMode;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.ParsedCommand;
import org.otagateway.packet.secured.ResponseStatus;
import org.otagateway.packet.secured.ResponseStatus.Meaning;
import org.otagateway.packet.secured.SecurityFailure;
import org.otagateway.packet.secured.Tar;
import org.otagateway.smpp.smsc.Concatenation;

/**
 * The operating system that software UICCs share. It puts messages together, opens the command packet with the card's
 * keys, checks its counter against the stored one, stores the counter, and only then runs the script (TS 102 225 clause 5.1.4,
 * TS 31.115 clause 4). Not thread-safe: its ciphers are used for one packet after another.
 */
final class SoftwareUicc {
    /** Above each key version; those of further security domains stand below it. */
    private static final int KEY_VERSION_DOMAINS = 0xFFFFF0;

    private static final int KEY_VERSIONS = 16;

    private final CardProfile profile;
    private final InstantSource clock;
    private final CardEvent.Listener listener;
    private final CommandCodec commands = new CommandCodec();
    private final ProofWriter proofs;

    /** @param listener is told of each packet, execution and answer before the answer leaves */
    SoftwareUicc(CardProfile profile, InstantSource clock, CardEvent.Listener listener) {
        this.profile = profile;
        this.clock = clock;
        this.listener = listener;
        this.proofs = new ProofWriter(profile.behaviour());
    }

    /** The stored counter of a key version of a security domain, 0 for the issuer's. */
    static int domain(int slot, int keyVersion) {
        return (KEY_VERSION_DOMAINS - slot * KEY_VERSIONS) | (keyVersion & (KEY_VERSIONS - 1));
    }

    /**
     * Takes one SMS-DELIVER of class 2.
     *
     * @param sender TP-OA
     * @param userData TP-UD with its header
     */
    UiccAnswer receive(UiccState card, String sender, Octets userData, PowerSupply power) {
        if (!UserData.hasHeader(userData)) {
            return UiccAnswer.NOTHING;
        }
        Octets whole = assemble(card, sender, userData).orElse(null);
        if (whole == null || !UserData.isCommandPacket(whole)) {
            return UiccAnswer.NOTHING;
        }
        UiccAnswer answer = new Delivery(card, UserData.withoutHeader(whole), power).answer();
        if (power.failsAfterTheAnswer()) {
            card.reset();
            listener.record(new CardEvent.Reset(event(card)));
        }
        return answer;
    }

    private Optional<Octets> assemble(UiccState card, String sender, Octets userData) {
        Concatenation concatenation = Concatenation.of(userData).orElse(null);
        if (concatenation == null) {
            return Optional.of(userData);
        }
        if (concatenation.reference() == 0 && !profile.behaviour().assemblesReferenceZero()) {
            return Optional.empty();
        }
        MessageBuffer buffer = card.buffer();
        if (buffer == null || !buffer.takes(sender, concatenation)) {
            buffer = new MessageBuffer(sender, concatenation);
        }
        Optional<Octets> whole = buffer.add(concatenation.part(), userData);
        card.setBuffer(whole.isPresent() ? null : buffer);
        return whole;
    }

    private CardEvent.Card event(UiccState card) {
        return new CardEvent.Card(clock.instant(), card.iccid(), card.msisdn());
    }

    private static Octets sha256(Octets packet) {
        try {
            return Octets.copyOf(MessageDigest.getInstance("SHA-256").digest(packet.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The chain of scripts of one application of a card. */
    private record Chains(UiccState card, Tar tar, Supplier<CommandRunner> fresh) implements ScriptChains {
        @Override
        public Optional<CommandRunner> underWay() {
            ScriptChain chain = card.chain();
            if (chain == null || !chain.tar().equals(tar)) {
                return Optional.empty();
            }
            CommandRunner runner = chain.runner() == null ? fresh.get() : chain.runner();
            card.setChain(new ScriptChain(tar, runner, chain.keptOverReset()));
            return Optional.of(runner);
        }

        @Override
        public void keep(CommandRunner runner, boolean keptOverReset) {
            card.setChain(new ScriptChain(tar, runner, keptOverReset));
        }

        @Override
        public void end() {
            ScriptChain chain = card.chain();
            if (chain != null && chain.tar().equals(tar)) {
                card.setChain(null);
            }
        }
    }

    /** One command packet on one card. */
    private final class Delivery {
        private final UiccState card;
        private final Octets octets;
        private final PowerSupply power;
        private final CardBehaviour behaviour = profile.behaviour();
        private CardEvent.Packet packet;
        private @Nullable SecurityDomain domain;
        private int keySlot;

        Delivery(UiccState card, Octets octets, PowerSupply power) {
            this.card = card;
            this.octets = octets;
            this.power = power;
            this.packet = new CardEvent.Packet("", 0, -1, null, sha256(octets));
        }

        UiccAnswer answer() {
            // Without a header nothing says where an answer should go or how: the card stays silent.
            return CommandCodec.parse(octets).fold(this::open, malformed -> {
                received(Meaning.UNIDENTIFIED_SECURITY_ERROR.status(), malformed.describe());
                return UiccAnswer.NOTHING;
            });
        }

        private UiccAnswer open(ParsedCommand parsed) {
            CommandHeader header = parsed.header();
            domain = SecurityDomain.find(profile.ram(), card.content(), header.tar())
                    .orElse(null);
            keySlot = domain == null ? 0 : KeyStore.slotOf(domain, card);
            packet = packet(header, null);
            KeySets keys = card.keys(keySlot);
            return commands.open(parsed, keys)
                    .fold(command -> check(command, keys), failure -> refuseUnproven(header, failure));
        }

        private CardEvent.Packet packet(CommandHeader header, @Nullable Counter counter) {
            return new CardEvent.Packet(header.tar().toString(), keySlot, keyVersion(header), counter, packet.sha256());
        }

        private int keyVersion(CommandHeader header) {
            return header.spi().ciphered() || header.spi().integrity() != IntegrityMode.CC
                    ? header.kic().keyVersion()
                    : header.kid().keyVersion();
        }

        /** A sender that has not proved itself gets no checksum: it could be used against the key. */
        private UiccAnswer refuseUnproven(CommandHeader header, SecurityFailure failure) {
            Meaning meaning;
            if (failure instanceof SecurityFailure.CheckFailed) {
                meaning = Meaning.INTEGRITY_FAILED;
            } else if (failure instanceof SecurityFailure.Structure) {
                meaning = Meaning.CIPHERING_ERROR;
            } else {
                meaning = Meaning.UNIDENTIFIED_SECURITY_ERROR;
            }
            received(meaning.status(), failure.describe());
            return send(proofs.unprotected(header, Counter.ZERO, meaning.status()));
        }

        private UiccAnswer check(CommandPacket command, KeySets keys) {
            CommandHeader header = command.header();
            packet = packet(header, command.counter());
            CardApplication application = profile.application(header.tar()).orElse(null);
            if (application == null && domain == null) {
                return refuse(command, keys, Meaning.TAR_UNKNOWN, "no application has that TAR");
            }
            MinimumSecurity minimum = application == null ? profile.domainMinimum() : application.minimum();
            if (!minimum.isMetBy(header.spi())) {
                return refuse(command, keys, Meaning.INSUFFICIENT_SECURITY_LEVEL, "below the minimum security level");
            }
            int counterDomain = behaviour.counterDomain() == CounterDomain.TAR
                    ? header.tar().value()
                    : domain(keySlot, keyVersion(header));
            Counter stored = card.counter(counterDomain);
            Meaning verdict = verdict(command, stored);
            if (verdict == Meaning.COUNTER_LOW) {
                return refuseReplay(command, keys, stored);
            }
            if (verdict != Meaning.POR_OK) {
                return refuse(command, keys, verdict, "the stored counter is " + stored);
            }
            received(ResponseStatus.POR_OK, null);
            if (storesCounter(command)) {
                card.storeCounter(counterDomain, command.counter());
            }
            if (power.failsBeforeTheScript()) {
                card.reset();
                listener.record(new CardEvent.Execution(event(), packet, false, 0, null));
                return UiccAnswer.POWER_LOST;
            }
            return run(command, application, keys);
        }

        /** What the counter says (TS 102 225 clause 5.1.4); a domain at FFFFFFFFFF is blocked for good. */
        private Meaning verdict(CommandPacket command, Counter stored) {
            long value = command.counter().value();
            return switch (command.header().spi().counter()) {
                case NONE, UNCHECKED -> Meaning.POR_OK;
                case HIGHER, ONE_HIGHER -> {
                    if (stored.blocked()) {
                        yield Meaning.COUNTER_BLOCKED;
                    }
                    if (value <= stored.value()) {
                        yield Meaning.COUNTER_LOW;
                    }
                    boolean tooHigh =
                            command.header().spi().counter() == CounterMode.ONE_HIGHER && value != stored.value() + 1;
                    yield tooHigh ? Meaning.COUNTER_HIGH : Meaning.POR_OK;
                }
            };
        }

        private boolean storesCounter(CommandPacket command) {
            return switch (command.header().spi().counter()) {
                case NONE -> false;
                case UNCHECKED -> behaviour.storesUncheckedCounter();
                case HIGHER, ONE_HIGHER -> true;
            };
        }

        private UiccAnswer refuse(CommandPacket command, KeySets keys, Meaning meaning, String reason) {
            received(meaning.status(), reason);
            return send(proofs.protectedAs(command, meaning.status(), Octets.EMPTY, keys, card));
        }

        private UiccAnswer refuseReplay(CommandPacket command, KeySets keys, Counter stored) {
            ReplayAnswer way = behaviour.replayAnswer().of(card.iccid());
            Meaning meaning = way == ReplayAnswer.UNIDENTIFIED_UNPROTECTED
                    ? Meaning.UNIDENTIFIED_SECURITY_ERROR
                    : Meaning.COUNTER_LOW;
            received(meaning.status(), "the stored counter is " + stored);
            return switch (way) {
                case COUNTER_LOW -> send(proofs.protectedAs(command, meaning.status(), Octets.EMPTY, keys, card));
                case UNIDENTIFIED_UNPROTECTED ->
                    send(proofs.unprotected(command.header(), Counter.ZERO, meaning.status()));
                case SILENT, MIXED -> UiccAnswer.NOTHING;
            };
        }

        private UiccAnswer run(CommandPacket command, @Nullable CardApplication application, KeySets keys) {
            Supplier<CommandRunner> fresh = () -> application != null ? runner(application) : runner(command, keys);
            ScriptRunner.Outcome outcome = ScriptRunner.run(
                    command.data(),
                    application != null ? application.format() : CardApplication.Format.EITHER,
                    new Chains(card, command.header().tar(), fresh),
                    fresh);
            listener.record(
                    new CardEvent.Execution(event(), packet, true, outcome.commandsExecuted(), outcome.statusWord()));
            if (domain != null) {
                listener.record(registry(domain));
            }
            UiccAnswer answer =
                    send(proofs.protectedAs(command, ResponseStatus.POR_OK, outcome.response(), keys, card));
            return behaviour.reportsError()
                    ? new UiccAnswer(UiccAnswer.Kind.ERROR, answer.report(), answer.submits())
                    : answer;
        }

        private CommandRunner runner(CardApplication application) {
            return new FileSystem(
                    profile.files(), card, application.start(), application.rights(), behaviour.exactLengths());
        }

        private CommandRunner runner(CommandPacket command, KeySets keys) {
            SecurityDomain addressed = Objects.requireNonNull(domain);
            CounterDomain counters = behaviour.counterDomain();
            RemoteApplets applets = new RemoteApplets(
                    card.content(profile.ram()),
                    addressed,
                    new KeyStore(card, addressed, keys, keyVersion(command.header()), counters),
                    (operation, aid, word) ->
                            listener.record(new CardEvent.Operation(event(), packet, operation, aid, word)));
            return applets::execute;
        }

        private CardEvent registry(SecurityDomain addressed) {
            List<Integer> versions = card.storedKeys(addressed.slot()).stream()
                    .map(StoredKey::version)
                    .distinct()
                    .sorted()
                    .toList();
            return new CardEvent.Registry(event(), card.content(profile.ram()).snapshot(), addressed.aid(), versions);
        }

        private void received(ResponseStatus status, @Nullable String reason) {
            listener.record(new CardEvent.Received(event(), packet, status, Optional.ofNullable(reason)));
        }

        private UiccAnswer send(Optional<ProofWriter.Proof> proof) {
            return proof.map(sent -> {
                        listener.record(new CardEvent.Proof(
                                event(),
                                packet,
                                sent.status(),
                                !sent.answer().submits().isEmpty(),
                                Math.max(1, sent.answer().submits().size()),
                                sent.packet()));
                        return sent.answer();
                    })
                    .orElse(UiccAnswer.NOTHING);
        }

        private CardEvent.Card event() {
            return SoftwareUicc.this.event(card);
        }
    }
}
