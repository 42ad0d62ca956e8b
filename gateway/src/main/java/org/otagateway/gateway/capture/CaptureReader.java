// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.otagateway.packet.bytes.Octets;

/**
 * Finds SMPP PDUs and card commands in a capture file. What it keeps in memory is bounded whatever the file holds: the
 * connection that was silent longest is given up first.
 */
public final class CaptureReader {
    /** Told of what is found, in the order in which it is complete. */
    public interface Listener {
        void message(Captured message);

        /** Something is missing or odd at a frame. */
        void notice(long frame, String text);
    }

    private static final int MOST_FLOWS = 4096;
    private static final int MOST_OCTETS = 16 << 20;

    private final Listener listener;
    private final LinkedHashMap<String, Flow> flows = new LinkedHashMap<>(64, 0.75f, true);
    private long messages;
    private long repeated;
    private long missing;
    private long unread;
    private long fragments;
    private long held;
    private long mostHeld;

    private CaptureReader(Listener listener) {
        this.listener = listener;
    }

    /** Whether octets begin as a capture file does: four of them suffice. */
    public static boolean begins(byte[] octets) {
        return CaptureFile.begins(octets);
    }

    /** Reads to the end. A damaged file ends where it is damaged; only the stream itself can fail. */
    public static CaptureSummary read(InputStream in, Listener listener) throws IOException {
        return of(listener).read(in);
    }

    static CaptureReader of(Listener listener) {
        return new CaptureReader(listener);
    }

    /** The most octets that were in memory at once for what is incomplete. */
    long mostHeld() {
        return mostHeld;
    }

    CaptureSummary read(InputStream in) throws IOException {
        CaptureFile file = CaptureFile.open(in);
        for (Frame frame = file.next(); frame != null; frame = file.next()) {
            Packet packet = Layers.packet(frame).orElse(null);
            if (packet == null) {
                unread++;
                fragments += Layers.isFragment(frame) ? 1 : 0;
            } else {
                packet(packet, new Moment(frame.number(), frame.micros()));
            }
        }
        flows.values().forEach(Flow::end);
        return new CaptureSummary(file.frames(), messages, repeated, missing, unread, fragments, file.fault());
    }

    private void packet(Packet packet, Moment moment) {
        Packet.Tcp tcp = packet.tcp();
        if (tcp == null) {
            Gsmtap.card(packet)
                    .ifPresent(exchange -> found(packet.from(), packet.to(), Captured.Source.CARD, exchange, moment));
            return;
        }
        if (!packet.complete()) {
            listener.notice(moment.frame(), "the frame was not captured whole");
        }
        Flow flow =
                flows.computeIfAbsent(packet.from() + " " + packet.to(), key -> new Flow(packet.from(), packet.to()));
        int before = flow.octetsHeld();
        flow.tcp.segment(tcp, packet.payload(), moment);
        held += flow.octetsHeld() - before;
        Flow other = tcp.ack() ? flows.get(packet.to() + " " + packet.from()) : null;
        if (other != null) {
            int otherBefore = other.octetsHeld();
            other.tcp.acknowledged(tcp.acknowledged());
            held += other.octetsHeld() - otherBefore;
        }
        bound();
    }

    private void bound() {
        Iterator<Map.Entry<String, Flow>> eldest = flows.entrySet().iterator();
        while ((flows.size() > MOST_FLOWS || held > MOST_OCTETS) && eldest.hasNext()) {
            Flow flow = eldest.next().getValue();
            held -= flow.octetsHeld();
            flow.end();
            eldest.remove();
        }
        mostHeld = Math.max(mostHeld, held);
    }

    private void found(String from, String to, Captured.Source source, Octets octets, Moment moment) {
        messages++;
        listener.message(new Captured(moment.frame(), moment.micros(), from, to, source, octets));
    }

    /** One direction of a connection. */
    private final class Flow implements TcpDirection.Sink, SmppScanner.Sink {
        private final String from;
        private final String to;
        private final TcpDirection tcp = new TcpDirection(this);
        private final SmppScanner scanner = new SmppScanner(this);

        Flow(String from, String to) {
            this.from = from;
            this.to = to;
        }

        int octetsHeld() {
            return tcp.octetsHeld() + scanner.octetsHeld();
        }

        void end() {
            tcp.end();
            repeated += tcp.repeated();
        }

        @Override
        public void octets(Slice octets, Moment moment) {
            scanner.accept(octets, moment);
        }

        @Override
        public void gap(long octets, Moment moment) {
            if (scanner.found()) {
                missing += octets;
                listener.notice(
                        moment.frame(),
                        octets + " octets from " + from + " to " + to + " before this frame were not captured");
            }
            scanner.gap(moment);
        }

        @Override
        public void pdu(Octets pdu, Moment moment) {
            found(from, to, Captured.Source.SMPP, pdu, moment);
        }

        @Override
        public void lost(int octets, Moment moment) {
            listener.notice(moment.frame(), octets + " octets of a PDU from " + from + " lack the rest");
        }
    }
}
