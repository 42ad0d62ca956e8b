// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What octets are, field by field.
 *
 * @param kind what they were taken for
 * @param alternatives what else they could be
 * @param forced whether the caller said the kind
 * @param root the whole input as one field
 * @param findings what a person should know, in the order of reading
 * @param diagnosis why a check fails; none where no check failed
 */
public record Inspection(
        Kind kind,
        List<Kind> alternatives,
        boolean forced,
        Field root,
        List<Finding> findings,
        Optional<Diagnosis> diagnosis) {
    public Inspection {
        alternatives = List.copyOf(alternatives);
        findings = List.copyOf(findings);
    }

    /** The same with a finding more, which only the surroundings of the octets show. */
    public Inspection with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return new Inspection(kind, alternatives, forced, root, more, diagnosis);
    }

    /** Whether nothing is broken: the octets have the form of their kind and no check that could be made failed. */
    public boolean sound() {
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.BAD);
    }

    /** The first thing that is broken; none where all is sound. */
    public Optional<Finding> reason() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.BAD)
                .findFirst();
    }
}
