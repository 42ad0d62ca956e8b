// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.CommandStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SMSC on the loopback interface: takes submit_sm, hands the messages to a {@link MobileNetwork}, gives receipts and the
 * messages of the cards back, and lets go wrong what {@link SmscFaults} says. Two threads a session, one that accepts and
 * one for everything with a time; none for a message.
 */
public final class Smsc implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Smsc.class);
    private static final int BACKLOG = 50;

    private final SmscSettings settings;
    private final InstantSource clock;
    private final ServerSocket server;
    private final TimerThread timer;
    private final FaultCounts struck = new FaultCounts();
    private final Outbox outbox;
    private final MessageCentre centre;
    private final Seeds connections;
    private final Seeds binds;
    private final Set<SmscSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile SmscFaults faults;
    private volatile Instant holdBindUntil = Instant.MIN;
    private volatile Instant awayUntil = Instant.MIN;
    private final AtomicInteger restartsPlanned = new AtomicInteger();
    private volatile boolean closed;

    private Smsc(
            SmscSettings settings,
            SmscFaults faults,
            MobileNetwork network,
            Journal journal,
            InstantSource clock,
            RandomGenerator random,
            ServerSocket server) {
        this.settings = settings;
        this.faults = faults;
        this.clock = clock;
        this.server = server;
        this.connections = new Seeds(random.nextLong());
        this.timer = new TimerThread("smsc-" + server.getLocalPort() + "-timer", clock);
        this.outbox = new Outbox(timer, clock, journal, settings);
        this.centre = new MessageCentre(
                settings,
                faults,
                network,
                journal,
                clock,
                timer,
                outbox,
                new Seeds(random.nextLong()),
                new Seeds(random.nextLong()),
                struck);
        this.binds = new Seeds(random.nextLong());
    }

    /**
     * Listens.
     *
     * @param clock of all times and delays; a clock that does not run by itself is followed by {@link #clockChanged}
     * @param random seeds everything that chance decides
     * @throws IOException where the port cannot be had
     */
    public static Smsc start(
            SmscSettings settings,
            SmscFaults faults,
            MobileNetwork network,
            Journal journal,
            InstantSource clock,
            RandomGenerator random)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Smsc smsc = new Smsc(settings, faults, network, journal, clock, random, server);
        Thread acceptor = new Thread(smsc::accept, "smsc-" + server.getLocalPort() + "-accept");
        acceptor.setDaemon(true);
        acceptor.start();
        smsc.planRestart();
        return smsc;
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** What goes wrong now. */
    public SmscFaults faults() {
        return faults;
    }

    /** Lets other things go wrong from now on; messages under way keep the fate they have. */
    public void impose(SmscFaults other) {
        boolean otherRestarts = !faults.restarts().equals(other.restarts());
        faults = other;
        centre.impose(other);
        if (otherRestarts) {
            planRestart();
        }
    }

    private void planRestart() {
        Restarts restarts = faults.restarts();
        int plan = restartsPlanned.incrementAndGet();
        if (!restarts.every().isZero()) {
            timer.after(restarts.every().toMillis(), () -> {
                if (plan == restartsPlanned.get()) {
                    awayUntil = clock.instant().plus(restarts.outage());
                    dropConnections();
                    planRestart();
                }
            });
        }
    }

    /** The way in for messages that cards send of their own accord. */
    public Uplink uplink() {
        return centre.uplink();
    }

    /** Cuts all connections now. */
    public void dropConnections() {
        sessions.forEach(SmscSession::close);
    }

    /** Looks at the clock again: to be called after a clock was set by hand. */
    public void clockChanged() {
        timer.clockChanged();
    }

    FaultCounts struck() {
        return struck;
    }

    /** What it has done. */
    public SmscCounts counts() {
        return centre.counts((int)
                sessions.stream().filter(session -> session.bound() != null).count());
    }

    /** Cuts all connections, forgets all messages and listens no more. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("The listening socket was not closed", e);
        }
        timer.close();
        dropConnections();
    }

    SmscSettings settings() {
        return settings;
    }

    TimerThread timer() {
        return timer;
    }

    Outbox outbox() {
        return outbox;
    }

    MessageCentre centre() {
        return centre;
    }

    /** Whether a session may bind so. */
    CommandStatus admit(Bind bind) {
        if (!bind.systemId().equals(settings.account().systemId())) {
            return CommandStatus.ESME_RINVSYSID;
        }
        if (!bind.password().equals(settings.account().password())) {
            return CommandStatus.ESME_RINVPASWD;
        }
        return clock.instant().isBefore(holdBindUntil) ? CommandStatus.ESME_RALYBND : CommandStatus.ESME_ROK;
    }

    /** A fault cut this session: its bind is held for a while, as by an SMSC that has not noticed. */
    void droppedByFault(SmscSession session) {
        holdBindUntil = clock.instant().plus(faults.holdBind());
        session.close();
    }

    void ended(SmscSession session) {
        sessions.remove(session);
        outbox.unbound(session);
    }

    private void accept() {
        while (!closed) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("A connection could not be accepted: {}", e.toString());
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        boolean away = clock.instant().isBefore(awayUntil);
        if (away || sessions.size() >= settings.limits().sessions()) {
            socket.close();
            return;
        }
        socket.setTcpNoDelay(true);
        ServerTls tls = settings.tls();
        SmscSession session =
                new SmscSession(tls == null ? socket : tls.over(socket), this, connections.next(), binds.next());
        sessions.add(session);
        session.start(numbers.incrementAndGet());
        if (closed) {
            session.close();
        }
    }
}
