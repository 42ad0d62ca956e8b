// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/** Makes sessions: what a link asks of an SMPP library. */
@FunctionalInterface
public interface SessionFactory {
    /**
     * Connects and binds, within the connect and response time-outs of the settings.
     *
     * @param endpoint one of the settings' endpoints
     * @param listener hears of the session from the moment the SMSC took the bind, perhaps before this returns
     * @throws LinkException where there is no bind; the connection is then closed and the listener hears nothing more
     */
    Session bind(LinkSettings settings, Endpoint endpoint, SessionListener listener) throws LinkException;
}
