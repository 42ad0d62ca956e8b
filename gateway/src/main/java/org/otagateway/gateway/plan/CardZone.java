// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.job.Schedule;

/** Where the windows of a job are read for a card. */
final class CardZone {
    private CardZone() {}

    /**
     * The zone of a row.
     *
     * @param values the card's columns; what the row says of its zone is put to them, for later sends
     * @throws Intake.Refused where the row names no time zone
     */
    static ZoneId of(Schedule schedule, CardRow row, Map<String, String> values) throws Intake.Refused {
        String told = row.values().getOrDefault(Schedule.CARD_COLUMN, "");
        if (!schedule.cardZone() || told.isEmpty()) {
            return schedule.zone();
        }
        try {
            ZoneId zone = ZoneId.of(told);
            values.put(Schedule.CARD_COLUMN, zone.getId());
            return zone;
        } catch (DateTimeException e) {
            throw new Intake.Refused(row, Schedule.CARD_COLUMN, told, "a time zone such as Europe/Berlin or +02:00");
        }
    }
}
