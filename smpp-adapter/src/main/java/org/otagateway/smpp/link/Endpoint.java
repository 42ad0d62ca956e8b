// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * Where the SMSC listens.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    /** @throws IllegalArgumentException where the host is blank or the port out of range */
    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host: expected a name or an address, got nothing");
        }
        Ranges.within("port", port, 1, 65535);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
