// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what one inspection finds. */
final class Notes {
    /** Hostile octets must not bring more findings than a person reads. */
    private static final int MOST = 100;

    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Diagnosis diagnosis;

    void add(Finding finding) {
        if (findings.size() >= MOST) {
            return;
        }
        for (Finding known : findings) {
            if (same(known, finding)) {
                return;
            }
        }
        findings.add(finding);
    }

    /** As a record's equals, whose first call in a JVM takes longer than an inspection. */
    private static boolean same(Finding one, Finding other) {
        return one.verdict() == other.verdict()
                && one.offset() == other.offset()
                && one.field().equals(other.field())
                && one.text().equals(other.text())
                && one.clause().equals(other.clause());
    }

    void add(Verdict verdict, int offset, String field, String text, String clause) {
        add(new Finding(verdict, offset, field, text, clause));
    }

    void diagnosed(Diagnosis found) {
        if (diagnosis == null) {
            diagnosis = found;
        }
    }

    List<Finding> findings() {
        return findings;
    }

    Optional<Diagnosis> diagnosis() {
        return Optional.ofNullable(diagnosis);
    }
}
