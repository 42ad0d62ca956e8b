// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jsmpp.PDUReader;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.Pdu;
import org.otagateway.smpp.pdu.PduDecoding;
import org.otagateway.smpp.pdu.PduInput;

/**
 * Cuts the octets of a connection into PDUs. Unlike jsmpp's own reader it bounds the length, and it keeps what it has of a
 * PDU over a read time-out (which jsmpp uses to send enquire_link). A handler sees every PDU first, on the reading thread;
 * only what the handler passes on goes the way through jsmpp's queue.
 */
final class FrameReader implements PDUReader {
    /** The longest PDU that is read: message_payload of 65,535 octets, and all other fields. */
    static final int MAX_PDU = 70_000;

    /** Sees the PDUs of a connection. */
    interface Handler {
        /**
         * One PDU, or what is none.
         *
         * @return what jsmpp is to handle, or null
         * @throws IOException to give up the connection
         */
        @Nullable
        Pdu received(PduDecoding decoding) throws IOException;

        /** All that was read is handed over. */
        void drained();

        /** The connection cannot be read any more. */
        void failed(String why);
    }

    private final Handler handler;
    private @Nullable PduInput input;
    private byte[] passed = new byte[0];

    FrameReader(Handler handler) {
        this.handler = handler;
    }

    @Override
    public Command readPDUHeader(DataInputStream in) throws IOException {
        // jsmpp gives the one stream of the connection on every call.
        PduInput pdus = input == null ? new PduInput(in, MAX_PDU) : input;
        input = pdus;
        try {
            while (true) {
                PduDecoding decoding = pdus.next();
                if (decoding == null) {
                    throw new EOFException("end of stream");
                }
                Pdu pdu = handler.received(decoding);
                if (!pdus.buffered()) {
                    handler.drained();
                }
                if (pdu != null) {
                    return pass(pdu);
                }
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (EOFException e) {
            handler.failed("the SMSC closed the connection");
            throw e;
        } catch (IOException e) {
            handler.failed("the connection failed: " + e.getMessage());
            throw e;
        }
    }

    private Command pass(Pdu pdu) {
        passed = pdu.encode();
        Command header = new Command();
        header.setCommandLength(passed.length);
        header.setCommandId(pdu.commandId());
        header.setCommandStatus(pdu.commandStatus());
        header.setSequenceNumber(pdu.sequence());
        return header;
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) {
        return passed;
    }

    @Override
    public byte[] readPDU(DataInputStream in, int length, int id, int status, int sequence) {
        return passed;
    }
}
