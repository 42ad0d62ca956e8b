// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.CommandStatus;

/** How a bind with good credentials is answered. */
enum BindAnswer {
    GOOD(null, CommandStatus.ESME_ROK),
    REFUSED(Fault.BIND_REFUSED, CommandStatus.ESME_RSYSERR),
    ALREADY_BOUND(Fault.BIND_ALREADY_BOUND, CommandStatus.ESME_RALYBND),
    SILENT(Fault.BIND_SILENT, CommandStatus.ESME_ROK),
    MISANSWERED(Fault.BIND_MISANSWERED, CommandStatus.ESME_ROK),
    UNKNOWN_VERSION(Fault.BIND_UNKNOWN_VERSION, CommandStatus.ESME_ROK);

    private final @Nullable Fault fault;
    private final CommandStatus status;

    BindAnswer(@Nullable Fault fault, CommandStatus status) {
        this.fault = fault;
        this.status = status;
    }

    /** What is wrong with it. */
    Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    int status() {
        return status.code();
    }

    /** The first that chance picks, in the order above; always the same number of draws. */
    static BindAnswer draw(SmscFaults faults, RandomGenerator random) {
        BindAnswer drawn = GOOD;
        for (BindAnswer answer : values()) {
            if (answer.fault != null && random.nextDouble() < faults.probability(answer.fault) && drawn == GOOD) {
                drawn = answer;
            }
        }
        return drawn;
    }
}
