// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

/**
 * Where the daemon listens.
 *
 * @param host a name or an address
 * @param port 0 to 65535; 0: any free one
 */
public record HttpSettings(String host, int port) {
    /** This machine alone. */
    public static final HttpSettings DEFAULT = new HttpSettings("127.0.0.1", 8080);
}
