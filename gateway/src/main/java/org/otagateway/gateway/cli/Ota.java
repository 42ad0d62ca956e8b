// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

/** The command line, {@code ./ota}. */
public final class Ota {
    private Ota() {}

    public static void main(String[] args) {
        System.err.println("ota: no command yet");
        System.exit(2);
    }
}
