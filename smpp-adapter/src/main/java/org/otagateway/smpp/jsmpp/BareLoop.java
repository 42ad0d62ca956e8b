// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.Segment;

/**
 * What most programs do with jsmpp: threads that each submit and wait for the answer. To measure the link beside it, for
 * nothing else.
 */
public final class BareLoop implements AutoCloseable {
    private static final int RESPONSE_MILLIS = 10_000;

    private final List<SMPPSession> sessions = new ArrayList<>();
    private final Segment segment;

    private BareLoop(Segment segment) {
        this.segment = segment;
    }

    /**
     * Binds.
     *
     * @param binds sessions
     * @param segment what is submitted again and again
     * @throws IOException where a bind fails
     */
    public static BareLoop bind(Endpoint endpoint, int binds, Segment segment) throws IOException {
        BareLoop loop = new BareLoop(segment);
        for (int i = 0; i < binds; i++) {
            SMPPSession session = new SMPPSession();
            session.setTransactionTimer(RESPONSE_MILLIS);
            loop.sessions.add(session);
            String unused = session.connectAndBind(
                    endpoint.host(),
                    endpoint.port(),
                    new BindParameter(
                            BindType.BIND_TX,
                            "bench",
                            "bench",
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""));
        }
        return loop;
    }

    /** Submits one segment over the first session and waits for its answer. */
    public void submit() throws IOException {
        submit(sessions.get(0));
    }

    /**
     * Submits with so many threads on each session, for so long.
     *
     * @return segments that were answered
     */
    public long run(int threadsOfEach, long nanos) throws InterruptedException {
        AtomicLong answered = new AtomicLong();
        CountDownLatch done = new CountDownLatch(threadsOfEach * sessions.size());
        long end = System.nanoTime() + nanos;
        for (SMPPSession session : sessions) {
            for (int i = 0; i < threadsOfEach; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        long mine = 0;
                        while (System.nanoTime() < end) {
                            submit(session);
                            mine++;
                        }
                        answered.addAndGet(mine);
                    } catch (IOException e) {
                        // The session is gone; what it did not answer does not count.
                    } finally {
                        done.countDown();
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
        }
        done.await();
        return answered.get();
    }

    private void submit(SMPPSession session) throws IOException {
        try {
            var unused = session.submitShortMessage(
                    "",
                    TypeOfNumber.UNKNOWN,
                    NumberingPlanIndicator.ISDN,
                    "12345",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    segment.destination().number(),
                    new ESMClass(0x40),
                    (byte) 0x7F,
                    (byte) 0,
                    null,
                    "261124090000000+",
                    new RegisteredDelivery(1),
                    (byte) 0,
                    new RawDataCoding((byte) 0xF6),
                    (byte) 0,
                    segment.userData().toByteArray());
        } catch (PDUException | ResponseTimeoutException | InvalidResponseException | NegativeResponseException e) {
            throw new IOException("submit: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        sessions.forEach(SMPPSession::unbindAndClose);
    }
}
