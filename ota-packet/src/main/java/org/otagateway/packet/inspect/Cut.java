// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

/** The octets end inside a field, or break a rule after which nothing can be read. It has no stack trace. */
final class Cut extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    Cut(Finding finding) {
        super(finding.text(), null, false, false);
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
