// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Duration;

/**
 * A gateway as one of those that share the database of a server.
 *
 * @param server where the database is
 * @param name letters, digits, '-' and '_', 1 to 32; names the files that the node keeps by itself
 * @param lease how long others wait for a node that is not heard of before they take over what it was sending, 3 seconds
 *     to 5 minutes
 */
public record NodeSettings(ServerUrl server, String name, Duration lease) {
    public static final String USUAL_NAME = "ota";
    public static final Duration USUAL_LEASE = Duration.ofSeconds(15);

    /** @throws IllegalArgumentException naming what is wrong */
    public NodeSettings {
        requireName(name);
        requireLease(lease);
    }

    static NodeSettings usual(ServerUrl server) {
        return new NodeSettings(server, USUAL_NAME, USUAL_LEASE);
    }

    /** The name, where it is one; else an {@link IllegalArgumentException}. */
    public static String requireName(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,32}")) {
            throw new IllegalArgumentException("expected 1 to 32 letters, digits, '-' or '_'");
        }
        return name;
    }

    /** The lease, where it is one; else an {@link IllegalArgumentException}. */
    public static Duration requireLease(Duration lease) {
        if (lease.compareTo(Duration.ofSeconds(3)) < 0 || lease.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("expected 3 seconds to 5 minutes");
        }
        return lease;
    }
}
