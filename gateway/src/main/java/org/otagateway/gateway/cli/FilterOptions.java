// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.Standing;
import picocli.CommandLine.Option;

/** Options that say which cards of the store are meant. */
final class FilterOptions {
    @Option(names = "--profile", paramLabel = "NAME", description = "Only cards of this profile.")
    private @Nullable String profile;

    @Option(
            names = "--iccid",
            paramLabel = "DIGITS",
            description = "Only ICCIDs of these first digits, or between them: 898821-898829.")
    private @Nullable String iccid;

    @Option(
            names = "--msisdn",
            paramLabel = "DIGITS",
            description = "Only numbers of these first digits, in international form.")
    private @Nullable String msisdn;

    @Option(names = "--never-reached", description = "Only cards of which no proof of receipt was ever verified.")
    private boolean neverReached;

    boolean given() {
        return profile != null || iccid != null || msisdn != null || neverReached;
    }

    CardFilter filter(@Nullable Standing standing) {
        CardFilter.Iccids iccids = iccid == null ? null : parsed("--iccid", iccid, CardFilter.Iccids::parse);
        try {
            return new CardFilter(profile, iccids, msisdn, standing, neverReached);
        } catch (IllegalArgumentException e) {
            throw new UserError("--" + e.getMessage());
        }
    }

    static <T> T parsed(String option, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new UserError(option + ": " + e.getMessage() + ", got '" + value + "'");
        }
    }
}
