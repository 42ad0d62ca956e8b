// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.packet.secured.CommandHeader;

/** What a dry run shows, as a JSON object. No secret of a card is in it. */
public final class PreviewJson {
    private PreviewJson() {}

    /** @param job the name of the job */
    public static ObjectNode write(String job, List<PacketPreview.Result> results) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("job", job);
        all.put("dry_run", true);
        ArrayNode packets = all.putArray("packets");
        ArrayNode rejected = JsonNodeFactory.instance.arrayNode();
        for (PacketPreview.Result result : results) {
            if (result instanceof PacketPreview.Packet packet) {
                packets.add(write(packet));
            } else {
                BadRow bad = ((PacketPreview.Rejected) result).row();
                rejected.addObject().put("line", bad.line()).put("reason", bad.reason());
            }
        }
        all.put("rejected_rows", rejected.size());
        all.set("rejected", rejected);
        return all;
    }

    private static ObjectNode write(PacketPreview.Packet packet) {
        CommandHeader header = packet.header();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("iccid", packet.iccid());
        json.put("msisdn", packet.msisdn());
        if (packet.steps() > 1) {
            json.put("step", packet.step());
            json.put("steps", packet.steps());
            json.put("step_name", packet.name());
        }
        json.put("tar", header.tar().toString());
        json.put("spi", header.spi().toString());
        json.put("kic", header.kic().toString());
        json.put("kid", header.kid().toString());
        json.put("cntr", packet.counter().toHex());
        json.put("cc_length", header.checkLength());
        json.put("secret", packet.secret());
        if (!packet.secret()) {
            json.put("command_packet", packet.composed().packet().toHex());
            ArrayNode parts = json.putArray("sms_user_data");
            packet.composed().userData().forEach(part -> parts.add(part.toHex()));
        }
        json.put("segments", packet.composed().userData().size());
        return json;
    }
}
