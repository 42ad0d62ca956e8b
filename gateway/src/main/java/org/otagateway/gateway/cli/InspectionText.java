// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.util.Map;
import org.otagateway.packet.inspect.HexDump;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.inspect.TextRenderer;
import org.otagateway.packet.sms.MessageKey;
import org.otagateway.packet.sms.PartSet;

/** Prints inspections for people: the tree, and the octets as a dump where that is wanted. */
final class InspectionText {
    private final Streams streams;
    private final boolean hexDump;
    private final boolean colours;
    private final TextRenderer renderer;

    InspectionText(Streams streams, boolean hexDump) {
        this.streams = streams;
        this.hexDump = hexDump;
        this.colours = streams.terminal() && Streams.isTerminal(1) && System.getenv("NO_COLOR") == null;
        this.renderer = new TextRenderer(colours);
    }

    void print(Inspection inspection) {
        streams.out().print(renderer.render(inspection));
        if (hexDump) {
            streams.out().print(new HexDump(colours).render(inspection));
        }
    }

    /** Messages that lack parts. */
    void incomplete(Map<MessageKey, PartSet> messages) {
        messages.forEach((key, parts) -> streams.out()
                .println("? message with reference " + key.reference() + ": of " + key.total()
                        + " parts these are missing: " + parts.missing()));
    }
}
